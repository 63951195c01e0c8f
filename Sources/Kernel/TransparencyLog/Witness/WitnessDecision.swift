// SPDX-License-Identifier: Apache-2.0
import Canon

/// What a witness does about a request, decided without I/O (C2SP tlog-witness).
///
/// Deciding, storing and cosigning are three steps, and storing must compare: between deciding and
/// storing another request may have been served, and a witness that then stored the smaller tree
/// would have rolled the log back. The shell does, in this order:
///
/// 1. ``decide(_:trusting:stored:)`` with the head it has stored for the origin;
/// 2. compare-and-set from ``WitnessStep/previous`` to ``WitnessStep/next``, durable; when it fails,
///    answer ``WitnessRefusal/otherSize(stored:)`` with the size now stored;
/// 3. cosign ``WitnessStep/text`` and answer with the line.
public enum Witness {
    /// Decides about the body of a request.
    ///
    /// - Parameters:
    ///   - body: the request's body as it arrived.
    ///   - policy: the logs to witness for.
    ///   - stored: gives the head last cosigned for an origin; `nil` when there is none.
    /// - Returns: what is to be stored and cosigned.
    /// - Throws: ``WitnessRefusal``, whose checks stand in the order of the specification.
    public static func decide(
        _ body: [UInt8], trusting policy: TrustPolicy, stored: (Origin) -> TreeHead?
    ) throws(WitnessRefusal) -> WitnessStep {
        let request: AddCheckpointRequest
        let checkpoint: Checkpoint
        do throws(MalformedText) {
            request = try AddCheckpointRequest(body)
            checkpoint = try Checkpoint(text: request.note.text)
        } catch { throw .malformed(error) }
        let new = checkpoint.head
        guard request.old <= new.size else { throw .shrinks(from: request.old, to: new.size) }
        do { _ = try policy.open(request.note) } catch {
            switch error {
            case .malformed(let text): throw .malformed(text)
            case .unknownOrigin(let origin): throw .unknownOrigin(origin)
            case .note, .notSealedByLog, .quorumNotMet: throw .notSealed(error)
            }
        }
        let previous = stored(checkpoint.origin)
        let known = previous ?? .empty
        guard request.old == known.size else { throw .otherSize(stored: known.size) }
        try follow(from: known, to: new, by: request.proof)
        return WitnessStep(
            origin: checkpoint.origin, previous: previous, next: new, text: request.note.text)
    }

    /// Whether a tree follows from the one known; from the empty tree all do.
    private static func follow(
        from known: TreeHead, to new: TreeHead, by proof: ConsistencyProof
    ) throws(WitnessRefusal) {
        guard new.size != .empty || new.root == TreeHash.empty else {
            throw .inconsistent(.rootMismatch(stated: new.root, computed: TreeHash.empty))
        }
        guard known.size != .empty else {
            guard proof.hashes.isEmpty else {
                throw .inconsistent(.wrongLength(expected: 0, found: proof.hashes.count))
            }
            return
        }
        do { try proof.verify(from: known, to: new) } catch { throw .inconsistent(error) }
    }
}

/// A step a witness may take: what to compare, what to store, what to cosign.
///
/// ``Witness/decide(_:trusting:stored:)`` is the only way to get one.
public struct WitnessStep: Hashable, Sendable {
    /// The log.
    public let origin: Origin
    /// What must still be stored when ``next`` is stored; `nil` for nothing.
    public let previous: TreeHead?
    /// What is to be stored.
    public let next: TreeHead
    /// The checkpoint's text, to be cosigned once ``next`` is stored.
    public let text: [UInt8]

    fileprivate init(origin: Origin, previous: TreeHead?, next: TreeHead, text: [UInt8]) {
        self.origin = origin
        self.previous = previous
        self.next = next
        self.text = text
    }
}

/// Why a witness does not cosign.
public enum WitnessRefusal: Error, Hashable, Sendable {
    /// The request is none.
    case malformed(MalformedText)
    /// The old size is above the new one.
    case shrinks(from: TreeSize, to: TreeSize)
    /// This witness knows no such log.
    case unknownOrigin(Origin)
    /// No seal of a known key of the log, or one that does not hold.
    case notSealed(CheckpointRefusal)
    /// The size last cosigned is another one. The log tries again from there.
    case otherSize(stored: TreeSize)
    /// The new tree is not shown to follow from the one last cosigned.
    case inconsistent(ProofError)

    /// The status of the HTTP answer.
    public var status: Int {
        switch self {
        case .malformed, .shrinks: 400
        case .notSealed: 403
        case .unknownOrigin: 404
        case .otherSize: 409
        case .inconsistent: 422
        }
    }

    /// The content type and body of the HTTP answer.
    ///
    /// Only a 409 has one that a log reads: the size to start from.
    public var content: (type: String, body: String) {
        switch self {
        case .otherSize(let stored): ("text/x.tlog.size", "\(stored)\n")
        case .malformed(let text): ("text/plain; charset=utf-8", "\(text)\n")
        case .shrinks(let from, let to):
            ("text/plain; charset=utf-8", "the old size \(from) is above the new size \(to)\n")
        case .unknownOrigin: ("text/plain; charset=utf-8", "this log is not witnessed here\n")
        case .notSealed(let refusal): ("text/plain; charset=utf-8", "\(refusal)\n")
        case .inconsistent(let error): ("text/plain; charset=utf-8", "\(error)\n")
        }
    }
}
