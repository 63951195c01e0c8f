// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import EvidencePackage
import Glibc
import Ledger
import Traceability
import TransparencyLog

/// Seals answered questions into packages.
///
/// The payload is fixed first; its seal goes into the log; a checkpoint over the seal is made; all
/// proofs are taken under that checkpoint; then the archive is written. Whatever fails before the
/// archive has its name leaves a seal in the log and no package, and the log says so.
package struct PackageAssembler: Sendable {
    private let ledger: Ledger
    private let preparer: EntryPreparer
    private let originals: any OriginalParts
    private let actor: String
    private let folder: String
    private let now: @Sendable () -> Instant

    /// Makes packages of a log.
    ///
    /// - Parameters:
    ///   - ledger: the log, running.
    ///   - preparer: makes entries of drafts.
    ///   - originals: where original bytes are.
    ///   - actor: the pseudonym that the seal's header names.
    ///   - folder: where issued packages are kept.
    ///   - now: the clock.
    package init(
        ledger: Ledger, preparer: EntryPreparer, originals: any OriginalParts, actor: String,
        folder: String, now: @escaping @Sendable () -> Instant
    ) {
        self.ledger = ledger
        self.preparer = preparer
        self.originals = originals
        self.actor = actor
        self.folder = folder
        self.now = now
    }

    /// Seals a draft and writes the package.
    ///
    /// - Parameters:
    ///   - draft: the answered question.
    ///   - page: the readable page, as bytes of HTML.
    ///   - timeStamping: the service to ask for a token, if any; its failure stops nothing.
    /// - Returns: where the package is, and what it came to.
    /// - Throws: what the log, the originals or the disk refuse.
    package func seal(
        _ draft: PackageDraft, page: [UInt8], timeStamping: (any TimeStamping)?
    ) async throws -> SealedPackage {
        let path = "\(folder)/\(draft.request.fileName)"
        guard access(path, F_OK) != 0 else { throw AssemblyFault.packageExists(path) }
        let builder = try builder(for: draft, page: page)
        let (position, opening) = try await appendSeal(of: draft, builder)
        let checkpoint = try await ledger.seal(now: now())
        var token: (reply: [UInt8], time: Instant)?
        var failure: String?
        if let timeStamping {
            do { token = try await timeStamping.token(over: Digest(of: checkpoint.note)) } catch {
                failure = "\(error)"
            }
        }
        let seal = try self.seal(
            at: position, opening, of: draft, under: checkpoint, token: token?.reply)
        let byteCount = try PackageFile.write(to: path) { sink in
            try builder.write(seal, to: sink)
        }
        return SealedPackage(
            id: draft.request.id, revision: draft.request.revision, path: path,
            byteCount: byteCount, seal: position, size: checkpoint.head.size.value,
            entryCount: draft.pieces.count, completeness: draft.assessment.completeness,
            timeStamp: token?.time, timeStampFailure: failure)
    }

    /// Records that a package went to somebody: an entry of type `package.issued`.
    package func issue(id: String, revision: Int64, to recipient: String) async throws -> Receipt {
        var notice = PackageNotice(package: id, revision: Int(clamping: revision))
        notice.recipient = recipient
        let moment = now()
        let draft = EntryDraft(
            type: try EntryType("package.issued"), source: ledger.verifierKey.name.text,
            event: "issued:\(id):\(revision):\(recipient):\(moment.rfc3339)", received: moment,
            actor: actor, content: JSON.object(notice.members).canonical)
        return try await ledger.append(try preparer.prepare(draft))
    }

    // MARK: Payload

    private func builder(for draft: PackageDraft, page: [UInt8]) throws -> PackageBuilder {
        var entries: [PackagedEntry] = []
        var parts: [Digest: (original: PackageDraft.Original, entries: [LeafIndex])] = [:]
        for piece in draft.pieces {
            let position = piece.position.number
            let prepared = try entry(at: position)
            let index = try LeafIndex.checked(position)
            let entry = try packaged(
                prepared, at: index, withholds: draft.request.withholdsPersons)
            entries.append(entry)
            // The original of a record that names persons names them too.
            guard entry.withheld[.person] == nil else { continue }
            for original in piece.originals
            where parts[original.part.digest]?.entries.last != index {
                parts[original.part.digest, default: (original, [])].entries.append(index)
            }
        }
        let packagedOriginals = try parts.values.map { original, entries in
            PackagedOriginal(
                digest: original.part.digest, name: original.name, entries: entries,
                content: try originals.source(of: original.part))
        }
        let attachments = try draft.attachments.map {
            BagFile(try FilePath(Array("data/\($0.path)".utf8)), $0.bytes)
        }
        let request = draft.request
        let cover = PackageCover(
            id: request.id, revision: request.revision, reissue: request.reissue,
            contract: draft.contract, scope: draft.scope,
            made: PackageCover.Making(
                at: now(), by: request.maker, organization: request.organization),
            items: draft.assessment.packageItems,
            notCovered: PackageDraft.notCovered
                + (request.withholdsPersons ? [PackageDraft.originalsWithheld] : []),
            requiresTimeStamp: false)
        return try PackageBuilder(
            cover: cover, logKey: ledger.verifierKey, entries: entries,
            originals: packagedOriginals,
            extra: [
                BagFile(try FilePath(Array("data/index.html".utf8)), page),
                BagFile(try FilePath(Array("data/answer.json".utf8)), draft.answer.canonical),
            ] + attachments)
    }

    private func entry(at position: UInt64) throws -> PreparedEntry {
        guard let logged = try ledger.journal.entries(in: position..<position + 1).first else {
            throw JournalError.corrupt(position: position, "no entry is kept here")
        }
        return logged.entry
    }

    private func packaged(
        _ prepared: PreparedEntry, at index: LeafIndex, withholds: Bool
    ) throws -> PackagedEntry {
        let entry = try Entry(parsing: prepared.header)
        var openings: [BodyClass: Opening] = [:]
        var withheld: [BodyClass: String] = [:]
        for bodyClass in BodyClass.allCases where entry.commitment(to: bodyClass) != nil {
            if bodyClass == .person, withholds {
                withheld[bodyClass] = "names of persons are withheld from this recipient"
            } else if let opening = prepared.opening(of: bodyClass) {
                openings[bodyClass] = opening
            } else {
                withheld[bodyClass] = "erased"
            }
        }
        return PackagedEntry(index: index, entry: entry, openings: openings, withheld: withheld)
    }

    // MARK: Seal

    private func appendSeal(
        of draft: PackageDraft, _ builder: PackageBuilder
    ) async throws -> (position: UInt64, opening: Opening) {
        let request = draft.request
        let moment = now()
        func entry(_ type: String, _ content: [UInt8]) throws -> PreparedEntry {
            try preparer.prepare(
                EntryDraft(
                    type: try EntryType(type), source: ledger.verifierKey.name.text,
                    event: "\(type):\(request.id):\(request.revision)", received: moment,
                    actor: actor, content: content))
        }
        var notice = PackageNotice(package: request.id, revision: Int(clamping: request.revision))
        notice.entries = draft.pieces.map(\.position)
        if let kind = ThingKind(rawValue: draft.scope.kind) {
            notice.scope = try Thing(kind, draft.scope.name)
        }
        let listed = try entry("package.listed", JSON.object(notice.members).canonical)
        let sealed = try entry("package.sealed", builder.sealContent.bytes)
        let receipts = try await ledger.append([listed, sealed])
        guard receipts.allSatisfy({ $0.outcome == .recorded }), let last = receipts.last,
            let opening = sealed.content
        else { throw AssemblyFault.sealedBefore(id: request.id, revision: request.revision) }
        return (last.position, opening)
    }

    private func seal(
        at position: UInt64, _ opening: Opening, of draft: PackageDraft,
        under checkpoint: SealedCheckpoint, token: [UInt8]?
    ) throws -> PackageSeal {
        var reader = try LogReader(of: ledger.journal, at: checkpoint)
        var proofs: [LeafIndex: InclusionProof] = [:]
        for piece in draft.pieces {
            let position = piece.position.number
            proofs[try LeafIndex.checked(position)] = try reader.inclusion(of: position)
        }
        return PackageSeal(
            entry: try entry(at: position).header, index: try LeafIndex.checked(position),
            openings: [.content: opening], proof: try reader.inclusion(of: position),
            checkpoint: checkpoint.note, proofs: proofs, timeStamp: token)
    }
}

/// Why no package was made.
package enum AssemblyFault: Error, Equatable, CustomStringConvertible {
    /// A package of that name and revision is there.
    case packageExists(String)
    /// The log has a seal of that name and revision.
    case sealedBefore(id: String, revision: Int64)
    /// A position that no tree can have.
    case noPosition(UInt64)

    package var description: String {
        switch self {
        case .packageExists(let path):
            "\(path) is there already. Issued bytes are never written again; reissue it."
        case .sealedBefore(let id, let revision):
            "The log has a seal of \(id) revision \(revision) already. Reissue it with a reason."
        case .noPosition(let position): "\(position) is no position in a log."
        }
    }
}

extension LeafIndex {
    fileprivate static func checked(_ position: UInt64) throws(AssemblyFault) -> LeafIndex {
        guard let index = LeafIndex(position) else { throw .noPosition(position) }
        return index
    }
}
