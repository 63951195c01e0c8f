// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct MissingMemberTests {
    private func said(_ members: [(ordinal: Int64?, count: Int64?)]) throws -> Judgements {
        var log = Log()
        for member in members {
            log.record {
                $0.membership = Membership(
                    of: "run 4", ordinal: member.ordinal, count: member.count)
            }
        }
        return try log.judged(by: .missingMember)
    }

    @Test func `A whole set passes in any order, repeated members and all`() throws {
        #expect(try said([(3, 3), (1, 3), (2, 3), (2, 3)]).counts == [MissingMember.whole: 1])
        #expect(try said([(nil, 2), (nil, 2)]).counts == [MissingMember.whole: 1])
    }

    @Test func `Missing members are named`() throws {
        let said = try said([(1, 20), (3, 20)])
        #expect(said.codes == ["missing"])
        #expect(said.findings.first?.words == "run 4: 2, 4 to 20 of 20 are missing")
        #expect(said.findings.first?.entries == [0, 1])
    }

    @Test func `A gap fails even where no size is declared`() throws {
        #expect(try said([(1, nil), (3, nil)]).codes == ["missing"])
        #expect(try said([(1, nil), (2, nil)]).codes == ["size-not-said"])
    }

    @Test func `Members that are only counted can be too few`() throws {
        let said = try said([(nil, 3), (nil, 3)])
        #expect(said.findings.first?.words == "run 4: 1 of 3 is missing")
    }

    @Test func `Members that disagree on their number fail`() throws {
        #expect(try said([(1, 2), (2, 3)]).codes == ["counts-differ"])
    }

    @Test(arguments: [(Int64(0), Int64(2)), (3, 2), (-1, 2), (.max, 2), (.min, 2)])
    func `A number that the set cannot have fails`(ordinal: Int64, count: Int64) throws {
        #expect(try said([(1, 2), (2, 2), (ordinal, count)]).codes == ["outside-the-set"])
    }

    @Test(arguments: [Int64.max, 1_000_000_000_000])
    func `A huge declared size costs nothing`(count: Int64) throws {
        let said = try said([(1, count), (count, count)])
        #expect(said.codes == ["missing"])
        #expect(said.findings.first?.words.hasPrefix("run 4: 2 to \(count - 1) of") == true)
    }

    @Test(arguments: [Int64.min, -1, 0])
    func `A size below one does not trap`(count: Int64) throws {
        #expect(try said([(1, count)]).count(.fail) == 1)
    }

    @Test func `What is said to be there has to be in another record`() throws {
        var log = Log()
        try log.record("plan") {
            $0.participants = [
                Participation(.expected, try Thing(.serial, "P7-1")),
                Participation(.expected, try Thing(.serial, "P7-2")),
            ]
        }
        try log.record {
            $0.participants = [Participation(.subject, try Thing(.serial, "P7-1"))]
        }
        let said = try log.judged(by: .missingMember)
        #expect(said.codes == ["expected-missing"])
        #expect(said.findings.first?.things.map(\.name) == ["P7-2"])
    }

    @Test func `A plan of which nothing is there yet is left open`() throws {
        let said = try verdict(of: .missingMember) {
            $0.status = .planned
            $0.participants = [Participation(.expected, try Thing(.record, "7"))]
        }
        #expect(said.codes == ["nothing-there-yet"])
    }

    @Test func `A result of the expected characteristic is what was expected`() throws {
        var log = Log()
        try log.record("inspection.planned") {
            $0.participants = try ["7", "8", "9"].map {
                Participation(.expected, try Thing(.record, $0))
            }
        }
        log.record {
            $0.results = [result("1", of: "7"), result("2", of: "bore")]
            $0.results[1].characteristic = "8 on FACE-2"
        }
        let said = try log.judged(by: .missingMember)
        #expect(said.codes == ["expected-missing"])
        #expect(said.findings.first?.things.map(\.name) == ["9"])
    }

    @Test func `Two sources' sets of one name are two sets`() throws {
        var log = Log()
        for source in ["a", "b"] {
            log.record(from: source) {
                $0.membership = Membership(of: "run 4", ordinal: 1, count: 1)
            }
        }
        #expect(try log.judged(by: .missingMember).counts == [MissingMember.whole: 2])
    }

    @Test func `A record of no set is no case`() throws {
        #expect(try verdict(of: .missingMember) { _ in }.counts == [MissingMember.alone: 1])
    }
}
