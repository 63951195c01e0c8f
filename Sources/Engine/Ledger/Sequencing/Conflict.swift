// SPDX-License-Identifier: Apache-2.0
import Canon

/// Two different accounts of one event by its source.
package struct Conflict: Equatable, Sendable {
    /// The type of the entries that record conflicts.
    package static let kind = "intake.conflicted"
    /// The source that those entries name: ourselves.
    package static let source = "urn:witnessmark:intake"

    /// The account that stands.
    package let first: KnownEvent
    /// The account that came later.
    package let second: PreparedEntry

    package init(first: KnownEvent, second: PreparedEntry) {
        self.first = first
        self.second = second
    }

    /// The key of the entry that records this conflict.
    ///
    /// It follows from what the second account says, so a sender that repeats itself adds one entry
    /// and not one each time.
    package var key: EventKey {
        var stream = DigestStream()
        second.event.digest.withUnsafeBytes { stream.update($0) }
        second.fingerprint.withUnsafeBytes { stream.update($0) }
        return EventKey(source: Conflict.source, event: "conflict:\(stream.digest.hex)")
    }
}

/// Makes the entry that records a conflict: ``EntryPreparer/conflict(_:)``, or a test's own.
package typealias ConflictRecorder =
    @Sendable (Conflict) throws(PreparationError) -> PreparedEntry
