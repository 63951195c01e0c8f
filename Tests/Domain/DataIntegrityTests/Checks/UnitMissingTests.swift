// SPDX-License-Identifier: Apache-2.0
import Activities
import Testing

@testable import DataIntegrity

struct UnitMissingTests {
    @Test func `Numbers with units pass, and so does the unit 1`() throws {
        let said = try verdict(of: .unitMissing) {
            $0.results = [result("12.01", "mm"), result("0.5", "1", of: "ratio")]
        }
        #expect(said.counts == [UnitMissing.given: 1])
    }

    @Test(arguments: [nil, ""])
    func `A measured number without a unit fails`(unit: String?) throws {
        let said = try verdict(of: .unitMissing) { $0.results = [result("12.01", unit)] }
        #expect(said.codes == ["unit-missing"])
        #expect(said.findings.first?.words.contains("diameter is 12.01") == true)
    }

    @Test func `A whole number with limits is measured; one without may be a count`() throws {
        let measured = try verdict(of: .unitMissing) {
            $0.results = [result("12", nil, upper: "13")]
        }
        #expect(measured.codes == ["unit-missing"])
        let counted = try verdict(of: .unitMissing) { $0.results = [result("12", nil)] }
        #expect(counted.codes == ["may-be-a-count"])
        #expect(counted.count(.pass) == 0)
    }

    @Test(arguments: ["", "ok", "NaN", "inf", "0x12", "1,5", "--1", "1e", "٣"])
    func `What is no number needs no unit`(value: String) throws {
        let said = try verdict(of: .unitMissing) { $0.results = [result(value, nil)] }
        #expect(said.counts == [UnitMissing.noNumber: 1])
    }

    @Test func `A record without results is none of its business`() throws {
        #expect(try verdict(of: .unitMissing) { _ in }.counts == [UnitMissing.noNumber: 1])
    }
}
