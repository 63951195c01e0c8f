// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Activities

struct InspectionComparisonTests {
    private func result(
        _ name: String, _ value: String, _ low: String? = "1", _ high: String? = "2",
        claimed: MeasuredResult.Verdict? = .pass, unit: String? = "mm"
    ) -> MeasuredResult {
        var result = MeasuredResult(name: name, value: value)
        result.lowerLimit = low
        result.upperLimit = high
        result.claimed = claimed
        result.unit = unit
        return result
    }

    @Test func `Other values with the same verdict agree`() {
        let comparison = InspectionComparison([result("a", "1.5")], with: [result("a", "1.6")])
        #expect(comparison.pairs.count == 1)
        #expect(comparison.disagreements == [])
    }

    @Test func `Another verdict is a disagreement, claimed and computed apart`() {
        let comparison = InspectionComparison(
            [result("a", "1.5")], with: [result("a", "2.5", claimed: .fail)])
        #expect(comparison.pairs.map(\.differences) == [[.claimedVerdict, .computedVerdict]])
        let claimed = InspectionComparison(
            [result("a", "1.5")], with: [result("a", "1.5", claimed: .fail)])
        #expect(claimed.pairs.map(\.differences) == [[.claimedVerdict]])
    }

    @Test func `Another requirement is a disagreement, another spelling is none`() {
        let comparison = InspectionComparison(
            [result("a", "1.5", "1.0", "2")], with: [result("a", "1.5", "1", "2.5")])
        #expect(comparison.pairs.map(\.differences) == [[.upperLimit]])
    }

    @Test func `What one of them does not say disagrees with nothing`() {
        let comparison = InspectionComparison(
            [result("a", "1.5", nil, nil, claimed: nil, unit: nil)], with: [result("a", "1.5")])
        #expect(comparison.disagreements == [])
    }

    @Test func `Another unit is a disagreement`() {
        let comparison = InspectionComparison(
            [result("a", "1.5")], with: [result("a", "1.5", unit: "in")])
        #expect(comparison.pairs.map(\.differences) == [[.unit]])
    }

    @Test func `What only one of them measured is told`() {
        let comparison = InspectionComparison(
            [result("a", "1"), result("b", "1")],
            with: [result("c", "1"), result("b", "1"), result("d", "1")])
        #expect(comparison.onlyInFirst.map(\.name) == ["a"])
        #expect(comparison.onlyInSecond.map(\.name) == ["c", "d"])
    }

    @Test func `Names that look alike are different, unless somebody says otherwise`() {
        let first = [result("Flatness 1", "1.5")]
        let second = [result("FLATNESS1", "2.5", claimed: .fail)]
        #expect(InspectionComparison(first, with: second).pairs == [])
        let told = InspectionComparison(first, with: second, names: ["Flatness 1": "FLATNESS1"])
        #expect(told.disagreements.count == 1)
        let composed = InspectionComparison([result("é", "1")], with: [result("e\u{301}", "1")])
        #expect(composed.pairs == [])
    }

    @Test func `A characteristic measured twice is paired in order`() {
        let comparison = InspectionComparison(
            [result("a", "1.1"), result("a", "1.2")],
            with: [result("a", "1.3"), result("a", "1.4"), result("a", "1.5")])
        #expect(comparison.pairs.map(\.second.value) == ["1.3", "1.4"])
        #expect(comparison.onlyInSecond.map(\.value) == ["1.5"])
    }
}
