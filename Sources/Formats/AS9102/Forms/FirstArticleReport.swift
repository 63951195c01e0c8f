// SPDX-License-Identifier: Apache-2.0
import Activities

/// A first article inspection report: the evidence that a process can make a part as drawn.
///
/// A value, filled in from inspections or read from a file. It holds what was written, right or
/// wrong; what is wrong with it is told by ``FirstArticleReview``.
package struct FirstArticleReport: Equatable, Sendable {
    /// Form 1, fields 1–14 and 19–26 by number.
    package var part: FormRow
    /// Form 1, fields 15–18, for an assembly one row a part in it.
    package var index: [FormRow] = []
    /// Form 2: one row a material, special process or functional test.
    package var products: [FormRow] = []
    /// Form 3: one row a characteristic.
    package var characteristics: [CharacteristicRow] = []

    package init() { part = FormRow(.part) }
}

/// The filled-in fields of a form, or of one row of its table.
package struct FormRow: Equatable, Sendable {
    package let form: Form
    private var values: [Int: String] = [:]

    package init(_ form: Form) { self.form = form }

    /// What stands in a field; `nil` where nothing does.
    package subscript(number: Int) -> String? {
        get { values[number] }
        set { values[number] = newValue.flatMap { $0.isEmpty ? nil : $0 } }
    }

    package var isEmpty: Bool { values.isEmpty }
}

/// A characteristic of Form 3, with its value against its limits where both are numbers.
package struct CharacteristicRow: Equatable, Sendable {
    package var fields = FormRow(.characteristics)
    /// The measured value with its limits; `nil` for what is answered in words.
    package var measured: MeasuredResult?

    package init() {}

    /// What the row's own words or the measurement say of it.
    ///
    /// A report rarely writes *fail*: it writes a number that is out of limits.
    package var verdict: MeasuredResult.Verdict? {
        if measured?.claimed == .fail || measured?.computed == .fail { return .fail }
        if let verdict = measured?.claimed ?? measured?.computed { return verdict }
        guard let words = fields[9]?.lowercased() else { return nil }
        if FormWords.failing.contains(words) { return .fail }
        return FormWords.passing.contains(words) ? .pass : nil
    }
}

/// The words with which forms are filled in.
enum FormWords {
    static let failing: Set<String> = [
        "fail", "failed", "reject", "rejected", "no go", "no-go", "nok", "not ok", "nonconforming",
        "non-conforming",
    ]
    static let passing: Set<String> = [
        "pass", "passed", "accept", "accepted", "go", "ok", "conforming", "conforms", "yes",
    ]

    static func isYes(_ text: String?) -> Bool? {
        switch text?.lowercased() {
        case "yes", "y", "true", "x", "1": true
        case "no", "n", "false", "0": false
        default: nil
        }
    }
}
