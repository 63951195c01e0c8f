// SPDX-License-Identifier: Apache-2.0
import Canon

/// A file to be put into a bag, read when it is needed.
public struct BagFile {
    public let path: FilePath
    public let content: any ByteSource

    public init(_ path: FilePath, _ content: any ByteSource) {
        self.path = path
        self.content = content
    }

    public init(_ path: FilePath, _ content: [UInt8]) {
        self.init(path, BytesInMemory(content))
    }
}

/// Writes a BagIt 1.0 bag (RFC 8493) as a zip archive with one folder at its top.
///
/// Two readings of each file: one for digests and checksums when the bag is begun, so that
/// manifests can be referred to before anything is written, and one to write it. A file that
/// changes in between stops the writing.
public struct BagWriter {
    /// What is wrong with what is to be written.
    public enum Fault: Error, Equatable, Sendable {
        /// A payload file outside `data/`, or a tag file inside it.
        case misplaced(FilePath)
        /// A label or value of bag-info.txt with a line break, or an empty label.
        case badInfo(String)
        /// A path that is given twice, or one that the bag itself writes.
        case taken(FilePath)
    }

    private struct Measured {
        let file: BagFile
        let crc: UInt32
        /// SHA-256 and SHA-512.
        let digests: [[UInt8]]
    }

    /// The digests that manifests carry.
    private static let algorithms: [DigestAlgorithm] = [.sha256, .sha512]

    private let topFolder: FilePath
    private var payload: [Measured] = []
    private var ownFiles: [Measured] = []
    private var paths = Set<FilePath>()

    /// Reads and measures the payload, and makes declaration, information and manifests.
    ///
    /// - Parameters:
    ///   - topFolder: the name of the bag and of the folder at the top of the archive.
    ///   - info: labels and values of `bag-info.txt`; `Payload-Oxum` is added.
    ///   - files: files whose paths begin with `data/`.
    /// - Throws: ``Fault``, and what the contents throw when they are read.
    public init(
        topFolder: FilePath, info: [(label: String, value: String)], payload files: [BagFile]
    ) throws {
        self.topFolder = topFolder
        for file in files {
            guard file.path.isInside("data") else { throw Fault.misplaced(file.path) }
            guard paths.insert(file.path).inserted else { throw Fault.taken(file.path) }
            payload.append(try BagWriter.measure(file))
        }
        payload.sort { $0.file.path < $1.file.path }
        let octets = payload.reduce(UInt64(0)) { $0 + $1.file.content.count }
        var text = try info.map(BagWriter.line).joined()
        text += "\(BagInfo.oxum): \(octets).\(payload.count)\n"
        let manifests = BagWriter.algorithms.indices.map { index in
            BagFile(
                BagManifest.path(.payload, BagWriter.algorithms[index]),
                BagManifest.bytes(payload.map { ($0.file.path, $0.digests[index]) }))
        }
        let own = [
            BagFile(BagDeclaration.path, BagDeclaration.bytes),
            BagFile(BagInfo.path, Array(text.utf8)),
        ]
        ownFiles = try (own + manifests).map(BagWriter.measure)
        for file in ownFiles { paths.insert(file.file.path) }
    }

    /// The SHA-256 of `bag-info.txt`, `bagit.txt` and both payload manifests, by path.
    ///
    /// Whoever signs these four has signed every byte of the payload.
    public var pins: [(path: FilePath, digest: Digest)] {
        ownFiles.compactMap { own in
            Digest(bytes: own.digests[0]).map { (own.file.path, $0) }
        }.sorted { $0.path < $1.path }
    }

    /// Writes the archive: the bag's own files, further tag files, then the payload.
    public func write(
        tagFiles: [BagFile], to sink: @escaping ([UInt8]) throws -> Void
    ) throws {
        var taken = paths
        var tags = ownFiles
        for file in tagFiles {
            guard !file.path.isInside("data") else { throw Fault.misplaced(file.path) }
            guard BagManifest.kind(of: file.path) == nil, taken.insert(file.path).inserted else {
                throw Fault.taken(file.path)
            }
            tags.append(try BagWriter.measure(file))
        }
        tags.sort { $0.file.path < $1.file.path }
        var writer = ZipWriter(to: sink)
        for file in tags { try add(file, to: &writer) }
        for index in BagWriter.algorithms.indices {
            let manifest = BagFile(
                BagManifest.path(.tagFiles, BagWriter.algorithms[index]),
                BagManifest.bytes(tags.map { ($0.file.path, $0.digests[index]) }))
            try add(try BagWriter.measure(manifest), to: &writer)
        }
        for file in payload { try add(file, to: &writer) }
        try writer.finish()
    }

    private func add(_ measured: Measured, to writer: inout ZipWriter) throws {
        let content = measured.file.content
        let path = try FilePath(topFolder.bytes + [UInt8(ascii: "/")] + measured.file.path.bytes)
        try writer.add(path, size: content.count, crc: measured.crc) { write in
            try content.forEachPiece(in: 0..<content.count) { try write($0) }
        }
    }

    private static func measure(_ file: BagFile) throws -> Measured {
        var crc = CRC32()
        var stream = FileDigestStream(algorithms)
        try file.content.forEachPiece(in: 0..<file.content.count) {
            crc.update($0)
            stream.update($0)
        }
        return Measured(file: file, crc: crc.value, digests: stream.digests)
    }

    private static func line(_ element: (label: String, value: String)) throws -> String {
        let bytes = element.label.utf8 + Array(element.value.utf8)
        let label = Array(element.label.utf8)
        guard let first = label.first, let last = label.last, !TagLines.isBlank(first),
            !TagLines.isBlank(last), !label.contains(0x3A),
            !bytes.contains(where: { $0 == 0x0A || $0 == 0x0D })
        else { throw Fault.badInfo(element.label) }
        return "\(element.label): \(element.value)\n"
    }
}
