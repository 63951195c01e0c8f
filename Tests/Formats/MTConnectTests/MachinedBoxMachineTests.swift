// SPDX-License-Identifier: Apache-2.0
import Activities
import Fixtures
import Reading
import Testing

@testable import MTConnect

/// The machine logs of the NIST/MTC box assembly.
///
/// The answers were worked out by `Examples/real-data/machined-box.py`, which uses nothing of ours.
@Suite(.enabled(if: Fixtures.hasCorpora, Fixtures.corporaMissing))
struct MachinedBoxMachineTests {
    private func log(_ name: String) throws -> ReadBatch {
        let path = "nist-smstestbed/part-data/tdp/mtc/PartData/" + name
        let bytes = try Fixtures.bytes(Fixtures.corpus(path))
        #expect(
            MTConnectLogFormat().recognise(FileSample(prefix: bytes, name: name)) == .likely)
        return read(bytes, as: MTConnectLogFormat(), name: name)
    }

    private func runs(_ batch: ReadBatch) -> [String] {
        batch.activities("machine.programme-run").map { run in
            let programme = run.participants.first { $0.role == .programme }
            let basis = programme?.meaning.map { $0.hasPrefix("reported in") ? "in" : "before" }
            return [
                run.occurred.map { String($0.text.dropFirst(5).prefix(14)) } ?? "?",
                run.ended.map { String($0.text.dropFirst(5).prefix(14)) } ?? "?",
                programme?.thing.name ?? "-", basis ?? "-", run.attribute("Part count") ?? "-",
            ].joined(separator: " ")
        }
    }

    @Test func `Which programmes ran on box 2, from when to when`() throws {
        #expect(
            runs(try log("Box-Hurco02-02of20.txt")) == [
                "02-02T18:48:03 02-02T18:48:11 Cas.NC in -",
                "02-02T18:50:51 02-02T18:57:22 Cas.NC before -",
                "02-07T19:43:10 02-07T19:44:53 Cas.NC before 1938",
                "02-08T12:17:45 02-08T12:23:28 Cas.NC before 1960",
                "02-13T16:08:29 02-13T16:11:34 TEST.NC in -",
                "02-13T16:18:20 02-13T18:42:54 NIST_MTC_CRADA_BOX_REV-A_OP5.NC in 2004",
            ])
    }

    @Test func `Which programmes ran on box 20`() throws {
        #expect(
            runs(try log("Box-Hurco02-20of20.txt")) == [
                "02-07T19:15:18 02-07T19:18:16 NIST_MTC_CRADA_BOX_REV-A_OP2.NC in 1935",
                "02-08T10:58:59 02-08T11:00:51 NIST_MTC_CRADA_BOX_REV-A_OP2.NC before 1956",
                "02-08T18:00:05 02-08T18:09:42 NIST_MTC_CRADA_BOX_REV-A_OP4.NC in 1979",
                "02-17T12:42:33 02-17T14:02:36 NIST_MTC_CRADA_BOX_REV-A_OP4.NC before 2026",
            ])
    }

    @Test func `Nothing says what ran on cover 1`() throws {
        let batch = try log("Cover-Hurco04-01of20.txt")
        #expect(
            runs(batch) == [
                "02-07T16:02:39 02-07T16:20:21 - - 1111",
                "02-10T10:07:42 02-10T10:26:06 - - 1138",
                "02-10T18:33:01 02-10T18:34:21 - - 1159",
            ])
        #expect(batch.codes.filter { $0 == "mtconnect.programme.not-reported" }.count == 3)
        let record = try #require(batch.activities("machine.record-kept").first)
        #expect(record.attribute("Observations") == "11928")
        #expect(record.membership == Membership(of: "Cover-Hurco04", ordinal: 1, count: 20))
    }

    @Test func `What ran on covers 2 and 3`() throws {
        #expect(
            runs(try log("Cover-Hurco04-02of20.txt")) == [
                "02-07T16:26:34 02-07T16:44:17 - - 1112",
                "02-07T16:45:16 02-07T16:47:29 SLOT.NC in 1113",
                "02-07T17:22:02 02-07T17:24:08 SLOT.NC before 1114",
                "02-10T10:29:46 02-10T10:44:06 SLOT.NC before 1139",
                "02-10T18:35:47 02-10T18:37:07 SLOT.NC before 1160",
            ])
        let third = try log("Cover-Hurco04-03of20.txt")
        #expect(
            runs(third) == [
                "02-07T17:38:26 02-07T17:59:24 NIST_MTC_CRADA_COVER_REV-A.NC in 1115",
                "02-10T10:46:45 02-10T11:01:05 NIST_MTC_CRADA_COVER_REV-A.NC before 1140",
                "02-10T18:38:17 02-10T18:39:37 NIST_MTC_CRADA_COVER_REV-A.NC before 1161",
            ])
        #expect(third.codes.filter { $0 == "mtconnect.programme.stale" }.count == 2)
    }

    @Test(arguments: ["Box-Hurco02-02of20.txt", "Box-Hurco02-20of20.txt"])
    func `Both box logs have one torn line`(name: String) throws {
        let torn = try log(name).activities.flatMap(\.warnings).filter {
            $0.code == "mtconnect.line"
        }
        #expect(torn.count == 1)
        #expect(torn.first?.found.contains("2017") == true)
    }

    @Test func `The agent's stream says the same of cover 1 as the adapter's log`() throws {
        let name = "Cover-Hurco04-01of20.xml"
        let bytes = try Fixtures.bytes(
            Fixtures.corpus("nist-smstestbed/mtconnect/tdp/mtc/MTConnect/" + name))
        let batch = read(bytes, as: MTConnectXMLFormat(), name: name)
        let other = try log("Cover-Hurco04-01of20.txt")
        #expect(runs(batch) == runs(other))
        let record = try #require(batch.activities("machine.record-kept").first)
        #expect(record.attribute("Observations") == "11928")
        #expect(
            record.sequence
                == SequencePosition(stream: "mulder/1488215604", first: 819_002, last: 830_929))
        #expect(record.session == other.activities("machine.record-kept").first?.session)
    }

    @Test(arguments: [
        ("mtconnect/agent/Devices.xml", 8), ("tdp/mtc/MTConnect/Devices.xml", 10),
    ])
    func `Both device models are read`(path: String, count: Int) throws {
        let bytes = try Fixtures.bytes(Fixtures.corpus("nist-smstestbed/mtconnect/" + path))
        let batch = read(bytes, as: MTConnectXMLFormat(), name: "Devices.xml")
        #expect(batch.problems.isEmpty)
        #expect(batch.activities.count == count)
    }
}
