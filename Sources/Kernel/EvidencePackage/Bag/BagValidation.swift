// SPDX-License-Identifier: Apache-2.0
import Canon

/// Holds a folder against BagIt 1.0 (RFC 8493) or an older draft, strictly.
///
/// Strict where lenient tools have let bags pass that others refuse: white space in `bagit.txt`, a
/// path listed twice, a file that one of several manifests leaves out, names that lead outside. Every
/// problem is named with file and line; the first one does not end the search.
public struct BagValidation {
    /// The longest tag file that is read, in bytes.
    public static let tagFileBytesMax: UInt64 = 1 << 28

    private let tree: any FileTree
    private let listing: FileListing
    private let files: [FilePath: FileListing.File]
    private var report = BagReport()
    private var manifests: [BagManifest] = []
    private var fetched: [FilePath: Int] = [:]

    /// Reads and hashes the whole bag.
    ///
    /// Throws only what the tree throws when it cannot be listed; a file that cannot be read is a
    /// problem in the report.
    public static func report(on tree: any FileTree) throws -> BagReport {
        var validation = try BagValidation(tree)
        validation.run()
        return validation.report
    }

    private init(_ tree: any FileTree) throws {
        self.tree = tree
        listing = try tree.list()
        files = Dictionary(
            listing.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func run() {
        for irregular in listing.irregular {
            report.add(BagProblem(.irregularFile, irregular.name, irregular.reason))
        }
        report.digests.reserveCapacity(files.count)
        guard let version = readDeclaration() else { return }
        report.version = version
        readManifests(version)
        readFetch(version)
        checkPayloadFolder()
        checkFiles()
        checkListed()
        readInfo(version)
    }

    // MARK: Reading tag files

    /// The bytes of a tag file, in UTF-8, or `nil` after saying what is wrong.
    private mutating func tagFile(_ file: FileListing.File) -> [UInt8]? {
        let name = file.path.description
        do {
            guard let bytes = try tree.bytes(of: file, atMost: Self.tagFileBytesMax) else {
                report.add(BagProblem(.tooLarge, name, "\(file.size) bytes; too large to read"))
                return nil
            }
            guard String(validating: bytes, as: UTF8.self) != nil else {
                report.add(BagProblem(.malformedLine, name, "is not UTF-8"))
                return nil
            }
            return bytes
        } catch {
            report.add(BagProblem(.unreadable, name, "\(error)"))
            return nil
        }
    }

    private mutating func readDeclaration() -> BagVersion? {
        guard let file = files[BagDeclaration.path] else {
            report.add(BagProblem(.declarationMissing, "bagit.txt", "is missing: this is no bag"))
            return nil
        }
        guard let bytes = tagFile(file) else { return nil }
        switch BagDeclaration.version(in: bytes) {
        case .success(let version): return version
        case .failure(let fault):
            report.add(fault.problem)
            return nil
        }
    }

    private mutating func readManifests(_ version: BagVersion) {
        let found = files.keys.filter { BagManifest.kind(of: $0) != nil }.sorted()
        for path in found {
            guard let (subject, name) = BagManifest.kind(of: path), let file = files[path] else {
                continue
            }
            let written = String(decoding: name, as: UTF8.self)
            guard let algorithm = DigestAlgorithm(rawValue: written) else {
                report.add(
                    BagProblem(
                        .unknownAlgorithm, path.description,
                        "no digest is known as \"\(written)\"; names are lower case, without hyphens"
                    ))
                continue
            }
            guard let bytes = tagFile(file) else { continue }
            var manifest = BagManifest(subject, algorithm)
            manifest.read(bytes, version: version, exists: { files[$0] != nil }) {
                report.add($0)
            }
            if bytes.last.map({ $0 != 0x0A && $0 != 0x0D }) ?? false {
                report.remark(
                    BagProblem(.noFinalNewline, path.description, "the last line has no line end"))
            }
            if !manifest.isCanonical { report.irregularManifests.append(path) }
            manifests.append(manifest)
        }
        report.algorithms = manifests.filter { $0.subject == .payload }.map(\.algorithm).sorted()
        guard let strongest = report.algorithms.last else {
            report.add(
                BagProblem(.manifestMissing, "manifest-sha512.txt", "there is no payload manifest"))
            return
        }
        if strongest < .sha256 {
            report.remark(
                BagProblem(
                    .weakAlgorithm, BagManifest.path(.payload, strongest).description,
                    "\(strongest.rawValue) shows accidents, not tampering"))
        }
    }

    /// `fetch.txt`: where files of an incomplete bag can be had (RFC 8493 §2.2.3).
    private mutating func readFetch(_ version: BagVersion) {
        let path = FilePath(literal: "fetch.txt")
        guard let file = files[path], let bytes = tagFile(file) else { return }
        for (index, line) in TagLines(bytes).lines.enumerated() {
            let fields = line.split(
                maxSplits: 2, omittingEmptySubsequences: true, whereSeparator: TagLines.isBlank)
            // A name that is no path is as wrong here as one outside data/.
            guard fields.count == 3,
                fields[1].elementsEqual([0x2D])
                    || fields[1].allSatisfy({ (0x30...0x39).contains($0) }),
                let name = BagManifest.unescaped(fields[2][...]), let target = try? FilePath(name),
                target.isInside("data")
            else {
                // Why the path is refused matters less than that the line is of no use.
                report.add(
                    BagProblem(
                        .malformedFetch, "fetch.txt", line: index + 1,
                        "must be a URL, a length or -, and a path in data/"))
                continue
            }
            fetched[target] = index + 1
            if files[target] == nil {
                let url = FilePath(unchecked: Array(fields[0].prefix(200)))
                report.add(
                    BagProblem(
                        .notFetched, "fetch.txt", line: index + 1,
                        "\(target) is not in the bag; it would have to be fetched from \(url)"))
            }
        }
    }

    private mutating func readInfo(_ version: BagVersion) {
        guard let file = files[BagInfo.path], let bytes = tagFile(file) else { return }
        let info = BagInfo(bytes, version: version) { report.add($0) }
        let oxums = info.values(of: BagInfo.oxum)
        for (index, oxum) in oxums.enumerated() {
            let expected = "\(report.payloadByteCount).\(report.payloadFileCount)"
            if index > 0 {
                report.add(
                    BagProblem(
                        .malformedInfo, "bag-info.txt", line: oxum.line, "Payload-Oxum is repeated")
                )
            }
            if !oxum.value.hasSameBytes(as: expected) {
                report.add(
                    BagProblem(
                        .wrongOxum, "bag-info.txt", line: oxum.line,
                        "Payload-Oxum is \(oxum.value), but data/ holds \(expected)"))
            }
        }
    }

    // MARK: Files

    private mutating func checkPayloadFolder() {
        let data = FilePath(literal: "data")
        let hasFolder =
            listing.folders.contains(data) || files.keys.contains { $0.isInside("data") }
        if !hasFolder {
            report.add(BagProblem(.payloadFolderMissing, "data", "there is no folder data/"))
        }
    }

    /// Every file that is there: read once, hashed with every algorithm its manifests ask for.
    private mutating func checkFiles() {
        let ofPayload = manifests.filter { $0.subject == .payload }
        let ofTagFiles = manifests.filter { $0.subject == .tagFiles }
        for file in listing.files.sorted(by: { $0.path < $1.path }) {
            let isPayload = file.path.isInside("data")
            if isPayload {
                report.payloadFileCount += 1
                report.payloadByteCount += file.size
            }
            if !isPayload, BagManifest.kind(of: file.path)?.subject == .tagFiles { continue }
            check(file, against: isPayload ? ofPayload : ofTagFiles)
        }
    }

    private mutating func sayUnlisted(_ path: FilePath, in manifest: BagManifest) {
        let name = path.description
        if manifest.subject == .payload {
            report.add(BagProblem(.unlistedFile, name, "is not in \(manifest.path)"))
        } else if BagManifest.kind(of: path) != nil {
            report.add(
                BagProblem(
                    .manifestNotCovered, name, "a payload manifest is not in \(manifest.path)"))
        } else {
            report.remark(BagProblem(.tagFileNotCovered, name, "is not in \(manifest.path)"))
        }
    }

    private mutating func check(_ file: FileListing.File, against manifests: [BagManifest]) {
        let lines = manifests.map { $0.lines[file.path] }
        for (manifest, line) in zip(manifests, lines) where line == nil {
            sayUnlisted(file.path, in: manifest)
        }
        var algorithms = manifests.map(\.algorithm)
        if !algorithms.contains(.sha256) { algorithms.append(.sha256) }
        var stream = FileDigestStream(algorithms)
        do {
            try tree.read(file.path) { stream.update($0) }
        } catch {
            report.add(BagProblem(.unreadable, file.path.description, "\(error)"))
            return
        }
        let digests = stream.digests
        for (algorithm, digest) in zip(algorithms, digests) where algorithm == .sha256 {
            report.digests[file.path] = Digest(bytes: digest)
        }
        for (index, manifest) in manifests.enumerated() {
            let digest = digests[index]
            guard let line = lines[index], line.digest != digest else { continue }
            let name = manifest.algorithm.rawValue
            report.add(
                BagProblem(
                    .wrongDigest, file.path.description,
                    "\(name) is \(Hex.text(digest)); "
                        + "\(manifest.path) line \(line.number) says \(Hex.text(line.digest))",
                    expected: "\(name) \(Hex.text(line.digest))",
                    found: "\(name) \(Hex.text(digest))"))
        }
    }

    /// Every file that is listed must be there.
    private mutating func checkListed() {
        var byText: [String: FilePath]?
        for manifest in manifests {
            let missing = manifest.lines.filter { files[$0.key] == nil }
            for (path, line) in missing.sorted(by: { $0.value.number < $1.value.number }) {
                if fetched[path] != nil { continue }
                var detail = "\(path) is not in the bag"
                let texts = byText ?? textsOfFiles()
                byText = texts
                if let other = texts[path.description] {
                    detail += "; \(other) looks the same but is written with other code points"
                }
                report.add(
                    BagProblem(
                        .missingFile, manifest.path.description, line: line.number, detail))
            }
            for (path, line) in fetched where manifest.subject == .payload {
                guard manifest.lines[path] == nil else { continue }
                report.add(
                    BagProblem(
                        .malformedFetch, "fetch.txt", line: line,
                        "\(path) is not in \(manifest.path)"))
            }
        }
    }

    /// Files by name, where names that are canonically equivalent are one (`String ==`).
    private func textsOfFiles() -> [String: FilePath] {
        Dictionary(
            files.keys.map { ($0.description, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
