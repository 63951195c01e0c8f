// SPDX-License-Identifier: Apache-2.0
import Canon

/// One manifest: which digest each file must have (RFC 8493 §2.1.3 and §2.2.1).
struct BagManifest {
    /// Which files a manifest speaks of.
    enum Subject: Sendable {
        case payload, tagFiles

        var prefix: String { self == .payload ? "manifest-" : "tagmanifest-" }
    }

    struct Line {
        let digest: [UInt8]
        let number: Int
    }

    let subject: Subject
    let algorithm: DigestAlgorithm
    let path: FilePath
    private(set) var lines: [FilePath: Line] = [:]

    /// What a file's name says: which manifest it is, or `nil` for another file.
    static func kind(of path: FilePath) -> (subject: Subject, algorithm: ArraySlice<UInt8>)? {
        for subject in [Subject.payload, .tagFiles] {
            let prefix = subject.prefix
            guard path.bytes.starts(with: prefix.utf8),
                path.bytes.suffix(4).elementsEqual(".txt".utf8),
                path.bytes.count > prefix.utf8.count + 4,
                !path.bytes.contains(UInt8(ascii: "/"))
            else { continue }
            return (subject, path.bytes[prefix.utf8.count..<path.bytes.count - 4])
        }
        return nil
    }

    static func path(_ subject: Subject, _ algorithm: DigestAlgorithm) -> FilePath {
        FilePath(unchecked: Array("\(subject.prefix)\(algorithm.rawValue).txt".utf8))
    }

    init(_ subject: Subject, _ algorithm: DigestAlgorithm) {
        self.subject = subject
        self.algorithm = algorithm
        path = BagManifest.path(subject, algorithm)
    }

    /// Whether the file is, byte for byte, what ``bytes(_:)`` writes for its lines.
    private(set) var isCanonical = false

    /// Reads every line and tells what is wrong with any.
    ///
    /// `exists` tells whether a file of that name is in the bag: some tools write a percent sign
    /// as it is, others escape it, and only the file's name can tell which was meant.
    mutating func read(
        _ bytes: [UInt8], version: BagVersion, exists: (FilePath) -> Bool,
        problem: (BagProblem) -> Void
    ) {
        let text = TagLines(bytes)
        lines.reserveCapacity(text.lines.count)
        // Known from the lines as they are read: to write the file anew and compare took as long as
        // reading it.
        var isCanonical = text.isEnded && !bytes.contains(0x0D)
        var last: FilePath?
        for (index, line) in text.lines.enumerated() {
            do throws(BagProblem.Fault) {
                let read = try parse(line, index + 1, version: version, exists: exists)
                let new = Line(digest: read.digest, number: index + 1)
                if let earlier = lines.updateValue(new, forKey: read.path) {
                    lines[read.path] = earlier
                    throw fault(
                        .duplicateLine, index + 1,
                        "\(read.path) is listed twice; the first time in line \(earlier.number)")
                }
                isCanonical = isCanonical && read.isCanonical && last.map { $0 < read.path } ?? true
                last = read.path
            } catch {
                isCanonical = false
                problem(error.problem)
            }
        }
        self.isCanonical = isCanonical
    }

    private func fault(
        _ kind: BagProblem.Kind, _ line: Int, _ detail: String
    ) -> BagProblem.Fault {
        .init(BagProblem(kind, path.description, line: line, detail))
    }

