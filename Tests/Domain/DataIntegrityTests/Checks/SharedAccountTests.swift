// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct SharedAccountTests {
    private func said(
        of name: String, _ kind: ThingKind = .account, _ standards: Standards = Standards()
    ) throws -> Judgements {
        var log = Log()
        try log.record { $0.participants = [Participation(.performer, try Thing(kind, name))] }
        return try log.judged(by: .sharedAccount, standards)
    }

    @Test(arguments: ["op-3", "a.ortiz", "K. Lind", "mes-maint2", "adminka", "testarossa", "é"])
    func `A person's own account passes`(name: String) throws {
        #expect(try said(of: name).counts == [SharedAccount.own: 1])
    }

    @Test(arguments: ["admin", "ADMIN", "Operator_02", "shift-1", "user 01", "QA"])
    func `A generic one fails, whatever its case and number`(name: String) throws {
        let said = try said(of: name)
        #expect(said.codes == ["shared-account"])
        #expect(said.findings.first?.values.map(\.text) == ["vendor default"])
    }

    @Test func `A generic name is no better as a person's`() throws {
        #expect(try said(of: "Operator", .person).codes == ["shared-account"])
    }

    @Test func `The plant's own list takes the place of the vendor's`() throws {
        var standards = Standards()
        standards.sharedAccounts = ["nacht"]
        #expect(try said(of: "Nacht2", .account, standards).codes == ["shared-account"])
        #expect(try said(of: "admin", .account, standards).count(.fail) == 0)
    }

    @Test(arguments: ["42", "--", "0"])
    func `A name that is only digits is not everybody's`(name: String) throws {
        #expect(try said(of: name).count(.fail) == 0)
    }

    @Test func `A withheld name leaves it open; nobody named is no case`() throws {
        let withheld = try verdict(of: .sharedAccount) { $0.attribution = .personNamed }
        #expect(withheld.codes == ["name-withheld"])
        #expect(try verdict(of: .sharedAccount) { _ in }.counts == [SharedAccount.nobody: 1])
    }
}
