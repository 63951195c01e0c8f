// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

extension Check {
    /// A number without a unit is not a measurement.
    static let unitMissing = Check(
        "unit-missing", "Every measured number carries its unit", .accurate,
        rules: ["ALC-AC-1"],
        asks: "Has each measured number a unit? A number that has none by nature says so with the "
            + "unit 1.",
        why: "Twelve millimetres and twelve inches are both written 12. A reader who has to guess "
            + "the unit has no evidence of the value.",
        looksAt: "the value, unit, limits and nominal of each result that is a number",
        reasons: [
            UnitMissing.given, UnitMissing.missing, UnitMissing.mayBeCount, UnitMissing.noNumber,
        ]
    ) { _, _ in UnitMissing() }
}

struct UnitMissing: Examination {
    static let given = Reason.pass("unit-given", "every number among the results has a unit")
    static let missing = Reason.fail("unit-missing", .major, "a measured number has no unit")
    static let mayBeCount = Reason.indeterminate(
        "may-be-a-count", "a whole number without limits has no unit; it may be a count or a code")
    static let noNumber = Reason.notApplicable("no-number", "no result is a number")

    func observe(_ observation: Observation, _ judgements: inout Judgements) {
        var hasNumber = false
        var isClean = true
        for result in observation.activity.results {
            guard let number = WrittenNumber(result.value) else { continue }
            hasNumber = true
            guard result.unit?.isEmpty ?? true else { continue }
            isClean = false
            let isPlain =
                number.decimals == 0 && result.lowerLimit == nil && result.upperLimit == nil
                && result.nominal == nil
            judgements.judge(
                isPlain ? UnitMissing.mayBeCount : UnitMissing.missing, observation,
                values: [Finding.Value(result.name, result.value)],
                "\(result.label) is \(result.value), of what is not said")
        }
        guard isClean else { return }
        judgements.judge(hasNumber ? UnitMissing.given : UnitMissing.noNumber, observation)
    }
}

extension MeasuredResult {
    /// The result as a sentence names it: its characteristic where it has one.
    var label: String {
        guard let characteristic, !characteristic.hasSameBytes(as: name) else { return name }
        return "\(name) (\(characteristic))"
    }
}
