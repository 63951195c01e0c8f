// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// The zone that somebody decided the times of a file are in, where they name none.
///
/// A time read this way says for good that its zone was assumed. A reading of the clock that the
/// zone had twice, or never, when clocks were changed, stays without an instant: nobody can tell
/// which was meant, and a guess would be an hour wrong in evidence.
package enum AssumedZone: Hashable, Sendable {
    /// The same number of minutes east of UTC, summer and winter.
    case offset(minutes: Int)
    /// A place, whose clocks may change with the season.
    case rules(ZoneRules)

    /// The offset of a reading of the clock; `nil` where there is not exactly one.
    package func offsetMinutes(at reading: Instant) -> Int? {
        switch self {
        case .offset(let minutes): minutes
        case .rules(let rules): rules.offsetMinutes(at: reading)
        }
    }

    /// Why a reading of the clock is no moment, in words that go on after it; `nil` when it is one.
    fileprivate func trouble(at reading: Instant) -> String? {
        guard case .rules(let rules) = self else { return nil }
        switch rules.showing(of: reading) {
        case .once: return nil
        case .twice: return "which the clocks of \(rules.name) showed twice"
        case .never: return "which the clocks of \(rules.name) skipped"
        case .unknown: return "for which \(rules.name) has no rule"
        }
    }
}

extension AssumedZone: CustomStringConvertible {
    /// As a person gives it: `+01:00`, `Europe/Berlin`.
    package var description: String {
        switch self {
        case .rules(let rules): return rules.name
        case .offset(let minutes):
            func digits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
            let east = abs(minutes)
            return (minutes < 0 ? "-" : "+") + digits(east / 60) + ":" + digits(east % 60)
        }
    }
}

extension SourceTime {
    /// Reads RFC 3339 text; a missing offset is filled from the assumption, if that gives one.
    ///
    /// `nil` when the text is no date and time.
    package init?(_ text: String, assuming zone: AssumedZone?) {
        guard let zone else {
            self.init(text)
            return
        }
        guard let written = WrittenTime(text) else { return nil }
        self.init(
            text,
            assuming: written.offsetMinutes == nil
                ? zone.offsetMinutes(at: written.reading) : nil)
    }
}

extension AssumedZone? {
    /// A time without an instant as a message repeats it, with why the assumption did not help.
    package func found(_ text: String) -> String {
        let quoted = Problem.quote(text)
        guard let reading = WrittenTime(text)?.reading, let trouble = self?.trouble(at: reading)
        else { return quoted }
        return "\(quoted), \(trouble)"
    }
}
