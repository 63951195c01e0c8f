// SPDX-License-Identifier: Apache-2.0
import Activities
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
        let isOriginal =
            kind.hasSameBytes(as: EntryType.originalReceived.text)
            || kind.hasSameBytes(as: EntryType.mappingApproved.text)
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

    package func hasOwnFingerprint(_ entry: LoggedEntry) -> Bool {
        let kept = entry.entry
        // What is no JSON was changed, and the check of its commitment says so.
        guard let body = kept.content?.body, let json = try? JSON(parsing: body),
            // A conflict has the fingerprint of the second account, which is not in it.
            !kept.kind.hasSameBytes(as: Conflict.kind)
        else { return true }
        let named =
            switch kept.kind {
            case EntryType.originalReceived.text, EntryType.mappingApproved.text: json["digest"]
            case EntryType.intakeRejected.text: json["reasons"]
            case EntryType.activityRecorded.text: json["original"]?["digest"]
            case _: nil as JSON?
            }
        if let named = named?.text, named.hasSameBytes(as: kept.fingerprint.hex) { return true }
        // It may be over names too, and they may be gone.
        let header = try? Entry(parsing: kept.header)
        guard header?.person == nil || kept.person != nil else { return true }
        if kept.kind.hasSameBytes(as: EntryType.activityRecorded.text) {
            // What was understood took the place of bytes that could not be told apart.
            let recorded = try? RecordedActivity(content: body, person: kept.person?.body)
            return recorded.map { IntakeEntries.fingerprint(of: $0.activity) } == kept.fingerprint
        }
        return named == nil
            && kept.fingerprint
                == PreparedEntry.fingerprint(content: body, person: kept.person?.body)
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
