// SPDX-License-Identifier: Apache-2.0
import Activities

extension Check {
    /// Values that cannot be, apart from what anybody wants of them.
    static let outOfRange = Check(
        "out-of-range", "Values are possible at all", .accurate,
        rules: ["ALC-AC-2"],
        asks: "Is each value physically possible, and within the range that was registered for the "
            + "characteristic or its instrument? Not whether it meets its requirement.",
        why: "A value outside of what the instrument can show was not shown by the instrument.",
        looksAt: "value and unit of each result, amounts of things; ranges from `range.registered`",
        reasons: [
            OutOfRange.possible, OutOfRange.impossible, OutOfRange.outside, OutOfRange.unitDiffers,
            OutOfRange.noRange, OutOfRange.noNumber,
        ]
    ) { _, register in OutOfRange(ranges: register.ranges) }
}

struct OutOfRange: Examination {
    static let possible = Reason.pass("within", "the value is within the registered range")
    static let impossible = Reason.fail(
        "physically-impossible", .major, "nothing can have this value")
    static let outside = Reason.fail(
        "outside-registered-range", .major, "the value is outside of the registered range")
    static let unitDiffers = Reason.indeterminate(
        "unit-differs", "the value and the registered range are in different units")
    static let noRange = Reason.indeterminate(
        "no-range", "no range was registered for it; it is not physically impossible")
    static let noNumber = Reason.notApplicable("no-number", "the record has no number to judge")

    let ranges: RegisteredRanges

    func observe(_ observation: Observation, _ judgements: inout Judgements) {
        var isJudged = false
        for participant in observation.activity.participants {
            guard let quantity = participant.quantity, let amount = WrittenNumber(quantity.value),
                amount.value < 0
            else { continue }
            isJudged = true
            judgements.judge(
                OutOfRange.impossible, entries: [observation.position],
                things: [participant.thing], values: [Finding.Value("amount", quantity.value)],
                "the amount of \(participant.thing) is \(quantity.value)")
        }
        for result in observation.activity.results {
            guard let number = WrittenNumber(result.value) else { continue }
            isJudged = true
            judge(result, number, observation, &judgements)
        }
        if !isJudged { judgements.judge(OutOfRange.noNumber, observation) }
    }

    private func judge(
        _ result: MeasuredResult, _ number: WrittenNumber, _ observation: Observation,
        _ judgements: inout Judgements
    ) {
        let unit = result.unit ?? ""
        let written = [Finding.Value("value", "\(result.value) \(unit)")]
        if let lowest = PhysicalLimit.lowest(in: unit), number.value < lowest {
            judgements.judge(
                OutOfRange.impossible, observation, values: written,
                "\(result.label) is \(result.value) \(unit); nothing is below \(lowest) \(unit)")
            return
        }
        guard let range = ranges.range(of: result, in: observation.activity),
            range.lower != nil || range.upper != nil
        else {
            judgements.judge(OutOfRange.noRange, observation, values: written)
            return
        }
        let limits = [
            Finding.Value("lowest", range.lower.map { "\($0.value)" } ?? "none"),
            Finding.Value("highest", range.upper.map { "\($0.value)" } ?? "none"),
        ]
        let entries = [observation.position, range.origin.entry]
        guard ExactText(unit) == ExactText(range.unit ?? "") else {
            judgements.judge(
                OutOfRange.unitDiffers, entries: entries, values: written + limits,
                "\(result.label) is in “\(unit)”, its range in “\(range.unit ?? "")”")
            return
        }
        let isWithin =
            range.lower.map { $0.value <= number.value } ?? true
            && range.upper.map { number.value <= $0.value } ?? true
        judgements.judge(
            isWithin ? OutOfRange.possible : OutOfRange.outside, entries: entries,
            things: observation.activity.spokenOf, values: written + limits,
            "\(result.label) is \(result.value) \(unit), outside of the range that entry "
                + "\(range.origin.entry) registered")
    }
}

/// What physics forbids, for units in which that is plain.
enum PhysicalLimit {
    /// The least that a value in a unit can be: absolute zero for temperatures.
    ///
    /// Lengths, masses and pressures are also given as differences and are left alone. Unit codes
    /// of UN/CEFACT, UCUM and MTConnect, and signs.
    static func lowest(in unit: String) -> Double? {
        switch unit {
        case "CEL", "Cel", "°C", "degC", "CELSIUS": -273.15
        case "FAH", "[degF]", "°F", "degF", "FAHRENHEIT": -459.67
        case "KEL", "K", "KELVIN": 0
        default: nil
        }
    }
}
