// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading
import Testing

@testable import MTConnect

struct AdapterLogTests {
    private let log = """
        2026-01-05T08:00:00.0Z|Program_Name_Editing|A_REV-B.NC
        2026-01-05T08:00:01.0Z|Program_Status|ACTIVE
        2026-01-05T08:00:01.1Z|Program_Name_Running|A_REV-B.NC|Feed_Rate|12
        2026-01-05T08:05:00.0Z|Program_Status|FEED_HOLD
        2026-01-05T08:06:00.0Z|Program_Status|ACTIVE
        2026-01-05T08:10:00.0Z|Program_Status|PROGRAM_COMPLETED
        2026-01-05T08:10:00.1Z|Part_Count|11
        2026-01-06T09:00:00.0Z|Program_Status|ACTIVE
        2026-01-06T09:01:00.0Z|Program_Status|PROGRAM_STOPPED
        2026-01-06T09:01:00.1Z|Part_Count|15

        """
    private let name = "Box-Mill02-03of20.txt"

    @Test func `A run is from ACTIVE to its end, with the programme reported in it`() throws {
        let run = try #require(read(log, name: name).activities("machine.programme-run").first)
        #expect(run.occurred?.text == "2026-01-05T08:00:01.0Z")
        #expect(run.ended?.text == "2026-01-05T08:10:00.0Z")
        #expect(run.status == .completed)
        let programme = try #require(run.participants.first { $0.role == .programme })
        #expect(programme.thing.name == "A_REV-B.NC")
        #expect(programme.revision == "B")
        #expect(programme.meaning == "reported in the run")
        #expect(run.attribute("States") == "FEED_HOLD ACTIVE")
        #expect(run.attribute("Part count") == "11")
        #expect(run.attribution == .device)
        #expect(run.capture == .automatic)
    }

