// SPDX-License-Identifier: Apache-2.0
import Canon

/// A proof that stands alone: index, path and checkpoint in one text (C2SP tlog-proof v1).
///
/// Whoever has the entry, this file and a ``TrustPolicy`` needs nothing else, no network either.
public struct ProofFile: Hashable, Sendable {
    /// No proof file is longer, in bytes: a note and as much again.
    public static let maximumLength = 2 * SignedNote.maximumLength

    /// Bytes for the application.
    ///
    /// **Nothing authenticates them**: derive again and compare.
    public let extra: [UInt8]?
    /// Where the entry is said to stand.
    public let index: LeafIndex
    /// The path from the leaf to the root.
    public let path: InclusionProof
    /// The checkpoint's note, as it was.
    public let checkpoint: [UInt8]

    /// Joins the parts of a proof.
    public init(
        index: LeafIndex, path: InclusionProof, checkpoint: [UInt8], extra: [UInt8]? = nil
    ) {
        self.extra = extra
        self.index = index
        self.path = path
        self.checkpoint = checkpoint
    }

    private static let header: StaticString = "c2sp.org/tlog-proof@v1"

    /// Reads a proof file.
    ///
    /// The checkpoint in it is not read yet.
    ///
    /// - Throws: ``MalformedText`` with the line at fault.
    public init(_ text: [UInt8]) throws(MalformedText) {
        guard text.count <= ProofFile.maximumLength else {
            throw MalformedText(.proof, "at most \(ProofFile.maximumLength) bytes")
        }
        var rest = text[...]
        var number = 0
        func next() -> ArraySlice<UInt8>? {
            guard let end = rest.firstIndex(of: 0x0A) else { return nil }
            defer { rest = rest[(end + 1)...] }
            number += 1
            return rest[..<end]
        }
        guard let first = next(), Lines.rest(of: first, after: ProofFile.header)?.isEmpty == true
        else { throw MalformedText(.proof, "\(ProofFile.header)") }
        var line = next()
        var extra: [UInt8]?
        if let given = line.flatMap({ Lines.rest(of: $0, after: "extra ") }) {
            guard let bytes = Base64.bytes(given) else {
                throw MalformedText(.proof, line: number, "the extra data in base64")
            }
            extra = bytes
            line = next()
        }
        guard let given = line.flatMap({ Lines.rest(of: $0, after: "index ") }),
            let index = DecimalNumber.value(given).flatMap({ LeafIndex($0) })
        else {
            throw MalformedText(
                .proof, line: number, "the index in decimal, without leading zeros, below 2^63")
        }
        var hashes: [Digest] = []
        while let line = next(), !line.isEmpty {
            guard hashes.count < InclusionProof.maximumLength else {
                throw MalformedText(
                    .proof, line: number, "at most \(InclusionProof.maximumLength) hashes")
            }
            guard let hash = Base64.bytes(line).flatMap({ Digest(bytes: $0) }) else {
                throw MalformedText(.proof, line: number, "a hash of 32 bytes in base64")
            }
            hashes.append(hash)
        }
        // The empty line was found only if it is the byte before what is left.
        guard rest.startIndex >= 2, text[rest.startIndex - 2] == 0x0A, !rest.isEmpty else {
            throw MalformedText(.proof, line: number + 1, "an empty line and a checkpoint")
        }
        self.init(
            index: index, path: InclusionProof(hashes), checkpoint: Array(rest), extra: extra)
    }

    /// The text of the file.
    public var text: [UInt8] {
        var lines: [[UInt8]] = [Array("\(ProofFile.header)".utf8)]
        if let extra { lines.append(Array("extra ".utf8) + Base64.ascii(extra)) }
        lines.append(Array("index \(index)".utf8))
        lines += path.hashes.map { Base64.ascii($0.bytes) }
        lines.append([])
        return lines.flatMap { $0 + [0x0A] } + checkpoint
    }

    /// Checks that an entry is in a log that a policy believes.
    ///
    /// The log's seal and the quorum first, then the path from the leaf hash of the entry's bytes.
    ///
    /// - Throws: ``ProofRefusal``.
    public func verify(
        _ entry: [UInt8], under policy: TrustPolicy
    ) throws(ProofRefusal) -> VerifiedInclusion {
        let opened: VerifiedCheckpoint
        do { opened = try policy.open(checkpoint) } catch { throw .checkpoint(error) }
        return try verify(entry, under: opened)
    }

    /// Checks that an entry is in the tree of a checkpoint that was opened before.
    ///
    /// For many proofs that carry one checkpoint: its seals are then checked once.
    ///
    /// - Throws: ``ProofRefusal/otherCheckpoint`` unless this file carries just that checkpoint, or
    ///   ``ProofRefusal/path(_:)``.
    public func verify(
        _ entry: [UInt8], under opened: VerifiedCheckpoint
    ) throws(ProofRefusal) -> VerifiedInclusion {
        guard checkpoint == opened.note.bytes else { throw .otherCheckpoint }
        let leafHash = TreeHash.leaf(entry)
        do { try path.verify(leafHash, at: index, in: opened.head) } catch { throw .path(error) }
        return VerifiedInclusion(index: index, leafHash: leafHash, checkpoint: opened)
    }
}

/// An entry shown to be in a log, at an index, under a checkpoint that a policy accepts.
///
/// ``ProofFile`` is the only way to get one.
public struct VerifiedInclusion: Hashable, Sendable {
    /// Where the entry stands.
    public let index: LeafIndex
    /// Its leaf hash.
    public let leafHash: Digest
    /// The checkpoint it is under.
    public let checkpoint: VerifiedCheckpoint

    fileprivate init(index: LeafIndex, leafHash: Digest, checkpoint: VerifiedCheckpoint) {
        self.index = index
        self.leafHash = leafHash
        self.checkpoint = checkpoint
    }
}

/// Why a proof file does not show an entry to be in a log.
public enum ProofRefusal: Error, Hashable, Sendable {
    /// The policy does not accept the checkpoint.
    case checkpoint(CheckpointRefusal)
    /// The file carries another checkpoint than the one it is checked under.
    case otherCheckpoint
    /// The path does not lead from this entry to the checkpoint's root.
    case path(ProofError)
}

extension ProofRefusal: CustomStringConvertible {
    /// What a person is told.
    public var description: String {
        switch self {
        case .checkpoint(let refusal): refusal.description
        case .otherCheckpoint: "the proof is for another checkpoint"
        case .path(let error): error.description
        }
    }
}
