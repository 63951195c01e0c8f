// SPDX-License-Identifier: Apache-2.0
import TransparencyLog

/// Why a log stopped taking entries: something that must never be so is so.
package enum LogHalt: Error, Equatable, Sendable {
    /// Another process appended to the same log. Only one may.
    case superseded(expected: TreeHead, found: TreeHead)
    /// The journal says that it has less than it had, or something else.
    case headLost(known: TreeHead, found: TreeHead)
    /// What is stored is not what was written.
    case corrupt(position: UInt64?, String)
    /// The root that the stored entries give is not the one that was about to be sealed.
    case rootMismatch(stated: TreeHead, recomputed: TreeHead)
    /// A stored tile does not hold the hashes that the stored entries give.
    case tileMismatch(TileAddress)
}

extension LogHalt: CustomStringConvertible {
    package var description: String {
        switch self {
        case .superseded(let expected, let found):
            """
            The log is at \(text(found)), where this process left it at \(text(expected)). Another process appended \
            to it. Stop one of them, then start the other again.
            """
        case .headLost(let known, let found):
            """
            The log was at \(text(known)) and now says it is at \(text(found)). Entries are gone or \
            were exchanged. Nothing more is appended; run `witnessmark fsck`, and put back the \
            newest sound copy.
            """
        case .corrupt(let position, let what):
            """
            The store\(position.map { " at position \($0)" } ?? "") is not what was written: \(what). \
            Nothing more is appended; run `witnessmark fsck` to see what was changed.
            """
        case .rootMismatch(let stated, let recomputed):
            """
            The stored entries lead to \(text(recomputed)); the head says \(text(stated)). Nothing was \
            sealed and nothing more is appended; run `witnessmark fsck` to see what was changed.
            """
        case .tileMismatch(let address):
            """
            The stored tile \(address.index) of level \(address.level) is not the one that the stored \
            entries give. Nothing was sealed and nothing more is appended; run `witnessmark fsck`.
            """
        }
    }

    private func text(_ head: TreeHead) -> String { "size \(head.size), root \(head.root)" }
}
