// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

@testable import EvidencePackage

/// Evidence packages: nothing but a genuine one is ever verified.
enum PackageTargets {
    /// A statement has one spelling, and the content of a seal too.
    @Sendable static func statement(_ bytes: UnsafeRawBufferPointer) throws {
        let bytes = Array(bytes)
        if let statement = try? PackageStatement(parsing: bytes) {
            try hold(statement.bytes == bytes, "a statement has two spellings")
        }
        if let content = try? SealContent(parsing: bytes) {
            try hold(content.bytes == bytes, "the content of a seal has two spellings")
        }
    }

    /// Any bytes as an archive: verified only if every file is one of a genuine package.
    @Sendable static func package(_ bytes: UnsafeRawBufferPointer) throws {
        let plant = try FuzzPlant.shared()
        let archive = BytesInMemory(Array(bytes))
        let limits = ZipArchive.Limits(
            entryCountMax: 1_000, totalBytesMax: ArchiveTargets.unpackedMax)
        let report = PackageVerifier.verify(
            archive: archive, subject: "fuzz", trust: trust(plant), limits: limits)
        try check(report)
        guard report.verdict == .verified else { return }
        let files = try self.files(of: archive)
        try hold(try genuine().contains(files), "VERIFIED, and it is no genuine package")
    }

    /// Edits of a genuine package by somebody who may write every file and make all manifests again.
    ///
    /// The first byte chooses the package and whether manifests are made again; then edits of four
    /// bytes and more: what is done, to which file, where, with what.
    @Sendable static func forgery(_ bytes: UnsafeRawBufferPointer) throws {
        let plant = try FuzzPlant.shared()
        let genuine = try genuine()
        var rest = Array(bytes)[...]
        guard let first = rest.popFirst() else { return }
        var files = genuine[Int(first & 1)]
        let donors = genuine + [try self.files(of: BytesInMemory(plant.strange))]
        while let edit = FuzzEdit(&rest, donors: donors) { edit.make(in: &files) }
        if first & 2 != 0 { files = FuzzFiles.rebagged(files) }
        let report = PackageVerifier.verify(
            FuzzTree(files), subject: "fuzz", trust: trust(plant))
        try check(report)
        guard report.verdict == .verified else { return }
        // Seals of witnesses that nobody named, and the name of who sealed, may come and go.
        let parts = ["data/", "manifest-", "bag"]
        let isGenuine = genuine.contains { isSame(files, as: $0, in: parts) }
        try hold(isGenuine, "VERIFIED, and its payload is no genuine package's")
        for other in genuine where isSame(files, as: other, in: ["data/"]) {
            try hold(
                isSame(files, as: other, in: ["seal/seal.entry", "seal/seal.content"]),
                "VERIFIED under another seal")
        }
    }

    /// A token has a time, and is over no bytes but its own.
    @Sendable static func timeStamp(_ bytes: UnsafeRawBufferPointer) throws {
        guard let token = TimeStampToken(Array(bytes)) else { return }
        try hold(token.time.rfc3339.utf8.count == 27, "a token of no year")
        try hold(
            !(token.isOver([0]) && token.isOver([1])), "a token is over two different contents")
    }

    // MARK: What is held against

    private static func trust(_ plant: FuzzPlant) -> PackageTrust {
        PackageTrust(plant.policy, given: "fuzz")
    }

    private static func check(_ report: VerificationReport) throws(Broken) {
        try hold(
            report.failures.count <= VerificationReport.listedFailuresMax, "failures without end")
        for failure in report.failures {
            try PlainText.check(failure.line, "a failure")
            try hold(
                failure.line.utf8.count < 20_000, "a failure of \(failure.line.utf8.count) bytes")
        }
        try PlainText.check(report.title, "the title")
    }

    private static func genuine() throws -> [[FilePath: [UInt8]]] { try genuineFiles.get() }

    private static let genuineFiles = Result {
        try FuzzPlant.shared().packages.map { try files(of: BytesInMemory($0)) }
    }

    private static func files(of archive: BytesInMemory) throws -> [FilePath: [UInt8]] {
        let tree = try ZipTree(try ZipArchive(archive))
        var files: [FilePath: [UInt8]] = [:]
        for file in try tree.list().files {
            var content: [UInt8] = []
            try tree.read(file.path) { content += $0 }
            files[file.path] = content
        }
        return files
    }

    /// Whether the files with one of these beginnings are the same in both.
    private static func isSame(
        _ files: [FilePath: [UInt8]], as others: [FilePath: [UInt8]], in starts: [String]
    ) -> Bool {
        func part(_ files: [FilePath: [UInt8]]) -> [FilePath: [UInt8]] {
            files.filter { path, _ in starts.contains { path.bytes.starts(with: $0.utf8) } }
        }
        return part(files) == part(others)
    }
}

/// One thing that is done to a file of a package.
private struct FuzzEdit {
    private enum Act {
        case flip(UInt8)
        case replace([UInt8])
        case cut
        case remove
        case take(from: [FilePath: [UInt8]], FilePath)
        case add(FilePath)
    }

    private let act: Act
    private let file: Int
    private let place: Int

    /// Reads the next edit; `nil` at the end.
    init?(_ rest: inout ArraySlice<UInt8>, donors: [[FilePath: [UInt8]]]) {
        guard rest.count >= 4 else { return nil }
        let words = Array(rest.prefix(4))
        rest = rest.dropFirst(4)
        file = Int(words[1])
        place = Int(words[2])
        let value = words[3]
        switch words[0] % 6 {
        case 0: act = .flip(value)
        case 1:
            act = .replace(Array(rest.prefix(Int(value))))
            rest = rest.dropFirst(Int(value))
        case 2: act = .cut
        case 3: act = .remove
        case 4:
            let donor = donors[Int(value) % donors.count]
            let paths = donor.keys.sorted()
            act = .take(from: donor, paths[place % paths.count])
        default:
            let name = FuzzEdit.strangeNames[Int(value) % FuzzEdit.strangeNames.count]
            act = .add(FilePath(unchecked: Array(name.utf8)))
        }
    }

    /// Files that a package may not have, or that mean something.
    private static let strangeNames = [
        "data/entries/0.person.json", "data/entries/1.content.json", "data/entries/9.entry",
        "data/originals/x", "data/keys/policy", "data/extra", "proofs/9.tlog-proof", "extra",
        "seal/seal.person.json", "seal/seal.person.salt", "seal/checkpoint.tsr", "fetch.txt",
        "manifest-md5.txt", "tagmanifest-md5.txt",
    ]

    func make(in files: inout [FilePath: [UInt8]]) {
        let paths = files.keys.sorted()
        guard !paths.isEmpty else { return }
        let path = paths[file % paths.count]
        let content = files[path] ?? []
        let at = content.isEmpty ? 0 : (place << 3) % content.count
        switch act {
        case .flip(let bits): if !content.isEmpty { files[path]?[at] ^= bits }
        case .replace(let bytes):
            files[path]?.replaceSubrange(at..<min(content.count, at + bytes.count), with: bytes)
        case .cut: files[path]?.removeLast(content.count - at)
        case .remove: files[path] = nil
        case .take(let donor, let name): files[name] = donor[name]
        case .add(let name): files[name] = content
        }
    }
}
