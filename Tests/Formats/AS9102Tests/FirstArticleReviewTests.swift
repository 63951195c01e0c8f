// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import AS9102

struct FirstArticleReviewTests {
    /// A report with nothing wrong in it.
    private var sound: FirstArticleReport {
        var report = FirstArticleReport()
        let fields = [
            1: "P-100", 2: "Bracket", 3: "7", 4: "FAI-1", 7: "C", 9: "TRV-1", 10: "Plant 7",
            13: "Detail", 14: "Full", 19: "No", 20: "A. Ortiz", 21: "2026-11-21", 22: "K. Lind",
            23: "2026-11-22",
        ]
        for (number, value) in fields { report.part[number] = value }
        report.characteristics = [row("1", "12 ±0.05", "12.01"), row("2", "deburred", "Pass")]
        return report
    }

    private func row(_ number: String, _ requirement: String, _ result: String) -> CharacteristicRow
    {
        var row = CharacteristicRow()
        row.fields[5] = number
        row.fields[8] = requirement
        row.fields[9] = result
        return row
    }

    private func codes(
        _ report: FirstArticleReport, _ knowing: FirstArticleSurroundings = .init()
    ) -> [String] {
        FirstArticleReview.findings(on: report, knowing: knowing).map(\.code)
    }

    @Test func `A sound report has no findings`() {
        #expect(codes(sound) == [])
    }

    @Test func `A blank required field is found by form, row and field`() {
        var report = sound
        report.part[9] = nil
        report.characteristics[1].fields[9] = nil
        let findings = FirstArticleReview.findings(on: report)
        #expect(findings.map(\.code) == ["fai.field.blank", "fai.field.blank"])
        #expect(findings.map(\.form) == [.part, .characteristics])
        #expect(findings.map(\.row) == [nil, 2])
        #expect(findings.map(\.field) == [9, 9])
    }

    @Test func `A characteristic that fails must name a nonconformance`() {
        var report = sound
        report.characteristics[1].fields[9] = "Fail"
        #expect(codes(report) == ["fai.nonconformance.missing"])
        report.characteristics[1].fields[11] = "NC-2041"
        #expect(codes(report) == ["fai.nonconformance.denied"])
        report.part[19] = "Yes"
        #expect(codes(report) == [])
    }

    @Test func `A value out of limits fails whatever the report says`() {
        var report = sound
        var result = MeasuredResult(name: "1", value: "12.2")
        result.claimed = .pass
        result.computed = .fail
        report.characteristics[0].measured = result
        #expect(codes(report) == ["fai.nonconformance.missing"])
    }

    @Test func `A declared nonconformance must be named`() {
        var report = sound
        report.part[19] = "Yes"
        #expect(codes(report) == ["fai.nonconformance.unnamed"])
        report.part[19] = "perhaps"
        #expect(codes(report) == ["fai.field.unclear"])
    }

    @Test func `A word is no result where there are limits`() {
        var report = sound
        report.characteristics[0].fields[9] = "OK"
        #expect(codes(report) == ["fai.value.missing"])
    }

    @Test func `A number stands once`() {
        var report = sound
        report.characteristics[1].fields[5] = "1"
        #expect(codes(report) == ["fai.number.twice"])
    }

    @Test func `A customer's no stands in the way`() {
        var report = sound
        var plating = FormRow(.product)
        plating[5] = "Plating"
        plating[8] = "Bright Ltd"
        plating[9] = "No"
        report.products = [plating]
        #expect(codes(report) == ["fai.approval.no"])
    }

    @Test func `Without a characteristic there is no first article`() {
        var report = sound
        report.characteristics = []
        #expect(codes(report) == ["fai.characteristics.none"])
    }

    @Test func `What is known beside the report is held against it`() throws {
        var report = sound
        var plating = FormRow(.product)
        plating[5] = "Plating"
        plating[8] = "Bright Ltd"
        report.products = [plating]
        var known = FirstArticleSurroundings()
        known.drawingRevisionInForce = "D"
        known.serialsBuilt = ["8", "9"]
        known.lastResult = WrittenTime("2026-11-22T08:00:00Z")?.instant
        known.isApproved = { supplier, _ in supplier == "Other" }
        #expect(
            codes(report, known) == [
                "fai.supplier.not-approved", "fai.drawing.revision", "fai.serial.not-built",
                "fai.signed.early",
            ])
        known.drawingRevisionInForce = "C"
        known.serialsBuilt = ["7"]
        known.lastResult = WrittenTime("2026-11-21T23:00:00Z")?.instant
        known.isApproved = { _, _ in true }
        #expect(codes(report, known) == [])
    }

    @Test(arguments: [
        ("12 ±0.05", "11.95", "12.05"), ("Ø3.3 ± 0.2", "3.1", "3.5"), ("2.8 to 3.8", "2.8", "3.8"),
        ("3.3 (2.8 to 3.8)", "2.8", "3.8"), ("6.6 -0.254 / 0.254", "6.346", "6.854"),
        ("6.6 -0.1 / +0.2", "6.5", "6.8"), ("-5 ±1", "-6", "-4"),
    ])
    func `Limits are taken from words that say them beyond doubt`(
        text: String, lower: String, upper: String
    ) {
        let limits = RequirementText(text)
        #expect([limits?.lower, limits?.upper] == [lower, upper])
    }

    @Test(arguments: [
        "", "deburr all edges", "12", "12 ±", "± 3", "R3 min", "1/2 13 UNC", "12 ±-1",
    ])
    func `Other words hold none`(text: String) {
        #expect(RequirementText(text) == nil)
    }

    @Test func `Every form has its fields once, in order`() {
        for form in Form.allCases {
            let numbers = FormField.fields(of: form).map(\.number)
            #expect(numbers == Array(1...(numbers.last ?? 0)))
        }
    }
}
