// SPDX-License-Identifier: Apache-2.0

/// One thing that a check can say, with a stable code.
///
/// A check declares all its reasons, so that its page in the catalogue is complete and a test can
/// hold what it says against what it said it would say.
package struct Reason: Hashable, Sendable {
    /// Lower-case words, unique within the check and never used for anything else.
    package let code: String
    package let outcome: Outcome
    /// How much it weighs; only failures weigh anything.
    package let severity: Severity?
    /// What it means, as a clause: "the record ends before it begins".
    package let meaning: String

    private init(_ code: String, _ outcome: Outcome, _ severity: Severity?, _ meaning: String) {
        self.code = code
        self.outcome = outcome
        self.severity = severity
        self.meaning = meaning
    }

    static func pass(_ code: String, _ meaning: String) -> Reason {
        Reason(code, .pass, nil, meaning)
    }

    static func fail(_ code: String, _ severity: Severity, _ meaning: String) -> Reason {
        Reason(code, .fail, severity, meaning)
    }

    static func indeterminate(_ code: String, _ meaning: String) -> Reason {
        Reason(code, .indeterminate, nil, meaning)
    }

    static func notApplicable(_ code: String, _ meaning: String) -> Reason {
        Reason(code, .notApplicable, nil, meaning)
    }

    package static func == (left: Reason, right: Reason) -> Bool { left.code == right.code }
    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension Reason {
    /// Why most checks pass over an activity that a later entry took back or replaced.
    package static let withdrawn = notApplicable(
        "withdrawn", "a later entry corrects the record, and the correction is judged instead")
    /// Why what lies beyond a bound of memory was not judged.
    package static let boundReached = indeterminate(
        "bound-reached", "there was more than the check keeps in mind; the rest was not judged")
    /// The reasons that every check has.
    package static let common = [withdrawn, boundReached]
}
