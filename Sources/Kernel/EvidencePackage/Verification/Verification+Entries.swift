// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

extension Verification {
    /// Reads what the package says of itself.
    mutating func readStatement(
        seal: VerifiedSeal?, checkpoint: PackageCheckpoint?
    ) -> PackageStatement? {
        let path = PackageLayout.statement
        guard
            let bytes = bytes(of: path, atMost: PackageStatement.byteCountMax, for: .statement)
        else { return nil }
        let statement: PackageStatement
        do { statement = try PackageStatement(parsing: bytes) } catch let error as UnknownSchema {
            report.doubt("\(error); a newer verifier is needed")
            return nil
        } catch {
            report.fail(
                .statement, path.description, expected: "a statement of this format",
                found: "\(error)")
            return nil
        }
        let cover = statement.cover
        report.package = (cover.id, cover.revision)
        if let seal {
            let isSame =
                seal.content.package.hasSameBytes(as: cover.id)
                && seal.content.revision == cover.revision
            if !isSame {
                report.fail(
                    .seal, "the seal",
                    expected: "the seal of \(cover.id), revision \(cover.revision)",
                    found: "that of \(seal.content.package), revision \(seal.content.revision)")
            }
        }
        if let origin = checkpoint?.checkpoint.origin, origin != statement.log {
            report.fail(
                .statement, path.description, expected: "the log \(origin) of the checkpoint",
                found: "\(statement.log)")
        }
        report.pass(.statement, "\(cover.id), revision \(cover.revision)")
        return statement
    }

    /// Proves each entry and opens what is disclosed of it, then checks the originals.
    ///
    /// - Returns: the entries that signatures of people are judged by.
    mutating func checkEntries(
        of statement: PackageStatement, under checkpoint: PackageCheckpoint,
        sealedAt seal: LeafIndex?
    ) -> [OpenedEntry] {
        var opened: [OpenedEntry] = []
        let naming = Set(statement.originals.flatMap(\.entries))
        var namedDigests: [LeafIndex: NamedDigests] = [:]
        var withheld: [String: Int] = [:]
        var first: Instant?
        var last: Instant?
        for record in statement.entries {
            guard let entry = checkEntry(record, under: checkpoint) else { continue }
            first = min(first ?? entry.received, entry.received)
            last = max(last ?? entry.received, entry.received)
            if let seal, record.index >= seal {
                report.fail(
                    .ledger, "entry \(record.index)",
                    expected: "an entry from before the seal, which is entry \(seal)",
                    found: "a later one")
            }
            var bodies: [BodyClass: JSON] = [:]
            for bodyClass in BodyClass.allCases {
                guard let body = checkBody(bodyClass, of: entry, record) else { continue }
                if bodyClass == .content, naming.contains(record.index) {
                    namedDigests[record.index] = NamedDigests(in: body)
                }
                bodies[bodyClass] = body
            }
            if OpenedEntry.isOfPeople(entry.type) {
                opened.append(
                    OpenedEntry(
                        index: record.index, type: entry.type, leaf: entry.leafHash,
                        content: bodies[.content], person: bodies[.person]))
            }
            for (bodyClass, reason) in record.withheld where entry.commitment(to: bodyClass) != nil
            {
                withheld["\(bodyClass): \(reason)", default: 0] += 1
            }
        }
        for (reason, count) in withheld.sorted(by: { $0.key < $1.key }) {
            report.withheld.append("\(reason) (\(count) of \(statement.entries.count) entries)")
        }
        let span = first.flatMap { first in
            last.map { ", received \(first.rfc3339Seconds) to \($0.rfc3339Seconds)" }
        }
        report.pass(
            .ledger,
            "\(statement.entries.count) entries, each in the log and each body as committed"
                + (span ?? ""))
        checkOriginals(of: statement, namedDigests)
        return opened
    }

