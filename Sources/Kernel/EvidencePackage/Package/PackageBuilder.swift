// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// An entry that goes into a package, with the openings that are disclosed.
public struct PackagedEntry: Sendable {
    public let index: LeafIndex
    public let entry: Entry
    /// The bodies that go into the package.
    public let openings: [BodyClass: Opening]
    /// For each body that does not, why.
    public let withheld: [BodyClass: String]

    public init(
        index: LeafIndex, entry: Entry, openings: [BodyClass: Opening],
        withheld: [BodyClass: String]
    ) {
        self.index = index
        self.entry = entry
        self.openings = openings
        self.withheld = withheld
    }
}

/// Original bytes that go into a package: a whole file, or the part that entries were made from.
public struct PackagedOriginal {
    public let content: any ByteSource
    public let record: PackageStatement.Original

    /// - Parameters:
    ///   - digest: the SHA-256 of `content`, which the content of each of `entries` must name.
    ///   - name: what the file was called, and which part of it this is.
    ///   - entries: the entries that were made from it.
    ///   - content: the bytes; read twice, when the package is begun and when it is written.
    public init(digest: Digest, name: String, entries: [LeafIndex], content: any ByteSource) {
        self.content = content
        record = PackageStatement.Original(
            digest: digest, byteCount: Int64(clamping: content.count), name: name,
            entries: entries.sorted())
    }
}

/// Makes a package in two steps, with the log in between.
///
/// 1. `init` takes what the package holds and fixes every byte of its payload.
/// 2. The caller puts ``sealContent`` into the log as the content of an entry of type
///    `package.sealed`, waits for a checkpoint that covers it, and takes all proofs under that one
///    checkpoint.
/// 3. ``write(_:to:)`` writes the archive.
///
/// It decides nothing by clock or chance: the same input gives the same bytes.
public struct PackageBuilder {
    /// What does not fit together.
    public enum Fault: Error, Equatable, Sendable {
        /// Two entries of one index.
        case entryTwice(LeafIndex)
        /// An opening that does not open the entry's commitment, or a class that is neither
        /// disclosed nor withheld, or both.
        case wrongOpening(LeafIndex, BodyClass)
        /// An item or an original speaks of an entry that is not in the package.
        case unknownEntry(LeafIndex, of: String)
        /// The content of the entry does not name the original's digest.
        case originalNotNamed(Digest, by: LeafIndex)
        /// There is no proof for the entry under the seal's checkpoint.
        case proofMissing(LeafIndex)
        /// The seal is not about this package: its content is not ``PackageBuilder/sealContent``.
        case wrongSeal
        /// The statement that would be written could not be read back.
        case badCover(MalformedDocument)
    }

    public let statement: PackageStatement
    private let bag: BagWriter
    private let entries: [PackagedEntry]

    /// Fixes the payload.
    ///
    /// - Parameters:
    ///   - cover: what is said about the package.
    ///   - logKey: the key of the log; a copy goes into the package for convenience, not as trust.
    ///   - policy: the maker's own trust policy, if any; likewise.
    ///   - entries: what the package holds, in any order.
    ///   - originals: original bytes, in any order; of two with one digest the first is kept.
    ///   - extra: further payload files, such as `data/index.html`.
    /// - Throws: ``Fault``, ``BagWriter/Fault``, and what the contents throw when they are read.
    public init(
        cover: PackageCover, logKey: VerifierKey, policy: TrustPolicy? = nil,
        entries: [PackagedEntry], originals: [PackagedOriginal], extra: [BagFile]
    ) throws {
        try self.init(
            cover: cover, logKey: logKey, policy: policy, entries: entries, originals: originals,
            extra: extra, verifier: VerifierScript.files)
    }

    /// As the public one, with another verifier inside; tests that flip every byte leave it out.
    init(
        cover: PackageCover, logKey: VerifierKey, policy: TrustPolicy? = nil,
        entries: [PackagedEntry], originals: [PackagedOriginal], extra: [BagFile],
        verifier: [BagFile]
    ) throws {
        self.entries = entries.sorted { $0.index < $1.index }
        let originals = originals.sorted { $0.record.digest < $1.record.digest }
        statement = PackageStatement(
            cover: cover, log: Origin(logKey.name), entries: self.entries.map(\.record),
            originals: originals.map(\.record))
        do { _ = try PackageStatement(parsing: statement.bytes) } catch let fault
            as MalformedDocument
        {
            throw Fault.badCover(fault)
        }
        try PackageBuilder.check(self.entries, statement)
        var payload = extra
        payload.append(BagFile(PackageLayout.statement, statement.bytes))
        payload.append(BagFile(PackageLayout.logKey, Array("\(logKey.text)\n".utf8)))
        if let policy { payload.append(BagFile(PackageLayout.policy, policy.text)) }
        payload += verifier
        for entry in self.entries {
            payload.append(BagFile(PackageLayout.entry(entry.index), entry.entry.bytes))
            for (bodyClass, opening) in entry.openings {
                payload.append(
                    BagFile(PackageLayout.body(entry.index, bodyClass), opening.body))
            }
        }
        payload += originals.map { BagFile(PackageLayout.original($0.record.digest), $0.content) }
        bag = try BagWriter(
            topFolder: PackageLayout.folder(id: cover.id, revision: cover.revision),
            info: PackageBuilder.info(cover), payload: payload)
    }