    private func parse(
        _ line: ArraySlice<UInt8>, _ number: Int, version: BagVersion, exists: (FilePath) -> Bool
    ) throws(BagProblem.Fault) -> (digest: [UInt8], path: FilePath, isCanonical: Bool) {
        let hex = line.prefix { !TagLines.isBlank($0) }
        let written = line.dropFirst(hex.count).drop(while: TagLines.isBlank)
        let lower = Hex.bytes(hex)
        guard hex.count == 2 * algorithm.byteCount, let digest = lower ?? Hex.bytes(lowercase(hex)),
            hex.endIndex < written.startIndex, !written.isEmpty
        else {
            throw fault(
                .malformedLine, number,
                "must be \(2 * algorithm.byteCount) hexadecimal digits, blanks and a path")
        }
        let hasStar = version < .v1 && written.first == UInt8(ascii: "*")
        let path = try decode(
            hasStar ? written.dropFirst() : written, number, version: version, exists: exists)
        let isCanonical =
            lower != nil && line[hex.endIndex..<written.startIndex].elementsEqual([0x20, 0x20])
            && BagManifest.escaped(path)[...] == written
        let isPayload = path.isInside("data")
        switch subject {
        case .payload where !isPayload:
            throw fault(.outsidePayload, number, "\(path) is not in data/")
        case .tagFiles where isPayload:
            throw fault(.payloadInTagManifest, number, "\(path) is a payload file")
        case .tagFiles where BagManifest.kind(of: path)?.subject == .tagFiles:
            throw fault(.tagManifestInTagManifest, number, "\(path) is itself a tag manifest")
        case .payload, .tagFiles: return (digest, path, isCanonical)
        }
    }

    private func decode(
        _ name: ArraySlice<UInt8>, _ number: Int, version: BagVersion, exists: (FilePath) -> Bool
    ) throws(BagProblem.Fault) -> FilePath {
        func filePath(_ bytes: some Collection<UInt8>) throws(BagProblem.Fault) -> FilePath {
            do { return try FilePath(bytes) } catch {
                throw fault(
                    .badPath, number,
                    "\(error): \(FilePath(unchecked: Array(bytes.prefix(200))))")
            }
        }
        guard name.contains(UInt8(ascii: "%")) else { return try filePath(name) }
        let decoded = BagManifest.unescaped(name)
        guard version < .v1 else {
            guard let decoded else {
                throw fault(
                    .badEscape, number,
                    "a percent sign must be written %25; only %0A, %0D and %25 are escapes")
            }
            return try filePath(decoded)
        }
        // 0.97 had no escapes, but its most common tool writes %0A and %0D.
        let literal = try filePath(name)
        guard !exists(literal), let decoded else { return literal }
        return try filePath(decoded)
    }

    /// `%0A`, `%0D` and `%25` resolved, or `nil` if any other percent sign is there.
    static func unescaped(_ name: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var index = name.startIndex
        while index < name.endIndex {
            guard name[index] == UInt8(ascii: "%") else {
                bytes.append(name[index])
                index += 1
                continue
            }
            guard name.endIndex - index >= 3 else { return nil }
            switch (name[index + 1], name[index + 2]) {
            case (0x30, 0x41), (0x30, 0x61): bytes.append(0x0A)
            case (0x30, 0x44), (0x30, 0x64): bytes.append(0x0D)
            case (0x32, 0x35): bytes.append(0x25)
            default: return nil
            }
            index += 3
        }
        return bytes
    }

    /// The path as a manifest writes it.
    static func escaped(_ path: FilePath) -> [UInt8] {
        guard path.bytes.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0x25 }) else {
            return path.bytes
        }
        return path.bytes.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x0A: Array("%0A".utf8)
            case 0x0D: Array("%0D".utf8)
            case 0x25: Array("%25".utf8)
            default: [byte]
            }
        }
    }

    /// The bytes of a manifest: digest, two spaces, path, newline, in the order of the paths.
    static func bytes(_ files: [(path: FilePath, digest: [UInt8])]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (path, digest) in files.sorted(by: { $0.path < $1.path }) {
            bytes += Hex.ascii(digest)
            bytes += [0x20, 0x20]
            bytes += escaped(path)
            bytes.append(0x0A)
        }
        return bytes
    }

    private func lowercase(_ hex: ArraySlice<UInt8>) -> [UInt8] {
        hex.map { (0x41...0x46).contains($0) ? $0 | 0x20 : $0 }
    }
}
