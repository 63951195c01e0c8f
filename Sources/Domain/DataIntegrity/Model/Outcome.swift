// SPDX-License-Identifier: Apache-2.0

/// What a check says of one thing it looked at.
package enum Outcome: String, CaseIterable, Sendable {
    /// It is as it should be.
    case pass
    /// It is not, and the reason says in which way.
    case fail
    /// The data do not allow a judgement. Never to be read as a pass.
    case indeterminate
    /// The check has nothing to say here, such as one of units where nothing was measured.
    case notApplicable = "not-applicable"
}

/// How much a failure weighs.
package enum Severity: String, CaseIterable, Sendable {
    /// The record cannot have come about as it says: written before the work was done.
    case critical
    /// The record may not be relied on until a person has looked.
    case major
    /// A weakness that does not by itself make the record wrong.
    case minor
}

/// The principle of ALCOA+ that a check serves.
package enum Principle: String, CaseIterable, Sendable {
    case attributable, legible, contemporaneous, original, accurate
    case complete, consistent, enduring, available, traceable
}
