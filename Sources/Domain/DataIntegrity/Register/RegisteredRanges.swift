// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// Which values a characteristic can have at all, apart from what a customer wants of it.
///
/// Told by activities of the kind `range.registered`: each result names a characteristic with its
/// unit, the lowest and highest possible value as limits and the registered value as nominal. What
/// the activity is about (a device, a material, a programme) narrows it to records that name that.
package struct RegisteredRanges: Sendable {
    private var ranges: [ExactText: [Range]] = [:]
    private var count = 0

    /// How many ranges are kept in mind.
    package static let rangesMax = 100_000
    package static let kind = "range.registered"

    struct Range: Sendable {
        let origin: Origin
        let unit: String?
        let lower: WrittenNumber?
        let upper: WrittenNumber?
        let registered: WrittenNumber?
        let about: [Thing]
        let from: Instant?
        let until: Instant?
    }

    mutating func note(_ observation: Observation) {
        let activity = observation.activity
        guard activity.kind.hasSameBytes(as: RegisteredRanges.kind) else { return }
        for result in activity.results {
            guard count < RegisteredRanges.rangesMax else { return }
            ranges[ExactText(result.characteristic ?? result.name), default: []].append(
                Range(
                    origin: Origin(observation), unit: result.unit,
                    lower: result.lowerLimit.flatMap { WrittenNumber($0) },
                    upper: result.upperLimit.flatMap { WrittenNumber($0) },
                    registered: WrittenNumber(result.nominal ?? result.value),
                    about: activity.things(.about) + activity.things(.subject),
                    from: activity.valid?.from?.instant, until: activity.valid?.until?.instant))
            count += 1
        }
    }

    mutating func remove(where isWithdrawn: (Origin) -> Bool) {
        for (name, all) in ranges {
            let standing = all.filter { !isWithdrawn($0.origin) }
            ranges[name] = standing.isEmpty ? nil : standing
        }
    }

    /// The range that a result of an activity falls under: the last that was registered for it.
    func range(of result: MeasuredResult, in activity: Activity) -> Range? {
        guard !ranges.isEmpty else { return nil }
        let named = result.characteristic.flatMap { ranges[ExactText($0)] }
        guard let all = named ?? ranges[ExactText(result.name)] else { return nil }
        return all.last { range in
            guard range.applies(to: activity, result) else { return false }
            guard let time = activity.occurred?.instant else {
                return range.from == nil && range.until == nil
            }
            return range.from.map { $0 <= time } ?? true && range.until.map { time <= $0 } ?? true
        }
    }
}

extension RegisteredRanges.Range {
    fileprivate func applies(to activity: Activity, _ result: MeasuredResult) -> Bool {
        about.isEmpty
            || about.contains { thing in
                activity.participants.contains { $0.thing == thing }
                    || thing.kind == .equipment
                        && result.instrument?.hasSameBytes(as: thing.name) == true
            }
    }
}
