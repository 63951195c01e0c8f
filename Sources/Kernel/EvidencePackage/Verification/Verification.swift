// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// One run over one package: what has been read so far, and the report that comes of it.
struct Verification {
    /// The longest body that is read, in bytes.
    static let bodyByteCountMax: UInt64 = 1 << 26
    /// The length of a salt file: 64 digits and a newline.
    static let saltByteCount: UInt64 = 65

    let tree: any FileTree
    let trust: PackageTrust
    var report: VerificationReport
    var bag = BagReport()
    var files: [FilePath: FileListing.File] = [:]
    /// Files that are accounted for; any other is one too many.
    var known = Set<FilePath>()

    init(_ tree: any FileTree, trust: PackageTrust, report: VerificationReport) {
        self.tree = tree
        self.trust = trust
        self.report = report
    }

    consuming func run() -> VerificationReport {
        guard readContents() else { return report }
        addNotChecked()
        let checkpoint = readCheckpoint()
        let seal = checkpoint.flatMap { checkSeal(under: $0) }
        let statement = readStatement(seal: seal, checkpoint: checkpoint)
        if let statement, let checkpoint {
            let opened = checkEntries(of: statement, under: checkpoint, sealedAt: seal?.index)
            checkRecords(opened, origin: "\(statement.log)")
            checkCompleteness(of: statement)
            describe(statement, seal: seal)
        }
        if let checkpoint { checkTimeStamp(over: checkpoint.bytes, statement: statement) }
        if statement != nil { refuseUnknownFiles() }
        report.pass(
            .contents, "\(files.count) files, every digest matches, none is missing or added")
        return report
    }

    // MARK: Contents

    /// Holds the bag against its manifests; false when this is no package at all.
    private mutating func readContents() -> Bool {
        do {
            let listing = try tree.list()
            files = Dictionary(
                listing.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
            known.reserveCapacity(files.count)
            bag = try BagValidation.report(on: tree)
        } catch {
            report.doubt("the folder cannot be read: \(error)")
            return false
        }
        let marks = [PackageLayout.statement, PackageLayout.sealEntry, PackageLayout.checkpoint]
        guard marks.contains(where: { files[$0] != nil }) else {
            report.doubt(
                files[BagDeclaration.path] == nil
                    ? "this is no evidence package: there is no bagit.txt and no seal"
                    : "this is a bag, but no evidence package: there is no seal; "
                        + "`witnessmark bag validate` checks bags")
            return false
        }
        var named = Set<String>()
        for problem in bag.problems {
            let item = name(ofFile: problem.file)
            // A file has a line in two manifests; its change is one failure.
            if problem.kind == .wrongDigest, !named.insert(item).inserted { continue }
            report.fail(
                .contents, item,
                expected: problem.expected ?? "a bag as RFC 8493 says",
                found: problem.found
                    ?? (problem.line.map { "line \($0): " } ?? "") + problem.detail)
        }
        let unlisted = bag.problemCount - bag.problems.count
        if unlisted > 0 {
            report.fail(
                .contents, "the bag", expected: "no problems", found: "\(unlisted) more problems")
        }
        for remark in bag.remarks where remark.kind == .tagFileNotCovered {
            report.fail(
                .contents, name(ofFile: remark.file), expected: "a line in each tag manifest",
                found: remark.detail)
        }
        for path in bag.irregularManifests {
            report.fail(
                .contents, path.description,
                expected: "lower-case digits, two spaces and a path, in the order of the paths",
                found: "a manifest in another form")
        }
        let own = [
            BagDeclaration.path, BagInfo.path, BagManifest.path(.payload, .sha256),
            BagManifest.path(.payload, .sha512), BagManifest.path(.tagFiles, .sha256),
            BagManifest.path(.tagFiles, .sha512),
        ]
        for path in own {
            known.insert(path)
            if files[path] == nil {
                report.fail(.contents, path.description, expected: "the file", found: "nothing")
            }
        }
        return true
    }

    private mutating func refuseUnknownFiles() {
        for path in files.keys.filter({ !known.contains($0) }).sorted() {
            let isFree =
                path.isInside("data") && !path.isInside("data/entries")
                && !path.isInside("data/originals")
            if isFree { continue }
            report.fail(
                .contents, path.description, expected: "no such file",
                found: "a file that is no part of the package")
        }
    }

    /// The bytes of a small file that must be there, the same that were hashed before.
    mutating func bytes(
        of path: FilePath, atMost limit: UInt64, for check: CheckName
    ) -> [UInt8]? {
        known.insert(path)
        // Names are for failures only; making one for each of 40,000 files would show.
        var item: String { name(ofFile: path.description) }
        guard let file = files[path] else {
            report.fail(check, item, expected: "the file \(path)", found: "nothing")
            return nil
        }
        do {
            guard let bytes = try tree.bytes(of: file, atMost: limit) else {
                report.fail(
                    check, item, expected: "at most \(limit) bytes", found: "\(file.size) bytes")
                return nil
            }
            guard bag.digests[path] == Digest(of: bytes) else {
                report.fail(
                    check, item, expected: "the bytes that were hashed a moment ago",
                    found: "others: the file changes while it is verified")
                return nil
            }
            return bytes
        } catch {
            report.fail(check, item, expected: "a file that can be read", found: "\(error)")
            return nil
        }
    }

    // MARK: Words

    /// What a person calls a file of the package.
    func name(ofFile path: String) -> String {
        let words = path.split(separator: "/")
        if words.count == 3, words[0] == "data", words[1] == "entries" {
            let parts = words[2].split(separator: ".")
            if parts.count == 2 { return "entry \(parts[0]) (\(path))" }
            if parts.count == 3 { return "entry \(parts[0]) \(parts[1]) (\(path))" }
        }
        if words.count == 2, words[0] == "proofs" {
            return "entry \(words[1].prefix { $0 != "." }) proof (\(path))"
        }
        return path
    }

    private mutating func addNotChecked() {
        report.notChecked = [
            "whether what was recorded is true, and whether the persons named held their roles",
            "whether data/index.html says the same as the entries; the entries decide",
            "whether a later revision of this package has been issued, or other entries were left out",
        ]
    }
}
