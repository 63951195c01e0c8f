// SPDX-License-Identifier: Apache-2.0
import Canon

extension MeasuredResult {
    /// What value and limits say, both limits included; `nil` where there is nothing to compare.
    ///
    /// Numbers are compared as the nearest doubles, which keeps their order: a value can only be
    /// taken to be *at* a limit that it misses by less than a sixteenth decimal.
    package var verdictByLimits: Verdict? {
        guard lowerLimit != nil || upperLimit != nil, let value = JSONDecimal(value)?.double else {
            return nil
        }
        if let lowerLimit {
            guard let limit = JSONDecimal(lowerLimit)?.double else { return nil }
            if value < limit { return .fail }
        }
        if let upperLimit {
            guard let limit = JSONDecimal(upperLimit)?.double else { return nil }
            if value > limit { return .fail }
        }
        return .pass
    }
}
