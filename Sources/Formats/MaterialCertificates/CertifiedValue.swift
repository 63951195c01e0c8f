// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// A value with its limits as a certificate writes it, and the results it becomes.
///
/// All four kinds know the same five things under other names. Limits may be exclusive (`Operator`
/// `<`), values may be bounds themselves (`< 0.002`), and one property may have several values.
struct CertifiedValue {
    var name: String
    var characteristic: String?
    var unit: String?
    var method: String?
    var claimed: MeasuredResult.Verdict?
    /// What each of several values is, such as `average`; empty where there is one.
    private var values: [(label: String, bound: Bound)] = []
    private var lower: Bound?
    private var upper: Bound?
    private var nominal: String?

    /// A number or word with how it is meant: `<` 0.002.
    struct Bound: Equatable {
        var text: String
        var comparison: String

        init?(_ json: JSON?) {
            guard let json else { return nil }
            if let text = json.scalarText {
                guard !text.isEmpty else { return nil }
                (self.text, comparison) = (text, "=")
                return
            }
            guard let text = json["Value"]?.scalarText, !text.isEmpty else { return nil }
            self.text = text
            comparison = json["Operator"]?.text ?? json["Comparator"]?.text ?? "="
        }

        init(_ text: String) { (self.text, comparison) = (text, "=") }

        /// As one would write it: `<0.002`, and a plain value plain.
        var written: String { comparison == "=" ? text : comparison + text }
    }

    init(name: String, characteristic: String? = nil) {
        self.name = name
        self.characteristic = characteristic
    }

    mutating func limit(from lower: JSON?, to upper: JSON?, nominal: JSON? = nil) {
        self.lower = Bound(lower)
        self.upper = Bound(upper)
        self.nominal = Bound(nominal)?.text
    }

    mutating func add(_ json: JSON?, label: String = "") {
        if let bound = Bound(json) { values.append((label, bound)) }
    }

    /// Whether there is anything to say.
    var isEmpty: Bool { values.isEmpty }

    /// One result a value.
    var results: [MeasuredResult] {
        values.map { label, value in
            var result = MeasuredResult(
                name: label.isEmpty ? name : "\(name) \(label)", value: value.written)
            result.characteristic = characteristic
            result.unit = unit
            result.lowerLimit = lower?.text
            result.upperLimit = upper?.text
            result.nominal = nominal
            let limits = [lower, upper].compactMap { $0 }
            if limits.contains(where: { $0.comparison != "=" }) {
                result.requirement = limits.map { "\($0.comparison) \($0.text)" }
                    .joined(separator: ", ")
            }
            result.claimed = claimed
            result.computed = verdict(value, like: result)
            return result
        }
    }

    /// What value and limits say.
    ///
    /// A bound says something only where all that it allows does.
    private func verdict(_ value: Bound, like result: MeasuredResult) -> MeasuredResult.Verdict? {
        switch value.comparison {
        case "=":
            guard let plain = result.verdictByLimits else { return nil }
            return plain == .pass && isAtExcluded(value) ? .fail : plain
        case "<", "<=":
            guard lower == nil, let upper, let limit = JSONDecimal(upper.text)?.double,
                let most = JSONDecimal(value.text)?.double
            else { return nil }
            let isExcluded = upper.comparison == "<" && value.comparison == "<="
            return most < limit || (most == limit && !isExcluded) ? .pass : nil
        case ">", ">=":
            guard upper == nil, let lower, let limit = JSONDecimal(lower.text)?.double,
                let least = JSONDecimal(value.text)?.double
            else { return nil }
            let isExcluded = lower.comparison == ">" && value.comparison == ">="
            return least > limit || (least == limit && !isExcluded) ? .pass : nil
        default: return nil
        }
    }

    /// Whether a value is at a limit that is not itself allowed.
    private func isAtExcluded(_ value: Bound) -> Bool {
        guard let number = JSONDecimal(value.text)?.double else { return false }
        func isAt(_ limit: Bound?, _ comparison: String) -> Bool {
            limit?.comparison == comparison
                && limit.flatMap { JSONDecimal($0.text)?.double } == number
        }
        return isAt(lower, ">") || isAt(upper, "<")
    }
}

extension MeasuredResult.Verdict {
    /// What a certificate's word says; `nil` where it is no verdict.
    init?(certified word: String?) {
        switch word?.lowercased() {
        case "positive", "in specification", "pass", "passed", "ok", "satisfactory", "conform",
            "conforms", "accepted", "true":
            self = .pass
        case "negative", "out of specification", "fail", "failed", "nok", "not ok",
            "unsatisfactory", "rejected", "false":
            self = .fail
        default: return nil
        }
    }
}
