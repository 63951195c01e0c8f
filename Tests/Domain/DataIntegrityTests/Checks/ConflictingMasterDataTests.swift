// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct ConflictingMasterDataTests {
    /// Certificates of one lot, each with the carbon it gives.
    private func said(_ analyses: [(certificate: String, value: String, unit: String)]) throws
        -> Judgements
    {
        var log = Log()
        for analysis in analyses {
            try log.record("certificate.issued") {
                $0.participants = [
                    Participation(.subject, try Thing(.lot, "H4340-01")),
                    Participation(.evidence, try Thing(.certificate, analysis.certificate)),
                ]
                $0.results = [result(analysis.value, analysis.unit, of: "C")]
            }
        }
        return try log.judged(by: .conflictingMasterData)
    }

    @Test func `Certificates that agree pass`() throws {
        #expect(
            try said([("C-1", "0.40", "%"), ("C-2", "0.4", "%")]).counts
                == [ConflictingMasterData.same: 2])
    }

    @Test func `Certificates that differ fail`() throws {
        let said = try said([("C-1", "0.40", "%"), ("C-2", "0.41", "%")])
        #expect(said.codes == ["several-analyses"])
        #expect(said.findings.first?.entries == [1, 0])
        #expect(
            said.findings.first?.words
                == "C of lot H4340-01 is 0.40 in entry 0 and 0.41 in entry 1")
    }

    @Test func `One certificate may give several samples`() throws {
        #expect(try said([("C-1", "0.40", "%"), ("C-1", "0.41", "%")]).count(.fail) == 0)
    }

    @Test func `Other units leave it open`() throws {
        #expect(
            try said([("C-1", "0.40", "%"), ("C-2", "4000", "ppm")]).codes == ["units-differ"])
    }

    @Test(arguments: [("M-1", []), ("M-2", ["several-codes"])] as [(String, [String])])
    func `A lot is of one material`(second: String, codes: [String]) throws {
        var log = Log()
        for material in ["M-1", second] {
            try log.record {
                $0.participants = [
                    Participation(.subject, try Thing(.lot, "L")),
                    Participation(.about, try Thing(.material, material)),
                ]
            }
        }
        #expect(try log.judged(by: .conflictingMasterData).codes == codes)
    }

    @Test func `A mix of lots and materials is no statement about one`() throws {
        let said = try verdict(of: .conflictingMasterData) {
            $0.participants = [
                Participation(.subject, try Thing(.lot, "L-1")),
                Participation(.subject, try Thing(.lot, "L-2")),
                Participation(.subject, try Thing(.material, "M-1")),
            ]
        }
        #expect(said.counts == [ConflictingMasterData.none: 1])
    }

    @Test func `Another name belongs to one thing`() throws {
        var log = Log()
        for serial in ["P7-1", "P7-1", "P7-2"] {
            try log.record {
                $0.participants = [
                    Participation(.subject, try Thing(.serial, serial)),
                    Participation(.alias, try Thing(.serial, "urn:epc:id:sgtin:1.2.3")),
                ]
            }
        }
        let said = try log.judged(by: .conflictingMasterData)
        #expect(said.codes == ["name-of-two"])
        #expect(said.count(.pass) == 2)
    }

    @Test func `Names that only look alike are two`() throws {
        var log = Log()
        for (serial, alias) in [("P7-1", "\u{E9}"), ("P7-2", "e\u{301}")] {
            try log.record {
                $0.participants = [
                    Participation(.subject, try Thing(.serial, serial)),
                    Participation(.alias, try Thing(.serial, alias)),
                ]
            }
        }
        #expect(try log.judged(by: .conflictingMasterData).count(.fail) == 0)
    }
}
