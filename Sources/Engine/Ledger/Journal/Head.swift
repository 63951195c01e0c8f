// SPDX-License-Identifier: Apache-2.0
import Canon

/// How long a log is, and the root that commits to all of it.
package struct Head: Hashable, Sendable {
    /// How many entries.
    package let size: UInt64
    /// The root of the tree over them (RFC 6962 §2.1).
    package let root: Digest

    package init(size: UInt64, root: Digest) {
        self.size = size
        self.root = root
    }

    /// The head of a log without entries: its root is the hash of nothing.
    package static let empty = Head(size: 0, root: Digest(of: []))
}

extension Head: CustomStringConvertible {
    package var description: String { "size \(size), root \(root.hex)" }
}
