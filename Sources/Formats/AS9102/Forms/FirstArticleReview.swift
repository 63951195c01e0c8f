// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// Something a first article report says that cannot be right, or leaves out.
package struct FirstArticleFinding: Hashable, Sendable {
    /// For programs, and the same for ever: `fai.nonconformance.missing`.
    package let code: String
    package let form: Form
    /// Which row of the form's table, from 1.
    package let row: Int?
    package let field: Int?
    /// What is so, and what should be, for a person.
    package let text: String
}

/// What is known of the order and the parts beside the report.
///
/// What is not given is not checked; a review never passes for want of knowledge, it is silent.
package struct FirstArticleSurroundings: Sendable {
    /// The revision of the drawing in force on the order.
    package var drawingRevisionInForce: String?
    /// The serials that were built, as the report's field 3 would name them.
    package var serialsBuilt: [String]?
    /// When the last result was taken.
    package var lastResult: Instant?
    /// Whether a supplier was approved for a process; `nil` when that is not known.
    package var isApproved: (@Sendable (_ supplier: String, _ process: String) -> Bool?)?

    package init() {}
}

/// Reviews a first article report, by rules that need no text of the standard.
///
/// - Every required field is filled in, and every row has its own number.
/// - A characteristic that fails names a nonconformance, and field 19 says so.
/// - A result is a value where the requirement has limits, not a word.
/// - A customer approval that is *No* stands in the way.
/// - Drawing revision, serials, signature's date and suppliers agree with what is known beside.
package struct FirstArticleReview {
    private let report: FirstArticleReport
    private let surroundings: FirstArticleSurroundings
    private var found: [FirstArticleFinding] = []

    /// All that is to be said, in the order of the forms.
    package static func findings(
        on report: FirstArticleReport,
        knowing surroundings: FirstArticleSurroundings = FirstArticleSurroundings()
    ) -> [FirstArticleFinding] {
        var review = FirstArticleReview(report: report, surroundings: surroundings)
        review.reviewPart()
        review.reviewProducts()
        review.reviewCharacteristics()
        review.reviewSurroundings()
        return review.found
    }

    // MARK: Form 1

    private mutating func reviewPart() {
        requireFields(of: report.part, row: nil)
        let hasNumber = report.characteristics.contains { $0.fields[11] != nil }
        switch (FormWords.isYes(report.part[19]), hasNumber) {
        case (true?, false):
            say(
                "fai.nonconformance.unnamed", .part, field: 19,
                "a documented nonconformance is declared, and no characteristic names one")
        case (false?, true):
            say(
                "fai.nonconformance.denied", .part, field: 19,
                "no nonconformance is declared, and a characteristic names one in field 11")
        case (true?, true), (false?, false), (nil, _): break
        }
        if report.part[19] != nil, FormWords.isYes(report.part[19]) == nil {
            say("fai.field.unclear", .part, field: 19, "neither yes nor no")
        }
    }

    // MARK: Form 2

    private mutating func reviewProducts() {
        for (index, row) in report.products.enumerated() {
            if FormWords.isYes(row[9]) == false {
                say(
                    "fai.approval.no", .product, row: index + 1, field: 9,
                    "the customer has not approved \(row[8] ?? "the supplier")")
            }
            guard let supplier = row[8], let process = row[5],
                surroundings.isApproved?(supplier, process) == false
            else { continue }
            say(
                "fai.supplier.not-approved", .product, row: index + 1, field: 8,
                "\(supplier) was not approved for \(process)")
        }
    }

    // MARK: Form 3

    private mutating func reviewCharacteristics() {
        if report.characteristics.isEmpty {
            say("fai.characteristics.none", .characteristics, "no characteristic is accounted for")
        }
        var numbers: [String: Int] = [:]
        for (index, row) in report.characteristics.enumerated() {
            requireFields(of: row.fields, row: index + 1)
            if let number = row.fields[5],
                let first = numbers.updateValue(index + 1, forKey: number)
            {
                say(
                    "fai.number.twice", .characteristics, row: index + 1, field: 5,
                    "number \(number) stands in row \(first) already")
            }
            if row.verdict == .fail, row.fields[11] == nil {
                say(
                    "fai.nonconformance.missing", .characteristics, row: index + 1, field: 11,
                    "\(row.name) is not met, and no nonconformance is named")
            }
            if row.isWordForValue {
                say(
                    "fai.value.missing", .characteristics, row: index + 1, field: 9,
                    "\(row.name) has limits, and the result is a word")
            }
        }
    }

    // MARK: Beside the report

    private mutating func reviewSurroundings() {
        if let inForce = surroundings.drawingRevisionInForce, let written = report.part[7],
            !written.hasSameBytes(as: inForce)
        {
            say(
                "fai.drawing.revision", .part, field: 7,
                "drawing revision \(written); the order is at \(inForce)")
        }
        if let built = surroundings.serialsBuilt, let serial = report.part[3] {
            for missing in built where !serial.hasSameBytes(as: missing) && built.count == 1 {
                say(
                    "fai.serial.not-built", .part, field: 3,
                    "serial \(serial) was measured; \(missing) was built")
            }
            if built.count > 1, !built.contains(where: { $0.hasSameBytes(as: serial) }) {
                say(
                    "fai.serial.not-built", .part, field: 3,
                    "serial \(serial) is none of the \(built.count) that were built")
            }
        }
        guard let last = surroundings.lastResult, let text = report.part[21],
            let signed = WrittenTime(text)?.instant ?? Instant(day: text)
        else { return }
        if signed < last {
            say(
                "fai.signed.early", .part, field: 21,
                "verified \(text), before the last result at \(last.rfc3339Seconds)")
        }
    }

    // MARK: Saying

    private mutating func requireFields(of row: FormRow, row number: Int?) {
        for field in FormField.fields(of: row.form) where field.need == .required {
            // Fields 1 to 4 are the head of the whole report, said once with Form 1.
            if row.form != .part, field.number <= 4 { continue }
            guard row[field.number] == nil else { continue }
            say(
                "fai.field.blank", row.form, row: number, field: field.number,
                "\(field.heading) is blank")
        }
    }

    private mutating func say(
        _ code: String, _ form: Form, row: Int? = nil, field: Int? = nil, _ text: String
    ) {
        found.append(
            FirstArticleFinding(code: code, form: form, row: row, field: field, text: text))
    }

    private init(report: FirstArticleReport, surroundings: FirstArticleSurroundings) {
        self.report = report
        self.surroundings = surroundings
    }
}

extension CharacteristicRow {
    /// What a message calls it.
    fileprivate var name: String { fields[5].map { "characteristic \($0)" } ?? "a characteristic" }

    /// Whether a word stands where a requirement with limits asks for a value.
    fileprivate var isWordForValue: Bool {
        guard let text = fields[9]?.lowercased() else { return false }
        let isWord = FormWords.passing.contains(text) || FormWords.failing.contains(text)
        let limits = fields[8].flatMap { RequirementText($0) }
        return isWord && (limits?.lower != nil || limits?.upper != nil)
    }
}

extension Instant {
    /// The end of a day in UTC, `2026-11-21`: a day's signature may be made after a result of it.
    fileprivate init?(day text: String) {
        guard let time = WrittenTime(text + "T23:59:59Z")?.instant else { return nil }
        self = time
    }
}
