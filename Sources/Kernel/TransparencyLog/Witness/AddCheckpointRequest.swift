// SPDX-License-Identifier: Apache-2.0
import Canon

/// What a log sends to a witness: its new checkpoint, and how it follows from the last one.
///
/// The body of `add-checkpoint` (C2SP tlog-witness): `old` and a size, the consistency proof, an
/// empty line, the checkpoint's note.
public struct AddCheckpointRequest: Hashable, Sendable {
    /// No request is longer, in bytes.
    public static let maximumLength = 1 << 16

    /// The size the witness is believed to have cosigned last; 0 for none.
    public let old: TreeSize
    /// From the old size to the checkpoint's; empty when the old size is 0.
    public let proof: ConsistencyProof
    /// The checkpoint's note as sealed by the log.
    public let note: SignedNote

    /// Joins the parts of a request.
    public init(old: TreeSize, proof: ConsistencyProof, note: SignedNote) {
        self.old = old
        self.proof = proof
        self.note = note
    }

    /// Reads the body of a request.
    ///
    /// - Throws: ``MalformedText``; lines of the note are counted from its own first.
    public init(_ body: [UInt8]) throws(MalformedText) {
        guard body.count <= AddCheckpointRequest.maximumLength else {
            throw MalformedText(
                .witnessRequest, "at most \(AddCheckpointRequest.maximumLength) bytes")
        }
        // The first empty line: neither the size nor a hash can be one.
        guard
            let split = body.indices.dropFirst().first(where: {
                body[$0] == 0x0A && body[$0 - 1] == 0x0A
            }), let lines = Lines.of(body[..<split]), let first = lines.first
        else { throw MalformedText(.witnessRequest, "an empty line after the proof") }
        guard
            let old = Lines.rest(of: first, after: "old ").flatMap({ DecimalNumber.value($0) })
                .flatMap({ TreeSize($0) })
        else {
            throw MalformedText(
                .witnessRequest, "old and a size in decimal, without leading zeros, below 2^63")
        }
        guard lines.count - 1 <= ConsistencyProof.maximumLength else {
            throw MalformedText(
                .witnessRequest, line: ConsistencyProof.maximumLength + 2,
                "at most \(ConsistencyProof.maximumLength) hashes")
        }
        var hashes: [Digest] = []
        for (offset, line) in lines.enumerated().dropFirst() {
            guard let hash = Base64.bytes(line).flatMap({ Digest(bytes: $0) }) else {
                throw MalformedText(
                    .witnessRequest, line: offset + 1, "a hash of 32 bytes in base64")
            }
            hashes.append(hash)
        }
        self.init(
            old: old, proof: ConsistencyProof(hashes),
            note: try SignedNote(Array(body[(split + 1)...])))
    }

    /// The body of the request.
    public var body: [UInt8] {
        Array("old \(old)\n".utf8) + proof.hashes.flatMap { Base64.ascii($0.bytes) + [0x0A] }
            + [0x0A] + note.bytes
    }
}
