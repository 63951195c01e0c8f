// SPDX-License-Identifier: Apache-2.0
@testable import EvidencePackage

/// A folder in memory.
struct FuzzTree: FileTree {
    var files: [FilePath: [UInt8]]

    init(_ files: [FilePath: [UInt8]]) { self.files = files }

    func list() -> FileListing {
        FileListing(files: files.map { .init($0.key, size: UInt64($0.value.count)) })
    }

    func read(_ path: FilePath, _ body: @escaping ([UInt8]) throws -> Void) throws {
        guard let content = files[path] else { throw Broken("\(path) was not listed") }
        try body(content)
    }
}

/// Files as a fuzzer can write them: a name's number, a length in two bytes, that many bytes.
enum FuzzFiles {
    /// What the files of a bag are called; the lists of names are made up of these.
    static let names = [
        "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt",
        "tagmanifest-sha256.txt", "tagmanifest-sha512.txt", "manifest-md5.txt", "fetch.txt",
        "data/a", "data/b", "data/\u{E9}", "data/e\u{301}", "data/%0A", "data/x\ny", "extra.txt",
        "manifest-sha1.txt",
    ]

    static func read(_ bytes: [UInt8]) -> [FilePath: [UInt8]] {
        var files: [FilePath: [UInt8]] = [:]
        var rest = bytes[...]
        while let number = rest.popFirst(), let high = rest.popFirst(), let low = rest.popFirst() {
            let content = rest.prefix(Int(high) << 8 | Int(low))
            rest = rest.dropFirst(content.count)
            let name = names[Int(number) % names.count]
            files[FilePath(unchecked: Array(name.utf8))] = Array(content)
        }
        return files
    }

    static func bytes(_ files: [FilePath: [UInt8]]) -> [UInt8] {
        files.sorted { $0.key < $1.key }.flatMap { path, content -> [UInt8] in
            guard let number = names.firstIndex(where: { path.equals($0) }) else { return [] }
            let head = [number, content.count >> 8, content.count]
            return head.map { UInt8(truncatingIfNeeded: $0) } + content
        }
    }

    /// Makes all manifests again, as somebody who may write every file would.
    static func rebagged(_ files: [FilePath: [UInt8]]) -> [FilePath: [UInt8]] {
        var files = files
        for subject in [BagManifest.Subject.payload, .tagFiles] {
            for algorithm in [DigestAlgorithm.sha256, .sha512] {
                let covered = files.filter { path, _ in
                    path.isInside("data")
                        ? subject == .payload
                        : subject == .tagFiles && BagManifest.kind(of: path)?.subject != .tagFiles
                }
                files[BagManifest.path(subject, algorithm)] = BagManifest.bytes(
                    covered.map { path, content in
                        var stream = FileDigestStream([algorithm])
                        stream.update(content)
                        return (path, stream.digests[0])
                    })
            }
        }
        return files
    }
}

/// What a person reads may not move their cursor or turn their text round.
enum PlainText {
    static func check(_ text: String, _ what: String) throws(Broken) {
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator:
                throw Broken("\(what) has U+\(String(scalar.value, radix: 16)): \(text)")
            default: continue
            }
        }
    }
}
