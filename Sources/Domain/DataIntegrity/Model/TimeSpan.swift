// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// How long something took, as a person says it: "3 min 20 s".
struct TimeSpan: Comparable, Sendable {
    let microseconds: Int64

    /// From one moment to another, held at the ends of the range; negative when the second is
    /// earlier.
    init(from start: Instant, to end: Instant) {
        let (length, overflow) = end.microseconds.subtractingReportingOverflow(start.microseconds)
        microseconds = overflow ? (start < end ? .max : .min) : length
    }

    init(microseconds: Int64) { self.microseconds = microseconds }

    static func < (left: TimeSpan, right: TimeSpan) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The length without its direction, in the two largest units.
    var words: String {
        let total = microseconds.magnitude
        guard total >= 1_000_000 else {
            return "\(total / 1_000).\(String(1_000 + total % 1_000).dropFirst()) ms"
        }
        var rest = total / 1_000_000
        var parts: [String] = []
        for (unit, length) in [("d", 86_400), ("h", 3_600), ("min", 60), ("s", UInt64(1))] {
            if rest >= length { parts.append("\(rest / length) \(unit)") }
            rest %= length
        }
        return parts.prefix(2).joined(separator: " ")
    }
}

extension SourceTime {
    /// The zone as a finding gives it beside the text.
    var zoneWords: String {
        switch zone {
        case .given: "given"
        case .assumed(let minutes): "assumed to be \(SourceTime.offset(minutes))"
        case .absent: "absent"
        }
    }

    private static func offset(_ minutes: Int) -> String {
        let size = minutes.magnitude
        let (hours, rest) = (size / 60, size % 60)
        return (minutes < 0 ? "-" : "+") + (hours < 10 ? "0" : "") + "\(hours):"
            + (rest < 10 ? "0" : "") + "\(rest)"
    }
}
