// SPDX-License-Identifier: Apache-2.0
import Canon

/// A checkpoint that a policy accepts: sealed by a log it names, cosigned by its quorum.
///
/// ``TrustPolicy/open(_:)`` is the only way to get one, so a function that takes a
/// `VerifiedCheckpoint` cannot be handed an unchecked one.
public struct VerifiedCheckpoint: Hashable, Sendable {
    /// A witness's cosignature that was checked.
    public struct Witnessed: Hashable, Sendable {
        /// Which witness of the policy.
        public let witness: TrustPolicy.Witness
        /// The time it states, in seconds since 1970-01-01T00:00:00Z.
        public let posixSeconds: UInt64
    }

    /// What the log says.
    public let checkpoint: Checkpoint
    /// The note it came in.
    public let note: SignedNote
    /// The key that sealed it; its name is the checkpoint's origin.
    public let logKey: VerifierKey
    /// The witnesses whose cosignature is valid, needed by the quorum or not.
    public let witnessed: [Witnessed]

    /// Size and root.
    public var head: TreeHead { checkpoint.head }
    /// The log's name.
    public var origin: Origin { checkpoint.origin }

    fileprivate init(
        checkpoint: Checkpoint, note: SignedNote, logKey: VerifierKey, witnessed: [Witnessed]
    ) {
        self.checkpoint = checkpoint
        self.note = note
        self.logKey = logKey
        self.witnessed = witnessed
    }
}

extension TrustPolicy {
    /// Opens a checkpoint: reads the note, checks the log's seal, then the quorum.
    ///
    /// - Throws: ``CheckpointRefusal``.
    public func open(_ bytes: [UInt8]) throws(CheckpointRefusal) -> VerifiedCheckpoint {
        let note: SignedNote
        do { note = try SignedNote(bytes) } catch { throw .malformed(error) }
        return try open(note)
    }

    /// Opens a checkpoint whose note has been read.
    ///
    /// - Throws: ``CheckpointRefusal``.
    public func open(_ note: SignedNote) throws(CheckpointRefusal) -> VerifiedCheckpoint {
        let checkpoint: Checkpoint
        do { checkpoint = try Checkpoint(text: note.text) } catch { throw .malformed(error) }
        let logKeys = logs.map(\.key).filter { $0.name.bytes == checkpoint.origin.bytes }
        guard !logKeys.isEmpty else { throw .unknownOrigin(checkpoint.origin) }
        let checked: [VerifiedNote.CheckedSeal]
        do {
            checked = try note.verified(by: logKeys + witnesses.map(\.key)).checked
        } catch {
            throw .note(error)
        }
        guard let logKey = checked.map(\.key).first(where: logKeys.contains) else {
            throw .notSealedByLog(checkpoint.origin)
        }
        let witnessed = checked.compactMap { one -> VerifiedCheckpoint.Witnessed? in
            guard let witness = witnesses.first(where: { $0.key == one.key }),
                let cosignature = Cosignature(one.seal)
            else { return nil }
            return VerifiedCheckpoint.Witnessed(
                witness: witness, posixSeconds: cosignature.posixSeconds)
        }
        let cosigners = witnessed.map(\.witness.name)
        guard isSatisfied(by: Set(cosigners)) else {
            throw .quorumNotMet(quorum, cosigners: cosigners)
        }
        return VerifiedCheckpoint(
            checkpoint: checkpoint, note: note, logKey: logKey, witnessed: witnessed)
    }
}

/// Why a policy does not accept a checkpoint.
public enum CheckpointRefusal: Error, Hashable, Sendable {
    /// It is no checkpoint.
    case malformed(MalformedText)
    /// The policy names no log of this origin.
    case unknownOrigin(Origin)
    /// The seals do not hold.
    case note(NoteRefusal)
    /// Witnesses cosigned it, but the log itself did not seal it.
    case notSealedByLog(Origin)
    /// Too few of the policy's witnesses cosigned it.
    case quorumNotMet(TrustPolicy.MemberName?, cosigners: [TrustPolicy.MemberName])
}

extension CheckpointRefusal: CustomStringConvertible {
    /// What a person is told.
    public var description: String {
        switch self {
        case .malformed(let text): text.description
        case .unknownOrigin(let origin):
            "the policy names no log “\(origin)”; add its key if you trust it"
        case .note(let refusal): refusal.description
        case .notSealedByLog(let origin): "“\(origin)” did not seal this checkpoint itself"
        case .quorumNotMet(let quorum, let cosigners):
            "the quorum “\(quorum?.description ?? "none")” is not met by "
                + (cosigners.isEmpty
                    ? "anyone: no witness of the policy cosigned"
                    : cosigners.map(\.description).joined(separator: ", "))
        }
    }
}
