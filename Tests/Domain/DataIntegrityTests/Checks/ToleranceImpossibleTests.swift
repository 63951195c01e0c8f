// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct ToleranceImpossibleTests {
    @Test(arguments: [("11.9", "12.1"), ("12", "12.0"), ("-0.05", "0.05"), ("1e-9", "1e9")])
    func `Limits with room between them pass, and so does none`(
        lower: String, upper: String
    ) throws {
        let said = try verdict(of: .toleranceImpossible) {
            $0.results = [result("12", lower: lower, upper: upper)]
        }
        #expect(said.counts == [ToleranceImpossible.possible: 1])
    }

    @Test(arguments: [("12.1", "11.9"), ("0.05", "-0.05"), ("12.0001", "12")])
    func `Limits the wrong way round fail`(lower: String, upper: String) throws {
        let said = try verdict(of: .toleranceImpossible) {
            $0.results = [result("12", lower: lower, upper: upper)]
        }
        #expect(said.codes == ["limits-crossed"])
    }

    @Test(arguments: ["12 ±-0.05", "12 ± -0.05", "12 ±−0.05"])
    func `A negative width fails`(requirement: String) throws {
        let said = try verdict(of: .toleranceImpossible) {
            $0.results = [result("12")]
            $0.results[0].requirement = requirement
        }
        #expect(said.codes == ["negative-tolerance"])
    }

    @Test(arguments: ["-12 ±0.05", "12 +0.1/-0.05", "Ø12 H7", ""])
    func `A minus elsewhere is no negative width`(requirement: String) throws {
        let said = try verdict(of: .toleranceImpossible) {
            $0.results = [result("12")]
            $0.results[0].requirement = requirement
        }
        #expect(said.counts == [ToleranceImpossible.oneLimit: 1])
    }

    @Test(arguments: ["NaN", "", "1e999", "12,1"])
    func `A limit that is no number leaves it open`(limit: String) throws {
        let said = try verdict(of: .toleranceImpossible) {
            $0.results = [result("12", lower: limit, upper: "12")]
        }
        #expect(said.codes == ["limit-no-number"])
    }

    @Test func `One limit cannot contradict itself`() throws {
        let said = try verdict(of: .toleranceImpossible) {
            $0.results = [result("12", upper: "13")]
        }
        #expect(said.counts == [ToleranceImpossible.oneLimit: 1])
    }
}
