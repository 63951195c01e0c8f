// SPDX-License-Identifier: Apache-2.0
import Activities

/// One judgement of a check, with everything needed to check the judgement.
package struct Finding: Equatable, Sendable {
    /// The check's name.
    package let check: String
    /// The version of the check: the same data may be judged otherwise by another one.
    package let version: Int
    package let reason: Reason
    /// The reason in plain words, for this very case.
    package let words: String
    /// The entries it speaks of; the first is the one to look at.
    package let entries: [UInt64]
    /// The things it speaks of.
    package let things: [Thing]
    /// What was compared with what.
    package let values: [Value]

    package var outcome: Outcome { reason.outcome }
    package var severity: Severity? { reason.severity }

    /// A value that went into a judgement, as written, or a threshold.
    package struct Value: Equatable, Sendable {
        package let name: String
        package let text: String
        /// Whether it is a number of ours that a plant may set otherwise.
        package let isVendorDefault: Bool

        package init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
            isVendorDefault = false
        }

        package init(_ threshold: Threshold) {
            name = threshold.name
            text = threshold.text
            isVendorDefault = true
        }
    }
}
