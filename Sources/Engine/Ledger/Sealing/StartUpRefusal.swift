// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// Why a log does not start: what was found, what it means, and what to do.
package enum StartUpRefusal: Error, Equatable {
    /// The anchor has entries that the store does not: the store is an older copy, or was cut.
    case behindAnchor(anchor: TreeHead, stored: TreeHead)
    /// A checkpoint in the store has entries that the store does not: its tail was cut.
    case behindCheckpoint(checkpoint: TreeHead, stored: TreeHead)
    /// The stored entries up to that size are not those that were sealed.
    case forked(TreeHead, stored: Digest)
    /// There is no anchor, but the store has a checkpoint.
    case anchorMissing(newest: TreeHead)
    /// There is an anchor, but the store never had a checkpoint.
    case neverSealed
    case anchorUnreadable(FileFault)
    /// The anchor is no checkpoint of this log's key.
    case anchorRefused(CheckpointRefusal)
    /// The newest checkpoint in the store is no checkpoint of this log's key.
    case checkpointRefused(TreeSize, CheckpointRefusal)
    /// The newest checkpoint in the store is kept under another size or root than it states.
    case checkpointMixedUp(TreeSize)
    case journal(JournalError)
}

extension StartUpRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .behindAnchor(let anchor, let stored):
            """
            The store has \(stored.size) entries, but a checkpoint over \(anchor.size) was sealed. \
            Was an old backup restored? Entries \(stored.size) to \(anchor.size.value - 1) are not \
            here. Put back the newest copy of the store; nothing was changed.
            """
        case .behindCheckpoint(let checkpoint, let stored):
            """
            The store has \(stored.size) entries, but keeps a checkpoint over \(checkpoint.size). \
            The end of the log was cut off. Put back the newest copy of the store; nothing was changed.
            """
        case .forked(let sealed, let stored):
            """
            The first \(sealed.size) stored entries give root \(stored), but \(sealed.root) was \
            sealed. Entries were exchanged or changed. Run `witnessmark fsck` to see which; put \
            back the newest sound copy of the store.
            """
        case .anchorMissing(let newest):
            """
            The anchor file is missing, so nobody can tell whether the store is the newest copy. It \
            has a checkpoint over \(newest.size) entries. Put the file back, or, if you know that \
            the store is the newest, write it anew with `witnessmark doctor --accept-store-as-newest`.
            """
        case .neverSealed:
            """
            There is an anchor, but the store never had a checkpoint: it is not the store that the \
            anchor was written for. Put back the right one.
            """
        case .anchorUnreadable(let fault): fault.description
        case .anchorRefused(let refusal):
            """
            The anchor file is no checkpoint of this log: \(refusal). Put back the right file, or \
            the right key.
            """
        case .checkpointRefused(let size, let refusal):
            "The stored checkpoint over \(size) entries is not this log's: \(refusal). Run `witnessmark fsck`."
        case .checkpointMixedUp(let size):
            "The stored checkpoint over \(size) entries states another tree. Run `witnessmark fsck`."
        case .journal(.unavailable(let reason)): "The store cannot be read: \(reason)"
        case .journal(.corrupt(let position, let what)):
            """
            The store\(position.map { " at position \($0)" } ?? "") is damaged: \(what). \
            Run `witnessmark fsck`.
            """
        case .journal(.conflict(let head)):
            "The store changed while it was read, to \(head.size) entries."
        case .journal(.eventKnown):
            "The store's event index contradicts itself. Run `witnessmark fsck`."
        }
    }
}
