// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct MagnitudeOutlierTests {
    @Test(
        arguments: [("59.9", []), ("60", ["outlier"]), ("2.41", []), ("2.4", ["outlier"])]
            as [(String, [String])])
    func `Five times is too much and a fifth too little`(value: String, codes: [String]) throws {
        let said = try verdict(of: .magnitudeOutlier) {
            $0.results = [result(value, nominal: "12")]
        }
        #expect(said.codes == codes)
    }

    @Test(arguments: ["120.1", "1.201", "-12.01", "1e300", "0"])
    func `A slipped point and a lost sign fail`(value: String) throws {
        let said = try verdict(of: .magnitudeOutlier) {
            $0.results = [result(value, lower: "11.9", upper: "12.1", nominal: "12")]
        }
        #expect(said.codes == ["outlier"])
    }

    @Test func `Within its limits no value is an outlier`() throws {
        let said = try verdict(of: .magnitudeOutlier) {
            $0.results = [result("0.001", upper: "0.1", nominal: "0.05")]
        }
        #expect(said.counts == [MagnitudeOutlier.ordinary: 1])
    }

    @Test func `The registered value outweighs the record's own`() throws {
        var log = Log()
        log.record("range.registered") { $0.results = [result("12", nominal: "12")] }
        log.record { $0.results = [result("120", nominal: "120")] }
        let said = try log.judged(by: .magnitudeOutlier, Standards(), Spotlight(since: 1))
        #expect(said.codes == ["outlier"])
        #expect(said.findings.first?.entries == [1, 0])
    }

    @Test func `Another unit and no nominal leave it open`() throws {
        var log = Log()
        log.record("range.registered") { $0.results = [result("12", nominal: "12")] }
        log.record { $0.results = [result("0.012", "m")] }
        let said = try log.judged(by: .magnitudeOutlier, Standards(), Spotlight(since: 1))
        #expect(said.codes == ["unit-differs"])
        let bare = try verdict(of: .magnitudeOutlier) { $0.results = [result("12")] }
        #expect(bare.codes == ["nothing-registered"])
    }

    @Test(arguments: [("12", "0"), ("ok", "12"), ("NaN", "12")])
    func `A zero nominal and a text are no case`(value: String, nominal: String) throws {
        let said = try verdict(of: .magnitudeOutlier) {
            $0.results = [result(value, nominal: nominal)]
        }
        #expect(said.counts == [MagnitudeOutlier.noNumber: 1])
    }
}
