// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct IdentifierOfTwoTests {
    private func log(_ pairs: [(account: String, person: String)]) throws -> Log {
        var log = Log()
        for pair in pairs {
            try log.record {
                $0.participants = [
                    Participation(.performer, try Thing(.account, pair.account)),
                    Participation(.performer, try Thing(.person, pair.person)),
                ]
            }
        }
        return log
    }

    @Test func `An account that is always the same person's passes, however it is spelled`() throws
    {
        let log = try log([("u17", "A. Ortiz"), ("u17", "a.ortiz"), ("u18", "K. Lind")])
        #expect(try log.judged(by: .identifierOfTwo).counts == [IdentifierOfTwo.one: 2])
    }

    @Test func `An account of two people fails and names both entries`() throws {
        let log = try log([("u17", "A. Ortiz"), ("u17", "K. Lind"), ("u17", "A. Ortiz")])
        let said = try log.judged(by: .identifierOfTwo)
        #expect(said.codes == ["two-people"])
        #expect(said.findings.first?.entries == [0, 1])
        #expect(said.findings.first?.words == "account u17 is A. Ortiz and K. Lind")
    }

    @Test func `Two people in one record with one account are not a pair`() throws {
        let said = try verdict(of: .identifierOfTwo) {
            $0.participants = [
                Participation(.performer, try Thing(.account, "u17")),
                Participation(.performer, try Thing(.person, "A. Ortiz")),
                Participation(.performer, try Thing(.person, "K. Lind")),
            ]
        }
        #expect(said.counts == [IdentifierOfTwo.unpaired: 1])
    }

    @Test func `A thousand holders of one account are listed in part`() throws {
        let log = try log((0..<1_000).map { ("u17", "person \($0)") })
        let said = try log.judged(by: .identifierOfTwo)
        #expect(said.codes == ["two-people"])
        #expect(said.findings.first?.entries.count == 10)
    }

    @Test func `A record without both is no case`() throws {
        #expect(try verdict(of: .identifierOfTwo) { _ in }.count(.notApplicable) == 1)
    }
}
