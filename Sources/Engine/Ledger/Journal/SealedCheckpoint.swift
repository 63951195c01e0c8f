// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// A checkpoint as it was signed, and the head it speaks of.
package struct SealedCheckpoint: Equatable, Sendable {
    /// Size and root, as the note has them.
    package let head: TreeHead
    /// The whole signed note (C2SP tlog-checkpoint), byte for byte.
    package let note: [UInt8]
    /// When, by our clock; never before that of a smaller checkpoint.
    package let sealedAt: Instant

    package init(head: TreeHead, note: [UInt8], sealedAt: Instant) {
        self.head = head
        self.note = note
        self.sealedAt = sealedAt
    }
}