    private mutating func checkEntry(
        _ record: PackageStatement.EntryRecord, under checkpoint: PackageCheckpoint
    ) -> Entry? {
        let item = "entry \(record.index)"
        guard
            let bytes = bytes(
                of: PackageLayout.entry(record.index), atMost: UInt64(Entry.byteCountMax),
                for: .ledger),
            let index = provenIndex(
                of: bytes, by: PackageLayout.proof(record.index), under: checkpoint, for: .ledger,
                named: item),
            let entry = entry(bytes, for: .ledger, named: item)
        else { return nil }
        guard index == record.index else {
            report.fail(
                .ledger, "\(item) proof", expected: "index \(record.index)", found: "index \(index)"
            )
            return nil
        }
        guard entry.type == record.type else {
            report.fail(
                .ledger, "\(item) in data/package.json", expected: "type \(entry.type)",
                found: "type \(record.type)")
            return nil
        }
        return entry
    }

    /// The disclosed body of a class as JSON; `nil` when there is none, or after saying why not.
    private mutating func checkBody(
        _ bodyClass: BodyClass, of entry: Entry, _ record: PackageStatement.EntryRecord
    ) -> JSON? {
        let path = PackageLayout.body(record.index, bodyClass)
        var item: String {
            "entry \(record.index) \(bodyClass) (\(entry.event) of \(entry.source), \(path))"
        }
        guard let salt = record.salts[bodyClass] else {
            if (entry.commitment(to: bodyClass) != nil) != (record.withheld[bodyClass] != nil) {
                report.fail(
                    .ledger, item, expected: "to be disclosed, or withheld with a reason",
                    found: "neither, or withheld though the entry commits to none")
            }
            return nil
        }
        guard let body = bytes(of: path, atMost: Self.bodyByteCountMax, for: .ledger),
            checkCommitment(
                of: body, as: bodyClass, salt: salt, in: entry, for: .ledger, item: item)
        else { return nil }
        do {
            let json = try JSON(parsing: body)
            if json.members != nil, json.canonical == body { return json }
            report.fail(.ledger, item, expected: "a canonical JSON object", found: "other JSON")
        } catch {
            report.fail(.ledger, item, expected: "a canonical JSON object", found: "\(error)")
        }
        return nil
    }

    private mutating func checkOriginals(
        of statement: PackageStatement, _ namedDigests: [LeafIndex: NamedDigests]
    ) {
        for original in statement.originals {
            let path = PackageLayout.original(original.digest)
            let item = "original \(original.name) (\(path))"
            known.insert(path)
            guard let file = files[path], let digest = bag.digests[path] else {
                report.fail(.originals, item, expected: "the file", found: "nothing")
                continue
            }
            guard digest == original.digest, file.size == UInt64(original.byteCount) else {
                report.fail(
                    .originals, item,
                    expected: "sha256 \(original.digest), \(original.byteCount) bytes",
                    found: "sha256 \(digest), \(file.size) bytes")
                continue
            }
            for index in original.entries
            where namedDigests[index]?.contains(digest) != true {
                report.fail(
                    .originals, item, expected: "its digest in the content of entry \(index)",
                    found: "another, or an entry whose content is not disclosed")
            }
        }
        report.pass(
            .originals,
            "\(statement.originals.count) originals, each named by the entries made from it")
    }

    /// Holds the items against the entries; that the outcome follows from them was checked before.
    mutating func checkCompleteness(of statement: PackageStatement) {
        let held = Set(statement.entries.map(\.index))
        for item in statement.cover.items {
            for index in item.entries where !held.contains(index) {
                report.fail(
                    .completeness, "item \(item.name)", expected: "entry \(index) in the package",
                    found: "none")
            }
        }
        report.pass(.completeness, statement.cover.completeness.summary)
    }

    /// The words of the first line.
    mutating func describe(_ statement: PackageStatement, seal: VerifiedSeal?) {
        let cover = statement.cover
        var title = "\(cover.contract.name), \(cover.scope.kind) \(cover.scope.name)"
        if let period = cover.scope.period {
            title += " from \(period.from.rfc3339Seconds) until \(period.until.rfc3339Seconds)"
        }
        title += ", revision \(cover.revision)"
        if let seal { title += ", sealed \(seal.entry.received.rfc3339Seconds)" }
        title += ", made by \(cover.made.by) (\(cover.made.organization))"
        report.title = title.visible
    }
}
