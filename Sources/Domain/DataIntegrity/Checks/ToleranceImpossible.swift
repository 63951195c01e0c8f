// SPDX-License-Identifier: Apache-2.0
import Activities

extension Check {
    /// Limits that nothing can meet.
    static let toleranceImpossible = Check(
        "tolerance-impossible", "Limits leave room for a value", .accurate,
        rules: ["ALC-AC-2"],
        asks: "Is the lower limit at most the upper one, and is no tolerance written as a negative "
            + "width?",
        why: "Limits the wrong way round fail every part, or, in a system that swaps them, pass "
            + "parts nobody meant to pass. They come from a sign or a column taken for another.",
        looksAt: "limits and requirement text of each result",
        reasons: [
            ToleranceImpossible.possible, ToleranceImpossible.crossed,
            ToleranceImpossible.negative, ToleranceImpossible.noNumber,
            ToleranceImpossible.oneLimit,
        ]
    ) { _, _ in ToleranceImpossible() }
}

struct ToleranceImpossible: Examination {
    static let possible = Reason.pass("possible", "the limits leave room for a value")
    static let crossed = Reason.fail(
        "limits-crossed", .major, "the lower limit is above the upper one")
    static let negative = Reason.fail(
        "negative-tolerance", .major, "a tolerance is written as a negative width")
    static let noNumber = Reason.indeterminate("limit-no-number", "a limit is not a number")
    static let oneLimit = Reason.notApplicable(
        "not-two-limits", "no result has two limits or a written tolerance")

    func observe(_ observation: Observation, _ judgements: inout Judgements) {
        var isJudged = false
        for result in observation.activity.results {
            let values = [
                Finding.Value("lower limit", result.lowerLimit ?? "none"),
                Finding.Value("upper limit", result.upperLimit ?? "none"),
                Finding.Value("requirement", result.requirement ?? "none"),
            ]
            if let requirement = result.requirement, requirement.hasNegativeWidth {
                isJudged = true
                judgements.judge(
                    ToleranceImpossible.negative, observation, values: values,
                    "\(result.label) is required to be “\(requirement)”")
            }
            guard let lower = result.lowerLimit, let upper = result.upperLimit else { continue }
            isJudged = true
            guard let low = WrittenNumber(lower), let high = WrittenNumber(upper) else {
                judgements.judge(
                    ToleranceImpossible.noNumber, observation, values: values,
                    "\(result.label): limits are “\(lower)” and “\(upper)”")
                continue
            }
            if low.value > high.value {
                judgements.judge(
                    ToleranceImpossible.crossed, observation, values: values,
                    "\(result.label): nothing is at least \(lower) and at most \(upper)")
            } else {
                judgements.judge(ToleranceImpossible.possible, observation)
            }
        }
        if !isJudged { judgements.judge(ToleranceImpossible.oneLimit, observation) }
    }
}

extension String {
    /// Whether a plus-or-minus sign is followed by a minus: `12 ±-0.05`.
    fileprivate var hasNegativeWidth: Bool {
        var isAfterSign = false
        for scalar in unicodeScalars {
            switch scalar {
            case "±": isAfterSign = true
            case " ": continue
            case "-", "−": if isAfterSign { return true }
            default: isAfterSign = false
            }
        }
        return false
    }
}
