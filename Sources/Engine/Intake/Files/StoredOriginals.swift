// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Ledger

/// What `fsck` asks of the files beside the log: those it says were kept must be there, as received.
///
/// Nothing in quarantine is evidence, and whoever has dealt with a rejected file may remove it; but
/// one that is there must be the one that was rejected, for the reasons that were given.
package struct StoredOriginals: OriginalsCheck {
    private let originals: OriginalStore
    private let quarantine: QuarantineFolder

    package init(_ originals: OriginalStore, quarantine: QuarantineFolder) {
        self.originals = originals
        self.quarantine = quarantine
    }

    package func files(namedBy entry: LoggedEntry) -> [KeptFile] {
        let kind = entry.entry.kind
        let isOriginal = kind.hasSameBytes(as: EntryType.originalReceived.text)
        let isRejected = kind.hasSameBytes(as: EntryType.intakeRejected.text)
        guard isOriginal || isRejected, let body = entry.entry.content?.body,
            // What is no JSON was changed, and the check of its commitment says so.
            let json = try? JSON(parsing: body),
            let file = json["digest"]?.text.flatMap({ Digest(hex: $0) })
        else { return [] }
        if isOriginal { return [.original(file)] }
        return json["reasons"]?.text.flatMap { Digest(hex: $0) }
            .map { [.rejected(file, reasons: $0)] } ?? []
    }

    package func problem(with file: KeptFile) -> String? {
        switch file {
        case .original(let digest):
            return StoredOriginals.problem(at: originals.path(of: digest), expecting: digest)
        case .rejected(let digest, _):
            // Its reasons are made anew when it comes again, so only the file can be compared.
            let path = quarantine.originalPath(of: digest)
            guard QuarantineFolder.exists(path) else { return nil }
            return StoredOriginals.problem(at: path, expecting: digest)
        }
    }

    private static func problem(at path: String, expecting original: Digest) -> String? {
        do throws(FileFault) {
            var input = try InputFile(path)
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
