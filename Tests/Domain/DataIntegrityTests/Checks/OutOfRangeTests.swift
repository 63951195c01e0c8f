// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct OutOfRangeTests {
    /// A log with the range 0 to 1,200 °C of the chamber temperature, then one value.
    private func said(
        _ value: String, _ unit: String = "CEL", at moment: String = "2026-11-03T08:00:00Z",
        about: Thing? = nil, _ change: (inout Activity) throws -> Void = { _ in }
    ) throws -> Judgements {
        var log = Log()
        try log.record("range.registered") {
            $0.results = [
                result("20", "CEL", of: "chamber", lower: "0", upper: "1200", nominal: "843")
            ]
            $0.valid = Validity(from: try time("2026-01-01T00:00:00Z"))
            if let about { $0.participants = [Participation(.about, about)] }
        }
        try log.record {
            $0.occurred = try time(moment)
            $0.results = [result(value, unit, of: "chamber")]
            try change(&$0)
        }
        return try log.judged(by: .outOfRange, Standards(), Spotlight(since: 1))
    }

    @Test(arguments: ["0", "843.5", "1200", "1.2e3"])
    func `Values within the registered range pass, its ends too`(value: String) throws {
        #expect(try said(value).counts == [OutOfRange.possible: 1])
    }

    @Test(arguments: ["-0.1", "1200.1", "1e300"])
    func `A value outside of it fails and names who registered it`(value: String) throws {
        let said = try said(value)
        #expect(said.codes == ["outside-registered-range"])
        #expect(said.findings.first?.entries == [1, 0])
    }

    @Test(arguments: [("-273.15", "CEL", true), ("-273.16", "CEL", false), ("-0.1", "K", false)])
    func `Nothing is colder than nothing`(value: String, unit: String, isPossible: Bool) throws {
        let said = try verdict(of: .outOfRange) { $0.results = [result(value, unit)] }
        #expect(said.codes == [isPossible ? "no-range" : "physically-impossible"])
    }

    @Test func `A negative amount of something is impossible`() throws {
        let said = try verdict(of: .outOfRange) {
            $0.participants = [
                Participation(.input, try Thing(.lot, "AL-77"), quantity: Quantity("-1.5"))
            ]
        }
        #expect(said.codes == ["physically-impossible"])
    }

    @Test func `Another unit, no range and a range not yet valid leave it open`() throws {
        #expect(try said("843", "FAH").codes == ["unit-differs"])
        #expect(try said("843", at: "2025-12-31T23:59:59Z").codes == ["no-range"])
        #expect(
            try verdict(of: .outOfRange) { $0.results = [result("1")] }.codes == ["no-range"])
    }

    @Test func `A range about one furnace says nothing of another`() throws {
        let furnace = try Thing(.equipment, "FURN-2")
        #expect(try said("9999", about: furnace).codes == ["no-range"])
        let there = try said("9999", about: furnace) {
            $0.participants = [Participation(.equipment, furnace)]
        }
        #expect(there.codes == ["outside-registered-range"])
        let byInstrument = try said("9999", about: furnace) { $0.results[0].instrument = "FURN-2" }
        #expect(byInstrument.codes == ["outside-registered-range"])
    }

    @Test(arguments: ["NaN", "inf", "1e999", ""])
    func `What is no number is no case`(value: String) throws {
        #expect(try said(value).count(.notApplicable) == 1)
    }

    @Test func `A range that was taken back is none`() throws {
        var log = Log()
        log.record("range.registered", as: "r1") {
            $0.results = [result("20", lower: "0", upper: "1")]
        }
        log.record(as: "r2") {
            $0.correction = Correction(event: "r1", kind: .declaredInError)
        }
        log.record { $0.results = [result("5")] }
        #expect(
            try log.judged(by: .outOfRange, Standards(), Spotlight(since: 2)).codes == ["no-range"])
    }
}
