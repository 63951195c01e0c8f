// SPDX-License-Identifier: Apache-2.0
import Activities

extension Check {
    /// Values with the point in the wrong place.
    static let magnitudeOutlier = Check(
        "magnitude-outlier", "Values have the size of what is registered", .accurate,
        rules: ["ALC-AC-2", "ALC-AC-7"],
        asks: "Is a value that misses its limits, or has none, many times larger or smaller than "
            + "the registered or nominal value, or of the other sign?",
        why: "A point in the wrong place, or grams for kilograms, makes ten or a thousand times. "
            + "Within the limits of its requirement no value is an outlier.",
        looksAt: "value of each result against the nominal of `range.registered`, else its own "
            + "nominal, in the same unit",
        reasons: [
            MagnitudeOutlier.ordinary, MagnitudeOutlier.outlier, MagnitudeOutlier.unitDiffers,
            MagnitudeOutlier.nothingRegistered, MagnitudeOutlier.noNumber,
        ],
        thresholds: [MagnitudeOutlier.factor]
    ) { _, register in MagnitudeOutlier(ranges: register.ranges) }
}

struct MagnitudeOutlier: Examination {
    static let ordinary = Reason.pass("ordinary", "the value has the size it should have")
    static let outlier = Reason.fail(
        "outlier", .major, "the value is of another order of magnitude than the registered one")
    static let unitDiffers = Reason.indeterminate(
        "unit-differs", "the value and the registered one are in different units")
    static let nothingRegistered = Reason.indeterminate(
        "nothing-registered", "there is no registered or nominal value to compare with")
    static let noNumber = Reason.notApplicable(
        "no-number", "the record has no number, or its nominal value is zero")

    static let factor = Threshold(
        "factor", 5, unit: "×",
        "how many times larger or smaller a value may be: a slipped point makes ten, and the value "
            + "itself may be up to twice off")

    let ranges: RegisteredRanges

    func observe(_ observation: Observation, _ judgements: inout Judgements) {
        var isJudged = false
        for result in observation.activity.results {
            guard let number = WrittenNumber(result.value) else { continue }
            if judge(result, number, observation, &judgements) { isJudged = true }
        }
        if !isJudged { judgements.judge(MagnitudeOutlier.noNumber, observation) }
    }

    /// Whether there was something to say.
    private func judge(
        _ result: MeasuredResult, _ number: WrittenNumber, _ observation: Observation,
        _ judgements: inout Judgements
    ) -> Bool {
        if ReadLimits(result)?.verdict == .pass {
            judgements.judge(MagnitudeOutlier.ordinary, observation)
            return true
        }
        let range = ranges.range(of: result, in: observation.activity)
        let values = [Finding.Value("value", "\(result.value) \(result.unit ?? "")")]
        if let range, range.registered != nil,
            ExactText(range.unit ?? "") != ExactText(result.unit ?? "")
        {
            judgements.judge(
                MagnitudeOutlier.unitDiffers, entries: [observation.position, range.origin.entry],
                values: values)
            return true
        }
        guard let expected = range?.registered ?? result.nominal.flatMap({ WrittenNumber($0) })
        else {
            judgements.judge(MagnitudeOutlier.nothingRegistered, observation, values: values)
            return true
        }
        guard expected.value != 0 else { return false }
        let ratio = number.value / expected.value
        let factor = Double(MagnitudeOutlier.factor.value)
        let isOrdinary = ratio.isFinite && ratio > 1 / factor && ratio < factor
        judgements.judge(
            isOrdinary ? MagnitudeOutlier.ordinary : MagnitudeOutlier.outlier,
            entries: [observation.position] + (range.map { [$0.origin.entry] } ?? []),
            things: observation.activity.spokenOf,
            values: values + [
                Finding.Value("registered", "\(expected.value)"),
                Finding.Value(MagnitudeOutlier.factor),
            ],
            "\(result.label) is \(result.value) where \(expected.value) is registered")
        return true
    }
}