    @Test func `A name reported for an earlier part is said to be old`() throws {
        let batch = read(log, name: name)
        let runs = batch.activities("machine.programme-run")
        let second = try #require(runs.last)
        #expect(second.status == .aborted)
        #expect(
            second.participants.first { $0.role == .programme }?.meaning
                == "reported before the run, at 2026-01-05T08:00:01.1Z")
        #expect(second.attribute("Parts counted in between") == "3")
        #expect(batch.codes.contains("mtconnect.programme.stale"))
    }

    @Test func `What is open in the editor is never taken for what runs`() throws {
        let lines = log.split(separator: "\n").filter { !$0.contains("Name_Running") }
        let batch = read(lines.joined(separator: "\n"), name: name)
        let runs = batch.activities("machine.programme-run")
        #expect(runs.allSatisfy { $0.names(.programme).isEmpty })
        #expect(runs.first?.attribute("In the editor") == "A_REV-B.NC")
        #expect(batch.codes.filter { $0 == "mtconnect.programme.not-reported" }.count == 2)
    }

    @Test func `The file's name tells part, machine and set, and it is said so`() throws {
        let record = try #require(read(log, name: name).activities("machine.record-kept").first)
        #expect(record.membership == Membership(of: "Box-Mill02", ordinal: 3, count: 20))
        #expect(record.names(.equipment) == ["Mill02"])
        #expect(record.names(.subject) == ["Box-Mill02-03of20"])
        #expect(
            record.participants.first { $0.role == .subject }?.meaning == "from the file's name")
        #expect(
            record.attribute("Taken from the file's name")
                == "Box, number 3 of 20, made on Mill02")
        #expect(record.attribute("Observations") == "11")
        #expect(record.attribute("Observations of Program_Status") == "6")
        #expect(record.session == "Box-Mill02-03of20")
    }

    @Test(arguments: [
        "log.txt", "Box-02of20.txt", "Box-Mill-21of20.txt", "Box-Mill-0of20", "a-b-of.txt", "",
    ])
    func `Other names tell nothing`(name: String) throws {
        let batch = read(log, name: name)
        let record = try #require(batch.activities("machine.record-kept").first)
        #expect(record.membership == nil)
        #expect(record.names(.subject) == [])
        #expect(batch.codes.contains("mtconnect.machine.unknown"))
        #expect(batch.activities.allSatisfy { $0.eventID.hasPrefix("sha256:") })
    }

    @Test func `A device before an item's name is the machine`() throws {
        let batch = read("2026-01-05T08:00:00Z|Mill9:exec|ACTIVE\n")
        #expect(batch.activities("machine.programme-run").first?.names(.equipment) == ["Mill9"])
        #expect(batch.activities("machine.programme-run").first?.status == .started)
    }

    @Test func `A condition is kept with its code and words`() throws {
        let text = "2026-01-05T08:00:00Z|servo|FAULT|E12|2|HIGH|Axis X overload\n"
        let condition = try #require(read(text).activities("machine.condition-changed").first)
        #expect(condition.sourceState == "FAULT")
        #expect(condition.attribute("Native code") == "E12")
        #expect(condition.summary == "Axis X overload")
    }

    @Test func `Changes of mode and stops are activities`() {
        let text = """
            2026-01-05T08:00:00Z|mode|MANUAL
            2026-01-05T08:00:01Z|estop|TRIGGERED|avail|AVAILABLE
            """
        let kinds = read(text).activities.map(\.activity.kind)
        #expect(
            kinds == [
                "machine.record-kept", "machine.mode-changed", "machine.emergency-stop-changed",
                "machine.availability-changed",
            ])
    }

    @Test func `Runs and changes come in the order of the log`() {
        let kinds = read(log, name: name).activities.map(\.activity.kind)
        #expect(
            kinds == [
                "machine.record-kept", "machine.programme-opened", "machine.programme-run",
                "machine.programme-run",
            ])
    }

    @Test func `Times without a zone have no moment until one is assumed`() throws {
        let text = "2026-01-05T08:00:00.5|exec|ACTIVE\n"
        let plain = try #require(read(text).activities("machine.programme-run").first?.occurred)
        #expect(plain.zone == .absent && plain.instant == nil)
        let told = read(text, assuming: 60).activities("machine.programme-run").first?.occurred
        #expect(told?.zone == .assumed(offsetMinutes: 60))
    }

    @Test func `A torn line is said with its place and skipped`() {
        let batch = read(
            "2026-01-05T08:00:00Z|exec|ACTIVE\n2017\n2026-01-05T08:00:02Z|exec|READY\n")
        let warning = batch.activities.flatMap(\.warnings).first { $0.code == "mtconnect.line" }
        #expect(warning?.place.line == 2)
        #expect(batch.activities("machine.programme-run").count == 1)
    }

    @Test func `An item without a value is said`() {
        #expect(
            read("2026-01-05T08:00:00Z|exec|ACTIVE|feed\n").codes.contains("mtconnect.line.odd"))
    }

    @Test func `A byte order mark is no part of the first time`() {
        let batch = read("\u{FEFF}2026-01-05T08:00:00Z|exec|ACTIVE\n")
        #expect(
            batch.activities("machine.programme-run").first?.occurred?.text
                == "2026-01-05T08:00:00Z")
    }

    @Test func `A clock that goes back is said once`() {
        let text = """
            2026-01-05T08:00:02Z|exec|ACTIVE
            2026-01-05T08:00:01Z|feed|1
            2026-01-05T08:00:00Z|feed|2
            """
        #expect(read(text).codes.filter { $0 == "mtconnect.time.backwards" }.count == 1)
    }

    @Test func `A file without a report is refused`() {
        #expect(read("hello\n").problems.listed.map(\.code) == ["mtconnect.log.empty"])
    }

    @Test(arguments: [1, 7, 64])
    func `Pieces of any size give the same`(step: Int) {
        let whole = read(log, name: name)
        let pieces = read(log, name: name, by: step)
        #expect(pieces.activities.map(\.activity) == whole.activities.map(\.activity))
        #expect(pieces.activities.map(\.eventID) == whole.activities.map(\.eventID))
        #expect(pieces.activities.map(\.warnings) == whole.activities.map(\.warnings))
    }

    @Test func `Hostile lines do no harm`() {
        let bars = String(repeating: "|", count: 3_000)
        let text = """
            2026-01-05T08:00:00Z|exec|ACTIVE
            \(bars)
            |||
            2026-01-05T08:00:00Z|Part_Count|99999999999999999999
            2026-01-05T08:00:00Z|Program_Name_Running|
            * PONG 60000
            """
        let batch = read(text)
        #expect(batch.problems.isEmpty)
        #expect(batch.codes.contains("mtconnect.line"))
    }

    @Test func `Only its own files are recognised`() {
        func confidence(_ text: String) -> Confidence {
            MTConnectLogFormat().recognise(FileSample(prefix: Array(text.utf8), name: "a.txt"))
        }
        #expect(confidence(log) == .likely)
        #expect(confidence("id|name|value\n1|a|b\n") == .no)
        #expect(confidence("time|item|value\n2026-01-05T08:00:00Z|a|1\n") == .no)
        #expect(confidence("") == .no)
    }
}
