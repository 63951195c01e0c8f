// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Ledger
import TransparencyLog

/// Entries and batches for journals to keep.
///
/// A journal does not judge what it keeps, so hashes here are only distinct, not right.
package enum Samples {
    /// The entry that stands at a position in every sample log.
    package static func entry(_ number: UInt64, bodyBytes: Int = 40) -> PreparedEntry {
        let header = Array("{\"event\":\"e-\(number)\",\"version\":1}".utf8)
        return PreparedEntry(
            header: header, leaf: digest("leaf", number), kind: "activity.recorded",
            event: EventKey(source: "urn:plant7:mes", event: "e-\(number)"),
            fingerprint: digest("fingerprint", number),
            content: opening(
                "content salt", number,
                body: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: bodyBytes)),
            person: number.isMultiple(of: 2)
                ? nil : opening("person salt", number, body: Array("{}".utf8)))
    }

    /// A body under a salt that follows from its name.
    package static func opening(_ name: String, _ number: UInt64, body: [UInt8]) -> Opening? {
        Salt(bytes: digest(name, number).bytes).map { Opening(salt: $0, body: body) }
    }

    /// The head that a sample log has at a size.
    package static func head(_ size: UInt64) -> TreeHead {
        guard size > 0, let treeSize = TreeSize(size) else { return .empty }
        return TreeHead(size: treeSize, root: digest("root", size))
    }

    /// The batch that holds the sample entries of a range.
    package static func batch(
        _ positions: Range<UInt64>, tiles: [TileHashes] = [], bodyBytes: Int = 40
    ) -> JournalBatch {
        JournalBatch(
            entries: positions.map { entry($0, bodyBytes: bodyBytes) }, tiles: tiles,
            head: head(positions.upperBound))
    }

    /// A tile of some width whose hashes follow from its address.
    package static func tile(_ level: UInt8, _ index: UInt64, width: UInt64) -> TileHashes {
        TileHashes(
            address: TileAddress(level: level, index: index),
            bytes: (0..<width).flatMap { digest("tile \(level)/\(index)", $0).bytes })
    }

    /// A checkpoint at a size, with a note no verifier would take.
    package static func checkpoint(_ size: UInt64) -> SealedCheckpoint {
        SealedCheckpoint(
            head: head(size), note: Array("plant7.example/log-1\n\(size)\n".utf8),
            sealedAt: Instant(seconds: Int64(size)))
    }

    private static func digest(_ name: String, _ number: UInt64) -> Digest {
        Digest(of: Array("\(name) \(number)".utf8))
    }
}

extension Journal {
    /// Appends the sample entries up to a size, in batches of at most 1,000.
    package func fill(to size: UInt64) throws(JournalError) {
        var from = try head().size.value
        while from < size {
            let next = min(size, from + 1_000)
            try append(Samples.batch(from..<next), after: Samples.head(from))
            from = next
        }
    }
}
