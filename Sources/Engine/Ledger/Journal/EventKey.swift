// SPDX-License-Identifier: Apache-2.0
import Canon

/// Which event of which outside system an entry speaks of.
///
/// Compared as bytes: two names that Unicode calls equivalent are two names to the system that
/// wrote them, and taking one for the other would drop an event as a duplicate.
package struct EventKey: Hashable, Sendable {
    /// The URI of the source system, as received.
    package let source: String
    /// The event's identifier within that system, as received.
    package let event: String
    /// SHA-256(source ‖ 0xFF ‖ event): the key in 32 bytes, for indexes and comparisons.
    ///
    /// Computed here, on the task of whoever prepares an entry, and not by the one who writes. The
    /// byte between is in no UTF-8 text, so the two cannot run together.
    package let digest: Digest

    package init(source: String, event: String) {
        self.source = source
        self.event = event
        var stream = DigestStream()
        var (source, event) = (source, event)
        source.withUTF8 { stream.update(UnsafeRawBufferPointer($0)) }
        withUnsafeBytes(of: UInt8(0xFF)) { stream.update($0) }
        event.withUTF8 { stream.update(UnsafeRawBufferPointer($0)) }
        digest = stream.digest
    }

    package static func == (left: EventKey, right: EventKey) -> Bool {
        left.digest == right.digest
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

/// What the journal knows about an event that was logged before.
package struct KnownEvent: Hashable, Sendable {
    /// Where its entry is.
    package let position: UInt64
    /// What the source said, as a digest: see ``PreparedEntry/fingerprint``.
    package let fingerprint: Digest

    package init(position: UInt64, fingerprint: Digest) {
        self.position = position
        self.fingerprint = fingerprint
    }
}
