// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// Whether a log may go on from what its store and its anchor say.
///
/// | anchor is | and the stored tree | then |
/// |---|---|---|
/// | larger than the stored tree | | refuse: `behindAnchor` |
/// | not larger | has another root at its size | refuse: `forked` |
/// | not larger | begins with it, last stored checkpoint is older | keep the anchor's checkpoint too |
/// | not larger | begins with it, last stored checkpoint is newer | write the anchor anew |
/// | missing, malformed, of another key | | refuse |
///
/// The last checkpoint in the store is put to the same questions as the anchor.
package struct StartUp: Sendable {
    /// The newest checkpoint there is; sealing goes on from it.
    package let last: SealedCheckpoint
    /// The edge of the tree at that checkpoint.
    let edge: TreeEdge
    /// The anchor's checkpoint is newer than the store's, and has to be kept there too.
    package let keepsAnchorAfter: TreeHead?
    /// The store's checkpoint is newer than the anchor: a power cut came between the two.
    package let writesAnchor: Bool

    /// Puts store and anchor side by side.
    package static func judge(
        _ journal: any Journal, anchor: any Anchor, key: VerifierKey
    ) throws(StartUpRefusal) -> StartUp {
        let (head, stored) = try state(of: journal)
        let note: [UInt8]?
        do { note = try anchor.read() } catch { throw .anchorUnreadable(error) }
        guard let note else { throw .anchorMissing(newest: stored?.head ?? .empty) }
        guard let stored else { throw .neverSealed }
        let anchored: Checkpoint
        do { anchored = try opened(note, by: key) } catch { throw .anchorRefused(error) }
        let newest: Checkpoint
        do { newest = try opened(stored.note, by: key) } catch {
            throw .checkpointRefused(stored.head.size, error)
        }
        guard newest.head == stored.head else { throw .checkpointMixedUp(stored.head.size) }

        guard anchored.head.size <= head.size else {
            throw .behindAnchor(anchor: anchored.head, stored: head)
        }
        let anchoredEdge = try edge(at: anchored.head, in: journal) { .forked($0, stored: $1) }
        guard newest.head.size <= head.size else {
            throw .behindCheckpoint(checkpoint: newest.head, stored: head)
        }
        let newestEdge = try edge(at: newest.head, in: journal) { .forked($0, stored: $1) }

        guard anchored.head.size <= newest.head.size else {
            let last = SealedCheckpoint(
                head: anchored.head, note: note, sealedAt: stored.sealedAt)
            return StartUp(
                last: last, edge: anchoredEdge, keepsAnchorAfter: stored.head, writesAnchor: false)
        }
        return StartUp(
            last: stored, edge: newestEdge, keepsAnchorAfter: nil,
            writesAnchor: anchored.head.size < newest.head.size)
    }

    private static func state(
        of journal: any Journal
    ) throws(StartUpRefusal) -> (TreeHead, SealedCheckpoint?) {
        do throws(JournalError) {
            return (try journal.head(), try journal.lastCheckpoint())
        } catch {
            throw .journal(error)
        }
    }

    private static func opened(
        _ note: [UInt8], by key: VerifierKey
    ) throws(CheckpointRefusal) -> Checkpoint {
        try TrustPolicy(log: key).open(note).checkpoint
    }

    private static func edge(
        at head: TreeHead, in journal: any Journal,
        orElse refusal: (TreeHead, Digest) -> StartUpRefusal
    ) throws(StartUpRefusal) -> TreeEdge {
        let edge: TreeEdge
        do { edge = try journal.edge(at: head.size) } catch { throw .journal(error) }
        guard edge.root == head.root else { throw refusal(head, edge.root) }
        return edge
    }
}
