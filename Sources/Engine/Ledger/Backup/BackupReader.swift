// SPDX-License-Identifier: Apache-2.0
import Canon
import Glibc

/// Reads a backup from beginning to end, once, and checks every file in it against the list.
struct BackupReader: ~Copyable {
    /// Takes in a file of the backup, piece by piece.
    protocol Sink {
        mutating func begin(_ path: String, size: UInt64) throws(BackupFault)
        mutating func take(_ bytes: ArraySlice<UInt8>) throws(BackupFault)
        mutating func end() throws(BackupFault)
    }

    /// What was found in a backup whose files are all as they were.
    struct Contents: Sendable {
        let description: BackupDescription
        let files: UInt64
        let bytes: UInt64
    }

    /// The list of files may not be longer, in bytes: some millions of files.
    static let listByteCountMax: UInt64 = 1 << 30

    private let handle: Int32
    private let path: String
    private var offset: UInt64 = 0
    /// By the bytes of the path: names that Unicode calls equivalent are two files.
    private var digests: [[UInt8]: Digest] = [:]

    init(opening path: String) throws(BackupFault) {
        handle = open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        guard handle >= 0 else { throw .file(FileFault(path, "be opened")) }
    }

    deinit { close(handle) }

    /// Reads only what the backup says about itself.
    mutating func description() throws(BackupFault) -> BackupDescription {
        guard let header = try TarHeader.reading(try block(), at: offset),
            header.path == BackupDescription.path, header.size <= BackupDescription.byteCountMax
        else { throw .notABackup(at: 0) }
        var bytes: [UInt8] = []
        try forEachPiece(of: header) { piece throws(BackupFault) in bytes += piece }
        digests[Array(header.path.utf8)] = Digest(of: bytes)
        return try BackupDescription(parsing: bytes)
    }

    /// Reads everything, gives it to a sink, and compares it with the list at the end.
    mutating func read(
        into sink: inout some Sink, progress: (UInt64) -> Void = { _ in }
    ) throws(BackupFault) -> Contents {
        let description = try description()
        var files: UInt64 = 0
        var bytes: UInt64 = 0
        while true {
            guard let header = try TarHeader.reading(try block(), at: offset) else {
                throw .missing(BackupDescription.listPath)
            }
            if header.path == BackupDescription.listPath {
                try compare(with: header)
                guard try TarHeader.reading(try block(), at: offset) == nil else {
                    throw .notABackup(at: offset)
                }
                return Contents(description: description, files: files, bytes: bytes)
            }
            let name = Array(header.path.utf8)
            guard digests[name] == nil else { throw .notListed(header.path) }
            var stream = DigestStream()
            try sink.begin(header.path, size: header.size)
            try forEachPiece(of: header) { piece throws(BackupFault) in
                stream.update(piece)
                try sink.take(piece)
            }
            try sink.end()
            digests[name] = stream.digest
            files += 1
            bytes += header.size
            progress(bytes)
        }
    }

    private mutating func compare(with header: TarHeader) throws(BackupFault) {
        guard header.size <= BackupReader.listByteCountMax else { throw .notABackup(at: offset) }
        var list: [UInt8] = []
        try forEachPiece(of: header) { piece throws(BackupFault) in list += piece }
        for line in list.split(separator: 0x0A) {
            guard line.count > 66,
                let expected = Digest(hex: String(decoding: line.prefix(64), as: UTF8.self))
            else { throw .badDescription("a line of the list of files is malformed") }
            let name = Array(line.dropFirst(66))
            let path = String(decoding: name, as: UTF8.self)
            guard let found = digests.removeValue(forKey: name) else { throw .missing(path) }
            guard found == expected else {
                throw .changed(path: path, expected: expected, found: found)
            }
        }
        let extra = digests.keys.map { String(decoding: $0, as: UTF8.self) }.sorted().first
        if let extra { throw .notListed(extra) }
    }

    private mutating func forEachPiece(
        of header: TarHeader, _ body: (ArraySlice<UInt8>) throws(BackupFault) -> Void
    ) throws(BackupFault) {
        var left = header.size
        while left > 0 {
            let piece = try read(atMost: Int(min(left, 256 << 10)))
            guard !piece.isEmpty else { throw .truncated(at: offset) }
            try body(piece[...])
            left -= UInt64(piece.count)
        }
        var padding = header.padding
        while padding > 0 {
            let piece = try read(atMost: padding)
            guard !piece.isEmpty else { throw .truncated(at: offset) }
            guard piece.allSatisfy({ $0 == 0 }) else { throw .notABackup(at: offset) }
            padding -= piece.count
        }
    }

    private mutating func block() throws(BackupFault) -> [UInt8] {
        var block: [UInt8] = []
        while block.count < TarHeader.byteCount {
            let piece = try read(atMost: TarHeader.byteCount - block.count)
            guard !piece.isEmpty else { throw .truncated(at: offset) }
            block += piece
        }
        return block
    }

    private mutating func read(atMost count: Int) throws(BackupFault) -> [UInt8] {
        var got = 0
        let handle = handle
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
            repeat {
                got = Glibc.read(handle, buffer.baseAddress, count)
            } while got < 0 && errno == EINTR
            used = max(0, got)
        }
        guard got >= 0 else { throw .file(FileFault(path, "be read")) }
        offset += UInt64(got)
        return bytes
    }
}
