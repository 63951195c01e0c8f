// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

extension Check {
    /// A source's own verdict against the one that value and limits give.
    static let claimedVerdict = Check(
        "claimed-verdict", "A claimed verdict follows from value and limits", .accurate,
        rules: ["ALC-AC-3", "ALC-AC-6"],
        asks: "Does the verdict or figure that the source claims agree with what can be worked out "
            + "from the data beside it? Limits belong to the good side.",
        why: "A verdict is the one thing everybody reads, and the one that can be typed over.",
        looksAt: "claimed verdict, value and limits of each result; other claims of the activity",
        reasons: [
            ClaimedVerdict.agrees, ClaimedVerdict.disagrees, ClaimedVerdict.withinRounding,
            ClaimedVerdict.claimDisagrees, ClaimedVerdict.notComputable, ClaimedVerdict.noClaim,
        ]
    ) { _, _ in ClaimedVerdict() }
}

struct ClaimedVerdict: Examination {
    static let agrees = Reason.pass("agrees", "what is claimed follows from the data")
    static let disagrees = Reason.fail(
        "verdict-disagrees", .major, "the claimed verdict does not follow from value and limits")
    static let withinRounding = Reason.fail(
        "disagrees-within-rounding", .minor,
        "the claimed verdict follows only if the value is rounded to the limit's decimals")
    static let claimDisagrees = Reason.fail(
        "claim-disagrees", .major, "something the source claims of the record is not so")
    static let notComputable = Reason.indeterminate(
        "not-computable", "a verdict is claimed, and value or limits are missing or no numbers")
    static let noClaim = Reason.notApplicable("no-claim", "the source claims no verdict")

    func observe(_ observation: Observation, _ judgements: inout Judgements) {
        var hasClaim = false
        for result in observation.activity.results {
            guard let claimed = result.claimed else { continue }
            hasClaim = true
            let values = [
                Finding.Value("value", result.value),
                Finding.Value("lower limit", result.lowerLimit ?? "none"),
                Finding.Value("upper limit", result.upperLimit ?? "none"),
                Finding.Value("claimed", claimed.rawValue),
            ]
            let limits = ReadLimits(result)
            // The reader may know more than the two limits say: an allowance, an exact decimal.
            guard let computed = result.computed ?? limits?.verdict else {
                judgements.judge(
                    ClaimedVerdict.notComputable, observation, values: values,
                    "\(result.label): \(claimed.rawValue) is claimed for \(result.value), and there "
                        + "are no limits to work it out from")
                continue
            }
            if computed == claimed {
                judgements.judge(ClaimedVerdict.agrees, observation)
            } else {
                judgements.judge(
                    limits?.roundedVerdict == claimed
                        ? ClaimedVerdict.withinRounding : ClaimedVerdict.disagrees,
                    observation, values: values,
                    "\(result.label): \(claimed.rawValue) is claimed, but \(result.value) "
                        + "\(computed == .fail ? "misses" : "meets") \(limits?.phrase ?? "what is required")"
                )
            }
        }
        for claim in observation.activity.claims {
            hasClaim = true
            judge(claim, observation, &judgements)
        }
        if !hasClaim { judgements.judge(ClaimedVerdict.noClaim, observation) }
    }

    private func judge(
        _ claim: Claim, _ observation: Observation, _ judgements: inout Judgements
    ) {
        guard let computed = claim.computed else {
            judgements.judge(
                ClaimedVerdict.notComputable, observation,
                values: [Finding.Value("claimed", claim.claimed)],
                "\(claim.name): “\(claim.claimed)” is claimed and cannot be worked out")
            return
        }
        guard !computed.hasSameBytes(as: claim.claimed) else {
            judgements.judge(ClaimedVerdict.agrees, observation)
            return
        }
        judgements.judge(
            ClaimedVerdict.claimDisagrees, observation,
            values: [
                Finding.Value("claimed", claim.claimed), Finding.Value("computed", computed),
            ], "\(claim.name): “\(claim.claimed)” is claimed, “\(computed)” was worked out")
    }
}

/// A value and the limits it is held against, as numbers; at least one limit.
struct ReadLimits {
    let value: WrittenNumber
    let lower: WrittenNumber?
    let upper: WrittenNumber?
    private let result: MeasuredResult

    /// `nil` when there is no limit, or when one of the texts is no number.
    init?(_ result: MeasuredResult) {
        guard result.lowerLimit != nil || result.upperLimit != nil,
            let value = WrittenNumber(result.value)
        else { return nil }
        lower = result.lowerLimit.flatMap { WrittenNumber($0) }
        upper = result.upperLimit.flatMap { WrittenNumber($0) }
        guard (lower == nil) == (result.lowerLimit == nil),
            (upper == nil) == (result.upperLimit == nil)
        else { return nil }
        self.value = value
        self.result = result
    }

    /// What value and limits say; both limits belong to the good side.
    var verdict: MeasuredResult.Verdict {
        if let lower, value.value < lower.value { return .fail }
        if let upper, value.value > upper.value { return .fail }
        return .pass
    }

    /// The same once the value is rounded to the decimals of the limit it is held against.
    var roundedVerdict: MeasuredResult.Verdict {
        if let lower, value.value < lower.value - lower.roundingHalf { return .fail }
        if let upper, value.value > upper.value + upper.roundingHalf { return .fail }
        return .pass
    }

    /// The limits as a sentence has them: "12.000 to 12.018".
    var phrase: String {
        switch (result.lowerLimit, result.upperLimit) {
        case (let lower?, let upper?): "\(lower) to \(upper)"
        case (let lower?, nil): "the lower limit \(lower)"
        case (nil, let upper?): "the upper limit \(upper)"
        case (nil, nil): "no limit"
        }
    }
}
