// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct BlankRequiredTests {
    @Test(arguments: ["N/A", "n/a", "0", "no marks", "-"])
    func `Values pass, and so does what is said not to apply`(value: String) throws {
        let said = try verdict(of: .blankRequired) { $0.results = [result(value)] }
        #expect(said.counts == [BlankRequired.filled: 1])
    }

    @Test func `A blank required field fails once a record and names the fields`() throws {
        let said = try verdict(of: .blankRequired) { $0.blanks = ["operator 2", "checked by"] }
        #expect(said.codes == ["blank"])
        #expect(said.findings.first?.words == "“operator 2” and 1 more required fields are blank")
        #expect(said.findings.first?.values.map(\.text) == ["operator 2", "checked by"])
    }

    @Test(arguments: ["TBD", "???", "xxx", "#N/A", "#DIV/0!", " ", ""])
    func `A placeholder is no value`(value: String) throws {
        let said = try verdict(of: .blankRequired) { $0.results = [result(value)] }
        #expect(said.codes == ["placeholder"])
    }

    @Test func `A thousand blanks are one finding with twenty names`() throws {
        let said = try verdict(of: .blankRequired) {
            $0.blanks = (0..<1_000).map { "field \($0)" }
        }
        #expect(said.findings.count == 1)
        #expect(said.findings.first?.values.count == 20)
    }
}
