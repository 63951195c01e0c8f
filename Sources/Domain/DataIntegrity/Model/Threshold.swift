// SPDX-License-Identifier: Apache-2.0

/// A number that decides a judgement and that no regulation gives.
///
/// Every one is a *vendor default*: it stands in the finding that it decided, so that whoever
/// disagrees with the number can tell what it did.
package struct Threshold: Hashable, Sendable {
    package let name: String
    package let value: Int64
    /// The unit as people write it: `s`, `×`, `runs`.
    package let unit: String
    /// What it decides.
    package let meaning: String

    init(_ name: String, _ value: Int64, unit: String, _ meaning: String) {
        self.name = name
        self.value = value
        self.unit = unit
        self.meaning = meaning
    }

    /// Number and unit: `60 s`.
    package var text: String { "\(value) \(unit)" }

    /// The threshold as a stretch of time, when its unit is the second.
    var microseconds: Int64 { value.multipliedReportingOverflow(by: 1_000_000).partialValue }
}

/// The most of something that a check keeps in mind; what lies beyond is said not to be judged.
package struct Bound: Hashable, Sendable {
    /// What is counted: "streams".
    package let name: String
    package let most: Int

    init(_ name: String, _ most: Int) {
        self.name = name
        self.most = most
    }
}
