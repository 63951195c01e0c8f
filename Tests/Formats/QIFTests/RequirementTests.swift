// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading
import Testing

@testable import QIF

struct RequirementTests {
    @Test(arguments: [
        ("6.6", "-0.254", "6.346"), ("6.6", "0.254", "6.854"), ("0.1", "0.2", "0.3"),
        ("144.40057071850501", "0.5", "144.90057071850501"), ("-1", "1", "0"), ("1E2", "5", "105"),
        ("12", "-0", "12"), ("1.0E-05", "0", "0.00001"), (".5", "+.5", "1"),
        ("-0.05", "0.02", "-0.03"),
    ])
    func `A deviation is added without a rounding`(target: String, deviation: String, sum: String) {
        let left = ExactDecimal(target)
        let right = ExactDecimal(deviation)
        #expect(left.flatMap { left in right.flatMap { left.adding($0) } }?.text == sum)
    }

    @Test(arguments: ["", "INF", "NaN", "1,5", "1e", "1e99", "--1", "1.2.3", "0x10", "١"])
    func `What is no decimal number is not reckoned with`(text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    @Test func `A sum that does not fit is no sum`() throws {
        let huge = try #require(ExactDecimal(String(repeating: "9", count: 32) + "E32"))
        let tiny = try #require(ExactDecimal("1E-32"))
        #expect(huge.adding(tiny) == nil)
    }

    private func result(
        _ tolerance: String, kind: String = "Diameter", target: String? = "12",
        value: String = "12.01", status: String = "PASS", bonus: String? = nil
    ) throws -> MeasuredResult {
        let text = QIFTexts.results(value, status: status, kind: kind).replacing(
            "</\(kind)CharacteristicMeasurement>",
            with: (bonus.map { "<Bonus>\($0)</Bonus>" } ?? "")
                + "</\(kind)CharacteristicMeasurement>")
        let batch = read(
            QIFTexts.document(
                QIFTexts.units + QIFTexts.product + QIFTexts.devices
                    + QIFTexts.characteristics(tolerance, kind: kind, target: target) + text))
        return try #require(batch.activities.first?.activity.results.first)
    }

    private func ends(_ min: String?, _ max: String?, isLimit: Bool) -> String {
        "<Tolerance>" + (max.map { "<MaxValue>\($0)</MaxValue>" } ?? "")
            + (min.map { "<MinValue>\($0)</MinValue>" } ?? "")
            + "<DefinedAsLimit>\(isLimit)</DefinedAsLimit></Tolerance>"
    }

    @Test func `In units of the user's own the limits stand with the target, and count`() throws {
        let text = QIFTexts.whole(QIFTexts.results("40.6", kind: "UserDefinedUnit"))
            .replacing("DiameterCharacteristic", with: "UserDefinedUnitCharacteristic")
            .replacing("<Value>", with: "<Value unitName=\"HRC\">")
            .replacing(
                "<TargetValue>12</TargetValue>",
                with: "<TargetValue unitName=\"HRC\">38</TargetValue><MaxValue>40</MaxValue>"
                    + "<MinValue>36</MinValue><DefinedAsLimit>true</DefinedAsLimit>"
            )
            .replacing(#/<Tolerance>(.|\n)*</Tolerance>/#, with: "")
        let result = try #require(read(text).activities.first?.activity.results.first)
        #expect([result.lowerLimit, result.nominal, result.upperLimit] == ["36", "38", "40"])
        #expect(result.unit == "HRC")
        #expect(result.claimed == .pass)
        #expect(result.computed == .fail)
    }

    @Test func `Limits are taken as written and deviations are added to the target`() throws {
        let limits = try result(ends("11.950", "12.05", isLimit: true))
        #expect([limits.lowerLimit, limits.upperLimit] == ["11.950", "12.05"])
        let deviations = try result(ends("-0.05", "0.05", isLimit: false))
        #expect([deviations.lowerLimit, deviations.upperLimit] == ["11.95", "12.05"])
        #expect(deviations.nominal == "12")
    }

    @Test func `One end may be open`() throws {
        let open = try result(ends("11.95", nil, isLimit: true), value: "400")
        #expect(open.upperLimit == nil)
        #expect(open.computed == .pass)
    }

    @Test(arguments: [("0.04", MeasuredResult.Verdict.pass), ("0.06", .fail)])
    func `A form deviation lies between nothing and its zone`(
        value: String, verdict: MeasuredResult.Verdict
    ) throws {
        let flat = try result(
            "<ToleranceValue>0.05</ToleranceValue>", kind: "Flatness", target: nil, value: value)
        #expect([flat.lowerLimit, flat.upperLimit] == ["0", "0.05"])
        #expect(flat.computed == verdict)
    }

    @Test func `The deviation of a point on a profile has a sign`() throws {
        let zone = "<ToleranceValue>1.5</ToleranceValue>"
        let point = try result(zone, kind: "PointProfile", target: nil, value: "-0.7")
        #expect([point.lowerLimit, point.upperLimit] == ["-0.75", "0.75"])
        #expect(point.computed == .pass)
        let outside = "<OuterDisposition>1</OuterDisposition>" + zone
        let unequal = try result(outside, kind: "PointProfile", target: nil, value: "-0.6")
        #expect([unequal.lowerLimit, unequal.upperLimit] == ["-0.5", "1"])
        #expect(unequal.computed == .fail)
    }

    @Test func `A position that may have grown with its hole is not called wrong`() throws {
        let zone =
            "<ToleranceValue>0.25</ToleranceValue><MaterialCondition>MAXIMUM</MaterialCondition>"
        let inside = try result(zone, kind: "Position", target: nil, value: "0.2")
        let outside = try result(zone, kind: "Position", target: nil, value: "0.4")
        let told = try result(zone, kind: "Position", target: nil, value: "0.4", bonus: "0.1")
        #expect([inside.computed, outside.computed, told.computed] == [.pass, nil, .fail])
        #expect([inside.upperLimit, outside.upperLimit, told.upperLimit] == ["0.25", nil, "0.35"])
        #expect(outside.lowerLimit == nil)
        #expect(outside.requirement == "Position 0.25 MAXIMUM material condition")
    }

    @Test func `Nothing is judged by limits that no value can meet`() throws {
        let negative = try result(
            "<ToleranceValue>-0.13</ToleranceValue>", kind: "Perpendicularity", target: nil,
            value: "0.002")
        #expect([negative.lowerLimit, negative.upperLimit] == ["0", "-0.13"])
        #expect(negative.computed == nil)
        #expect(negative.claimed == .pass)
    }

    @Test func `What is only measured has no limits`() throws {
        let free = try result("<NonTolerance>MEASURED</NonTolerance>", status: "NOT_ANALYZED")
        #expect(free.lowerLimit == nil && free.upperLimit == nil && free.computed == nil)
        #expect(free.requirement == "12 MEASURED")
    }

    @Test func `A deviation from nothing is no limit`() throws {
        let lost = try result(ends("-0.05", "0.05", isLimit: false), target: nil)
        #expect(lost.lowerLimit == nil && lost.upperLimit == nil && lost.computed == nil)
    }
}
