// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct ConflictingOriginalsTests {
    /// One session told in two files; the second gives these results.
    private func said(
        _ first: [MeasuredResult], _ second: [MeasuredResult], session: String? = "CMM-311",
        secondSession: String? = "CMM-311", serial: String? = "P7-1", others: [String] = []
    ) throws -> Judgements {
        var log = Log()
        try log.record(in: 1) {
            $0.session = session
            $0.participants = [Participation(.subject, try Thing(.serial, "P7-1"))]
            $0.results = first
        }
        try log.record(from: "urn:other", in: 2) {
            $0.session = secondSession
            $0.participants = [Participation(.about, try Thing(.material, "bracket"))]
            if let serial {
                $0.participants.append(Participation(.subject, try Thing(.serial, serial)))
            }
            $0.results = second
        }
        for serial in others {
            try log.record(in: 1) {
                $0.session = session
                $0.participants = [Participation(.subject, try Thing(.serial, serial))]
                $0.results = first
            }
        }
        return try log.judged(by: .conflictingOriginals)
    }

    @Test(arguments: [("12.0184", "12.02"), ("12.02", "12.0184"), ("12.5", "12.50"), ("ok", "ok")])
    func `The same value in more or fewer decimals agrees`(one: String, other: String) throws {
        let said = try said([result(one)], [result(other)])
        #expect(said.counts == [ConflictingOriginals.agree: 1])
    }

    @Test func `Zeros that got lost at the end are no fewer decimals`() throws {
        let rounded = [result("0.028", of: "A"), result("0.03", of: "A")]
        let exact = [result("0.0281", of: "A"), result("0.0345", of: "A")]
        #expect(
            try said(rounded, exact).counts == [
                ConflictingOriginals.agree: 1, ConflictingOriginals.differ: 1,
            ])
        #expect(try said([result("0.03")], [result("0.0345")]).codes == [])
    }

    @Test(arguments: [("12.0184", "12.01"), ("12.01", "12.02"), ("ok", "not ok"), ("12", "NaN")])
    func `Other values fail and name both entries`(one: String, other: String) throws {
        let said = try said([result(one)], [result(other)])
        #expect(said.codes == ["values-differ"])
        #expect(said.findings.first?.entries == [1, 0])
    }

    @Test func `Verdicts can differ where values agree`() throws {
        let said = try said([result("12", claimed: .pass)], [result("12", claimed: .fail)])
        #expect(said.codes == ["verdicts-differ"])
    }

    @Test func `Another unit, and a value in one file only, leave it open`() throws {
        #expect(try said([result("12")], [result("0.012", "m")]).codes == ["units-differ"])
        let partly = try said([result("12"), result("5", of: "length")], [result("12")])
        #expect(partly.codes == ["only-in-one"])
        #expect(partly.count(.pass) == 1)
    }

    @Test func `Repetitions are compared in the order of the file`() throws {
        let said = try said([result("12.0"), result("12.1")], [result("12.0"), result("12.1")])
        #expect(said.counts == [ConflictingOriginals.agree: 2])
        #expect(
            try self.said([result("12.0"), result("12.1")], [result("12.1"), result("12.0")])
                .count(.fail) == 2)
    }

    @Test func `The plan's characteristic outweighs the name`() throws {
        var one = result("12", of: "Ø12")
        one.characteristic = "7"
        var other = result("13", of: "DIA 12")
        other.characteristic = "7"
        #expect(try said([one], [other]).codes == ["values-differ"])
    }

    @Test func `A file that does not name the session's only thing means it`() throws {
        #expect(try said([result("12")], [result("13")], serial: nil).codes == ["values-differ"])
        let open = try said([result("12")], [result("13")], serial: nil, others: ["P7-2"])
        #expect(open.codes == ["only-in-one", "only-in-one", "only-in-one"])
    }

    @Test func `Another session, another thing or one file is no case`() throws {
        let other = try said([result("12")], [result("13")], secondSession: "CMM-312")
        #expect(other.counts == [ConflictingOriginals.notShared: 2])
        let thing = try said([result("12")], [result("13")], serial: "P7-2")
        #expect(thing.count(.fail) == 0)
        let none = try said([result("12")], [result("13")], session: nil, secondSession: nil)
        #expect(none.counts == [ConflictingOriginals.notShared: 2])
    }
}
