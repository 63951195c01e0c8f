// SPDX-License-Identifier: Apache-2.0
import Activities
import B2MML
import Canon
import Fixtures
import Foundation
import Reading
import Testing

/// What the reviewer of a batch record needs to find: the two records of `Examples/batch-record`.
struct BatchRecordTests {
    private func record(_ name: String) throws -> [ReadActivity] {
        let url = Fixtures.root.appending(path: "Examples/batch-record/\(name).xml")
        let batch = B2MMLFormat().read(try Fixtures.bytes(url))
        #expect(batch.problems.isEmpty)
        return batch.activities
    }

    private func entry(_ id: String, in record: [ReadActivity]) throws -> Activity {
        try #require(record.first { $0.eventID.hasSuffix("/\(id)") }).activity
    }

    @Test func `A closed exception is closed by another entry that names it`() throws {
        let record = try record("bpr-0418-clean")
        let exceptions = record.map(\.activity).filter { $0.exception != nil }
        #expect(exceptions.map(\.exception) == [.open, .closed])
        #expect(exceptions[1].entry(.about) == "E-006")
        #expect(exceptions[1].first(.performer) == "m.aalto")
    }

    @Test func `An exception that nobody says is closed is open`() throws {
        let record = try record("bpr-0419-open")
        #expect(try entry("E-005", in: record).exception == .open)
        #expect(try entry("E-007", in: record).exception == .open)
        #expect(record.allSatisfy { $0.activity.exception != .closed })
    }

    @Test func `A signature line without a name is a blank, not a signature`() throws {
        let record = try record("bpr-0419-open")
        let unsigned = record.map(\.activity).filter {
            $0.kind == "PersonnelIdentificationManifest" && $0.blanks.contains("Name")
        }
        #expect(
            unsigned.map { "\($0.entry(.about)) \($0.step ?? "")" } == [
                "E-001 Verified", "E-003 Verified", "R-0 Approval",
            ])
        #expect(unsigned.allSatisfy { $0.all(.signatory).isEmpty && $0.attribution == .none })
    }

    @Test func `A signature keeps its meaning and its time apart from the step's`() throws {
        let record = try record("bpr-0419-open")
        let signature = try #require(try entry("S-6", in: record).all(.signatory).first)
        let step = try entry("E-008", in: record)
        #expect(signature.meaning == "Performed")
        let signed = try #require(signature.at?.instant)
        let done = try #require(step.occurred?.instant)
        #expect(signed < done)
        #expect(try entry("S-6", in: record).attribution == .personSigned)
    }

    @Test func `A change keeps what was there before; a missing reason is a blank`() throws {
        let clean = try entry("C-1", in: try record("bpr-0418-clean"))
        #expect(clean.value("PrechangeData") == "68.4 Cel")
        #expect(clean.blanks.isEmpty)
        let open = try entry("C-1", in: try record("bpr-0419-open"))
        #expect(open.value("PrechangeData") == "1.87 kg")
        #expect(open.blanks == ["Reason"])
    }

    @Test func `An operator's entry without an operator is a blank`() throws {
        let heating = try entry("E-004", in: try record("bpr-0419-open"))
        #expect(heating.blanks == ["PersonID"])
        #expect(heating.attribution == .none)
        #expect(heating.results.first?.computed == .fail)
    }

    @Test func `A test that is claimed to pass and does not is remarked on`() throws {
        let record = try record("bpr-0419-open")
        let warnings = record.flatMap(\.warnings).filter { $0.code == "b2mml.result.verdict" }
        #expect(warnings.count == 1)
        let test = try entry("T-1", in: record)
        #expect(test.results.first?.claimed == .pass)
        #expect(test.results.first?.computed == .fail)
        #expect(test.first(.instrument) == "VIS-11")
    }

    @Test func `The record names its lot, batch, recipes and state`() throws {
        let root = try #require(try record("bpr-0418-clean").last)
        #expect(root.eventID == "BatchProductionRecord/BPR-2026-0418@1")
        #expect(root.activity.first(.output) == "CS-0418")
        #expect(root.activity.first(.order) == "B-2026-0418")
        #expect(root.activity.sourceState == "Complete")
        let recipes = root.activity.all(.programme)
        #expect(
            recipes.map { "\($0.thing.name) v\($0.revision ?? "")" }
                == ["CR-CS-120-0418 v4", "MR-CS-120 v4"])
    }

    @Test func `Everything in the record leads to its lot and its batch`() throws {
        for name in ["bpr-0418-clean", "bpr-0419-open"] {
            let lot = name.contains("0418") ? "CS-0418" : "CS-0419"
            for read in try record(name) {
                let names = read.activity.participants.map(\.thing.name)
                #expect(names.contains(lot), "\(read.eventID)")
                #expect(names.contains("B-2026-\(lot.suffix(4))"), "\(read.eventID)")
            }
        }
    }

    @Test func `An entry keeps its id in a later version of the record`() throws {
        let url = Fixtures.root.appending(path: "Examples/batch-record/bpr-0418-clean.xml")
        let text = String(decoding: try Fixtures.bytes(url), as: UTF8.self)
        let later = text.replacing(
            "<RecordStatus>Complete</RecordStatus>\n  <Version>1</Version>",
            with: "<RecordStatus>Released</RecordStatus>\n  <Version>2</Version>")
        let (before, after) = (read(text).activities, read(later).activities)
        let changed = zip(before, after).filter { $0.eventID != $1.eventID }
        #expect(
            changed.map(\.1.eventID) == ["BatchProductionRecord/BPR-2026-0418@2"])
        let same = zip(before, after).filter { $0.eventID == $1.eventID }
        #expect(same.allSatisfy { $0.digest == $1.digest })
    }

    @Test func `Names of persons stand only where they act`() throws {
        let people: Set<String> = ["a.ortiz", "j.lehto", "k.lind", "m.aalto", "h.berg"]
        for read in try record("bpr-0418-clean") + record("bpr-0419-open") {
            let open = read.activity.attributes.map(\.value) + [read.activity.summary ?? ""]
            #expect(open.allSatisfy { text in !people.contains { text.contains($0) } })
        }
    }
}
