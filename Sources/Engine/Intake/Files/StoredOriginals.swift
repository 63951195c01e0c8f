// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Ledger

/// What `fsck` asks of the originals: those the log says were kept must be there, as received.
package struct StoredOriginals: OriginalsCheck {
    private let originals: OriginalStore

    package init(_ originals: OriginalStore) { self.originals = originals }

    package func originals(namedBy entry: LoggedEntry) -> [Digest] {
        let kinds = [EntryType.originalReceived.text, EntryType.mappingApproved.text]
        guard kinds.contains(where: { entry.entry.kind.hasSameBytes(as: $0) }),
            let body = entry.entry.content?.body,
            // What is no JSON was changed, and the check of its commitment says so.
            let json = try? JSON(parsing: body),
            let file = json["digest"]?.text.flatMap({ Digest(hex: $0) })
        else { return [] }
        return [file]
    }

    package func problem(with original: Digest) -> String? {
        do throws(FileFault) {
            var input = try InputFile(originals.path(of: original))
            var stream = DigestStream()
            var isAtEnd = false
            while !isAtEnd {
                try input.next { piece in
                    stream.update(piece)
                    isAtEnd = piece.isEmpty
                }
            }
            let digest = stream.digest
            return digest == original ? nil : "holds other bytes: their digest is \(digest)"
        } catch { return "cannot be read: \(error)" }
    }
}
