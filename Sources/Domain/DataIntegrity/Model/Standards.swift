// SPDX-License-Identifier: Apache-2.0

/// What a plant holds its records to, where that is its own to say.
///
/// Until a plant says otherwise these are *vendor defaults*, and findings call them so.
package struct Standards: Equatable, Sendable {
    /// Names of accounts that more than one person uses; compared without case, and without digits
    /// and separators at the end, so that `operator` also means `Operator_02`.
    package var sharedAccounts = Standards.vendorSharedAccounts
    /// Whether the plant named its shared accounts itself.
    package var namesSharedAccounts: Bool { sharedAccounts != Standards.vendorSharedAccounts }
    /// What kind of source each system is, by its URI, where its records do not say it.
    package var sourceClasses: [ExactText: SourceClass] = [:]

    package init() {}

    package static let vendorSharedAccounts = [
        "admin", "administrator", "anonymous", "default", "demo", "everyone", "generic", "guest",
        "lab", "laboratory", "line", "maintenance", "nobody", "operator", "operators",
        "production", "public", "qa", "qc", "quality", "root", "sa", "shared", "shift",
        "supervisor", "team", "temp", "test", "tester", "training", "unknown", "user",
    ]
}

/// What kind of source a record came from, which decides how soon after the act it must be made.
package enum SourceClass: String, CaseIterable, Sendable {
    /// A sensor, controller or historian that records by itself.
    case sensor
    /// An electronic step in an execution system.
    case step
    /// A laboratory or measuring instrument; acquiring the value is the act.
    case instrument
    /// A form that somebody fills in, without an instrument.
    case form
    /// An inspection that is sent on in one piece, as a coordinate measuring machine does.
    case batch
    /// Paper that was copied into a system.
    case paper
    /// Master data, which has no moment of work.
    case master
}

/// A text that is itself and no other: compared by its bytes, not by what Unicode calls equivalent.
package struct ExactText: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (left: ExactText, right: ExactText) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    // Strings hash by their normal form, so equal bytes always hash alike.
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
