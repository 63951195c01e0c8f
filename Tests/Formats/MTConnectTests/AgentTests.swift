// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading
import Testing

@testable import MTConnect

struct AgentTests {
    /// A stream whose observations are given as element, name, number, second and value.
    private func streams(
        _ events: [(String, String, Int, Int, String)], condition: String = "",
        header: String = "firstSequence=\"1\" lastSequence=\"99\""
    ) -> String {
        let lines = events.map { element, name, number, second, value in
            "<\(element) dataItemId=\"i\(number)\" name=\"\(name)\" sequence=\"\(number)\" "
                + "timestamp=\"2026-01-05T08:00:\(second < 10 ? "0" : "")\(second)Z\">\(value)</\(element)>"
        }
        return """
            <MTConnectStreams xmlns="urn:mtconnect.org:MTConnectStreams:1.3">
              <Header creationTime="2026-01-05T09:00:00Z" sender="agent1" instanceId="77"
                version="1.3.0.16" \(header)/>
              <Streams><DeviceStream name="Mill02" uuid="u-2">
                <ComponentStream component="Path"><Events>\(lines.joined())</Events>
                <Condition>\(condition)</Condition></ComponentStream>
              </DeviceStream></Streams>
            </MTConnectStreams>
            """
    }

    private let run: [(String, String, Int, Int, String)] = [
        ("PartCount", "count", 13, 30, "5"), ("Execution", "exec", 12, 20, "PROGRAM_COMPLETED"),
        ("Execution", "exec", 10, 1, "ACTIVE"), ("Program", "prog", 11, 2, "A.NC"),
    ]

    @Test func `Observations are put in the order of their numbers`() throws {
        let batch = read(streams(run), as: MTConnectXMLFormat())
        let activity = try #require(batch.activities("machine.programme-run").first)
        #expect(activity.occurred?.text == "2026-01-05T08:00:01Z")
        #expect(activity.names(.programme) == ["A.NC"])
        #expect(activity.attribute("Part count") == "5")
        #expect(activity.names(.equipment) == ["Mill02"])
    }

    @Test func `A record without a gap has its place in the agent's numbering`() throws {
        let batch = read(streams(run), as: MTConnectXMLFormat())
        let record = try #require(batch.activities("machine.record-kept").first)
        #expect(record.sequence == SequencePosition(stream: "agent1/77", first: 10, last: 13))
        #expect(record.attribute("Agent instance") == "77")
        #expect(batch.codes == [])
    }

    @Test func `When a document was made is not when its reports were taken down`() throws {
        let later = streams(run).replacing("2026-01-05T09:00:00Z", with: "2026-01-21T09:00:00Z")
        let batch = read(later, as: MTConnectXMLFormat())
        let record = try #require(batch.activities("machine.record-kept").first)
        #expect(record.attribute("Document made") == "2026-01-21T09:00:00Z")
        #expect(batch.activities.allSatisfy { $0.activity.recordedAtSource == nil })
    }

    @Test func `A gap is said, with the numbers on both sides of it`() throws {
        let gap = streams(run + [("Execution", "exec", 20, 40, "ACTIVE")])
        let batch = read(gap, as: MTConnectXMLFormat())
        let warning = batch.activities.flatMap(\.warnings).first
        #expect(warning?.code == "mtconnect.sequence.gap")
        #expect(warning?.found.contains("13 and 20") == true)
        #expect(batch.activities("machine.record-kept").first?.sequence == nil)
    }

    @Test func `Numbers outside the header's are said`() {
        let text = streams(run, header: "firstSequence=\"11\" lastSequence=\"99\"")
        #expect(read(text, as: MTConnectXMLFormat()).codes == ["mtconnect.sequence.header"])
    }

    @Test func `A condition is kept with its level`() throws {
        let fault = """
            <Fault dataItemId="c1" name="servo" sequence="14" nativeCode="E7" type="ACTUATOR"
            timestamp="2026-01-05T08:00:31Z">overload</Fault>
            """
        let batch = read(streams(run, condition: fault), as: MTConnectXMLFormat())
        let condition = try #require(batch.activities("machine.condition-changed").first)
        #expect(condition.sourceState == "FAULT")
        #expect(condition.summary == "overload")
        #expect(condition.attribute("Native code") == "E7")
    }

    @Test func `A device model says what machines there are`() throws {
        let text = """
            <MTConnectDevices><Header creationTime="2026-01-05T09:00:00Z" instanceId="1"/>
            <Devices><Device name="Mill02" uuid="u-2" id="d"><Description manufacturer="Acme"
            model="V5" serialNumber="9"/><DataItems><DataItem category="EVENT" id="a"/>
            <DataItem category="SAMPLE" id="b"/></DataItems></Device></Devices></MTConnectDevices>
            """
        let batch = read(text, as: MTConnectXMLFormat())
        let machine = try #require(batch.activities.first?.activity)
        #expect(machine.kind == "machine.described")
        #expect(machine.names(.subject) == ["Mill02"])
        #expect(machine.attribute("serialNumber") == "9")
        #expect(machine.attribute("Data items EVENT") == "1")
        #expect(machine.attribute("Document made") == "2026-01-05T09:00:00Z")
        #expect(machine.recordedAtSource == nil)
    }

    @Test(arguments: [
        ("<Other/>", "mtconnect.root"), ("<MTConnectStreams/>", "mtconnect.streams.empty"),
        ("<MTConnectDevices/>", "mtconnect.devices.empty"), ("<MTConnectStreams>", "xml.truncated"),
        ("<!DOCTYPE a><MTConnectStreams/>", "xml.doctype"),
    ])
    func `What cannot be read is refused with its reason`(text: String, code: String) {
        #expect(read(text, as: MTConnectXMLFormat()).problems.listed.map(\.code) == [code])
    }

    @Test func `Numbers at the end of what a number can be do no harm`() {
        let text = streams([
            ("Execution", "exec", 1, 1, "ACTIVE")
        ]).replacing("sequence=\"1\"", with: "sequence=\"9223372036854775807\"")
        let twice = text.replacing(
            "</Events>",
            with: "<Program sequence=\"-9223372036854775808\" timestamp=\"x\">A</Program></Events>")
        #expect(read(twice, as: MTConnectXMLFormat()).problems.isEmpty)
    }

    @Test(arguments: [1, 7, 64])
    func `Pieces of any size give the same`(step: Int) {
        let whole = read(streams(run), as: MTConnectXMLFormat())
        let pieces = read(streams(run), as: MTConnectXMLFormat(), by: step)
        #expect(pieces.activities.map(\.activity) == whole.activities.map(\.activity))
    }
}
