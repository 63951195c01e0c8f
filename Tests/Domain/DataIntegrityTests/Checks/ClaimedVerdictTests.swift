// SPDX-License-Identifier: Apache-2.0
import Activities
import Testing

@testable import DataIntegrity

struct ClaimedVerdictTests {
    @Test(arguments: [
        ("12.000", "pass"), ("12.018", "pass"), ("12.019", "fail"), ("11.999", "fail"),
    ])
    func `A verdict that follows passes, at the limits too`(value: String, claimed: String) throws {
        let said = try verdict(of: .claimedVerdict) {
            $0.results = [
                result(
                    value, lower: "12.000", upper: "12.018",
                    claimed: MeasuredResult.Verdict(rawValue: claimed))
            ]
        }
        #expect(said.counts == [ClaimedVerdict.agrees: 1])
    }

    @Test(arguments: [("12.021", MeasuredResult.Verdict.pass), ("12.010", .fail)])
    func `A verdict that does not follow fails`(
        value: String, claimed: MeasuredResult.Verdict
    ) throws {
        let said = try verdict(of: .claimedVerdict) {
            $0.results = [result(value, lower: "12.000", upper: "12.018", claimed: claimed)]
        }
        #expect(said.codes == ["verdict-disagrees"])
        #expect(said.findings.first?.words.contains("12.000 to 12.018") == true)
    }

    @Test func `A value that only rounding brings inside is told apart`() throws {
        let said = try verdict(of: .claimedVerdict) {
            $0.results = [result("12.01804", upper: "12.018", claimed: .pass)]
        }
        #expect(said.codes == ["disagrees-within-rounding"])
        #expect(said.findings.first?.severity == .minor)
    }

    @Test(arguments: ["NaN", "1e999", "twelve", "12,01"])
    func `A claim that cannot be worked out is indeterminate`(value: String) throws {
        let said = try verdict(of: .claimedVerdict) {
            $0.results = [result(value, upper: "12.018", claimed: .pass)]
        }
        #expect(said.codes == ["not-computable"])
        #expect(said.count(.pass) == 0)
    }

    @Test func `A claim without limits is indeterminate, and no claim is no case`() throws {
        let said = try verdict(of: .claimedVerdict) { $0.results = [result("1", claimed: .pass)] }
        #expect(said.codes == ["not-computable"])
        let silent = try verdict(of: .claimedVerdict) { $0.results = [result("1", upper: "0")] }
        #expect(silent.counts == [ClaimedVerdict.noClaim: 1])
    }

    @Test func `What the reader worked out outweighs the bare limits`() throws {
        let said = try verdict(of: .claimedVerdict) {
            $0.results = [result("1", claimed: .pass)]
            $0.results[0].computed = .fail
        }
        #expect(said.codes == ["verdict-disagrees"])
    }

    @Test func `Other claims are held against what was worked out`() throws {
        let said = try verdict(of: .claimedVerdict) {
            $0.claims = [
                Claim(name: "eventHash", claimed: "a", computed: "a"),
                Claim(name: "eventHash", claimed: "a", computed: "b"),
                Claim(name: "signature", claimed: "valid", computed: nil),
            ]
        }
        #expect(said.codes == ["claim-disagrees", "not-computable"])
        #expect(said.count(.pass) == 1)
    }
}