    /// The content of the entry that seals the package.
    public var sealContent: SealContent {
        SealContent(
            package: statement.cover.id, revision: statement.cover.revision,
            pins: bag.pins.map(\.digest))
    }

    /// Writes the archive.
    ///
    /// - Throws: ``Fault``, ``BagWriter/Fault``, ``ZipWriter/Fault`` when an original changed since
    ///   it was first read, and what the sink throws.
    public func write(_ seal: PackageSeal, to sink: @escaping ([UInt8]) throws -> Void) throws {
        guard seal.openings[.content]?.body == sealContent.bytes else { throw Fault.wrongSeal }
        func proofFile(_ index: LeafIndex, _ path: InclusionProof) -> [UInt8] {
            ProofFile(index: index, path: path, checkpoint: seal.checkpoint).text
        }
        var files = [
            BagFile(PackageLayout.checkpoint, seal.checkpoint),
            BagFile(PackageLayout.sealEntry, seal.entry),
            BagFile(PackageLayout.sealProof, proofFile(seal.index, seal.proof)),
        ]
        for (bodyClass, opening) in seal.openings {
            files.append(BagFile(PackageLayout.sealBody(bodyClass), opening.body))
            files.append(
                BagFile(PackageLayout.sealSalt(bodyClass), Array("\(opening.salt.hex)\n".utf8)))
        }
        if let timeStamp = seal.timeStamp {
            files.append(BagFile(PackageLayout.timeStamp, timeStamp))
        }
        for entry in entries {
            guard let proof = seal.proofs[entry.index] else {
                throw Fault.proofMissing(entry.index)
            }
            files.append(BagFile(PackageLayout.proof(entry.index), proofFile(entry.index, proof)))
        }
        try bag.write(tagFiles: files, to: sink)
    }

    // MARK: Checks

    private static func check(_ entries: [PackagedEntry], _ statement: PackageStatement) throws {
        var byIndex: [LeafIndex: PackagedEntry] = [:]
        for entry in entries {
            guard byIndex.updateValue(entry, forKey: entry.index) == nil else {
                throw Fault.entryTwice(entry.index)
            }
            for bodyClass in BodyClass.allCases {
                guard entry.fits(bodyClass) else {
                    throw Fault.wrongOpening(entry.index, bodyClass)
                }
            }
        }
        for item in statement.cover.items {
            if let unknown = item.entries.first(where: { byIndex[$0] == nil }) {
                throw Fault.unknownEntry(unknown, of: item.name)
            }
        }
        for original in statement.originals {
            for index in original.entries {
                guard let entry = byIndex[index] else {
                    throw Fault.unknownEntry(index, of: original.name)
                }
                guard let body = entry.openings[.content]?.body,
                    NamedDigests(in: body).contains(original.digest)
                else { throw Fault.originalNotNamed(original.digest, by: index) }
            }
        }
    }

    private static func info(_ cover: PackageCover) -> [(label: String, value: String)] {
        func line(_ text: String) -> String {
            text.unicodeScalars.map { $0.value < 0x20 ? " " : String($0) }.joined()
        }
        return [
            ("Source-Organization", line(cover.made.organization)),
            ("External-Identifier", "\(line(cover.id)), revision \(cover.revision)"),
            (
                "External-Description",
                line("\(cover.contract.name): \(cover.scope.kind) \(cover.scope.name)")
            ),
            ("Bagging-Date", String(cover.made.at.rfc3339Seconds.prefix(10))),
            ("Bag-Software-Agent", "Witnessmark"),
        ]
    }
}

extension PackagedEntry {
    fileprivate var record: PackageStatement.EntryRecord {
        .init(
            index: index, type: entry.type, salts: openings.mapValues(\.salt), withheld: withheld)
    }

    /// Whether a class is disclosed rightly, or withheld, or not there at all.
    fileprivate func fits(_ bodyClass: BodyClass) -> Bool {
        let isWithheld = withheld[bodyClass] != nil
        guard let commitment = entry.commitment(to: bodyClass) else {
            return openings[bodyClass] == nil && !isWithheld
        }
        guard let opening = openings[bodyClass] else { return isWithheld }
        return !isWithheld && opening.commitment(as: bodyClass) == commitment
    }
}
