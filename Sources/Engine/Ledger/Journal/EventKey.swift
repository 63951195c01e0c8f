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

    package init(source: String, event: String) {
        self.source = source
        self.event = event
    }

    package static func == (left: EventKey, right: EventKey) -> Bool {
        left.event.hasSameBytes(as: right.event) && left.source.hasSameBytes(as: right.source)
    }

    package func hash(into hasher: inout Hasher) {
        for text in [event, source] {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
            hasher.combine(UInt8(0xFF))  // in no UTF-8 text, so the two cannot run together
        }
    }
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
