// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct DuplicateIdentityTests {
    @Test func `An event told once passes`() throws {
        #expect(try verdict(of: .duplicateIdentity) { _ in }.counts == [DuplicateIdentity.one: 1])
    }

    @Test func `An event told otherwise fails at the entry that stands`() throws {
        var log = Log()
        let first = log.record(as: "E-1")
        log.record(as: "E-2")
        log.contradict(first)
        log.contradict(first)
        let said = try log.judged(by: .duplicateIdentity)
        #expect(said.codes == ["two-accounts"])
        #expect(said.findings.first?.entries == [0, 2, 3])
        #expect(said.findings.first?.words == "“E-1” is told otherwise in entry 2 and 1 more")
        #expect(said.count(.pass) == 1)
    }

    @Test func `A contradiction of what is no activity is not lost on it`() throws {
        var log = Log()
        log.contradict(99)
        log.record()
        #expect(try log.judged(by: .duplicateIdentity).count(.pass) == 1)
    }
}
