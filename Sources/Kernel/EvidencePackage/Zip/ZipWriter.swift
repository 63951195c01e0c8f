// SPDX-License-Identifier: Apache-2.0

/// Writes a zip archive whose bytes depend on nothing but names and contents.
///
/// Entries are stored, not compressed, so that the bytes of an original are found in the archive by
/// any tool; time-stamps are fixed, so that the same package is the same file. zip64 records are
/// written only where numbers need them. Everything goes out in order and nothing is kept but the
/// directory, so memory does not grow with the size of the contents.
public struct ZipWriter {
    /// What goes wrong while writing.
    public enum Fault: Error, Equatable, Sendable {
        /// The content was not what its size and checksum announced; it changed in between.
        case contentChanged(FilePath)
        /// Two entries of one name.
        case duplicateName(FilePath)
        /// The name does not fit the format's two bytes.
        case nameTooLong(FilePath)
    }

    /// 1 January 1980, the earliest date the format knows.
    private static let date: UInt16 = 0x0021
    /// Made by Unix, format version 4.5: so that the file mode below is understood.
    private static let madeBy: UInt16 = 0x032D
    /// A regular file, readable by all, writable by its owner.
    private static let fileMode: UInt32 = 0o100644 << 16

    private let sink: ([UInt8]) throws -> Void
    private var offset: UInt64 = 0
    private var count: UInt64 = 0
    private var directory: [UInt8] = []
    private var names = Set<FilePath>()

    /// Sizes and offsets from here on are written as zip64.
    private let wideFrom: UInt64

    /// Starts an archive; `sink` gets its bytes in order.
    public init(to sink: @escaping ([UInt8]) throws -> Void) {
        self.init(wideFrom: UInt64(ZipFormat.in64), to: sink)
    }

    /// As ``init(to:)``, with zip64 records from a size that a test can reach.
    init(wideFrom: UInt64, to sink: @escaping ([UInt8]) throws -> Void) {
        self.wideFrom = wideFrom
        self.sink = sink
    }

    /// Adds a file that is in memory.
    public mutating func add(_ path: FilePath, _ content: [UInt8]) throws {
        var crc = CRC32()
        crc.update(content)
        try add(path, size: UInt64(content.count), crc: crc.value) { try $0(content) }
    }

    /// Adds a file whose size and checksum are known from a first reading.
    ///
    /// - Parameters:
    ///   - path: the name of the entry.
    ///   - size: its length in bytes.
    ///   - crc: its ``CRC32``.
    ///   - content: hands the content over, in pieces, to the function it is given.
    /// - Throws: ``Fault``, and what `content` and the sink throw.
    public mutating func add(
        _ path: FilePath, size: UInt64, crc: UInt32,
        content: (_ write: ([UInt8]) throws -> Void) throws -> Void
    ) throws {
        guard names.insert(path).inserted else { throw Fault.duplicateName(path) }
        guard path.bytes.count <= UInt16.max else { throw Fault.nameTooLong(path) }
        try put(localHeader(path, size: size, crc: crc))
        appendDirectoryRecord(path, size: size, crc: crc)
        try writeContent(path, size: size, crc: crc, content)
        count += 1
    }

    /// Writes the directory and ends the archive.
    public mutating func finish() throws {
        var end = directory
        let size = UInt64(directory.count)
        let needs64 = offset >= wideFrom || size >= wideFrom || count >= 0xFFFF
        if needs64 { end += zip64End(size: size) }
        end.appendLittleEndian(ZipFormat.endSignature)
        end.appendLittleEndian(UInt32(0))
        for _ in 0..<2 { end.appendLittleEndian(needs64 ? ZipFormat.in64Short : UInt16(count)) }
        end.appendLittleEndian(needs64 ? ZipFormat.in64 : UInt32(size))
        end.appendLittleEndian(needs64 ? ZipFormat.in64 : UInt32(offset))
        end.appendLittleEndian(UInt16(0))
        try sink(end)
    }

    private mutating func put(_ bytes: [UInt8]) throws {
        try sink(bytes)
        offset += UInt64(bytes.count)
    }

    private mutating func writeContent(
        _ path: FilePath, size: UInt64, crc: UInt32,
        _ content: (_ write: ([UInt8]) throws -> Void) throws -> Void
    ) throws {
        var written = CRC32()
        var length: UInt64 = 0
        let sink = sink
        try content { piece in
            length += UInt64(piece.count)
            guard length <= size else { throw Fault.contentChanged(path) }
            written.update(piece)
            try sink(piece)
        }
        guard length == size, written.value == crc else { throw Fault.contentChanged(path) }
        offset += size
    }

    // MARK: Records

    private func localHeader(_ path: FilePath, size: UInt64, crc: UInt32) -> [UInt8] {
        let is64 = size >= wideFrom
        var header: [UInt8] = []
        header.appendLittleEndian(ZipFormat.localSignature)
        ZipWriter.appendShared(to: &header, path, size: size, crc: crc, is64: is64)
        header.appendLittleEndian(UInt16(is64 ? 20 : 0))
        header += path.bytes
        if is64 {
            header.appendLittleEndian(ZipFormat.zip64Field)
            header.appendLittleEndian(UInt16(16))
            header.appendLittleEndian(size)
            header.appendLittleEndian(size)
        }
        return header
    }

    private mutating func appendDirectoryRecord(_ path: FilePath, size: UInt64, crc: UInt32) {
        let start = offset - UInt64(localHeader(path, size: size, crc: crc).count)
        let is64 = size >= wideFrom
        var values: [UInt64] = is64 ? [size, size] : []
        if start >= wideFrom { values.append(start) }
        directory.appendLittleEndian(ZipFormat.centralSignature)
        directory.appendLittleEndian(ZipWriter.madeBy)
        ZipWriter.appendShared(to: &directory, path, size: size, crc: crc, is64: is64)
        directory.appendLittleEndian(UInt16(values.isEmpty ? 0 : 4 + 8 * values.count))
        directory.appendLittleEndian(UInt16(0))  // no comment
        directory.appendLittleEndian(UInt32(0))  // first part; no internal attributes
        directory.appendLittleEndian(ZipWriter.fileMode)
        directory.appendLittleEndian(
            start >= wideFrom ? ZipFormat.in64 : UInt32(start))
        directory += path.bytes
        guard !values.isEmpty else { return }
        directory.appendLittleEndian(ZipFormat.zip64Field)
        directory.appendLittleEndian(UInt16(8 * values.count))
        for value in values { directory.appendLittleEndian(value) }
    }

    /// The fields that local header and directory record have in common, up to the name's length.
    ///
    /// Static, because a method would copy `self`, and with it the whole directory, for each entry.
    private static func appendShared(
        to record: inout [UInt8], _ path: FilePath, size: UInt64, crc: UInt32, is64: Bool
    ) {
        let short = is64 ? ZipFormat.in64 : UInt32(size)
        record.appendLittleEndian(UInt16(is64 ? 45 : 20))
        record.appendLittleEndian(ZipFormat.utf8Flag)
        record.appendLittleEndian(ZipFormat.stored)
        record.appendLittleEndian(UInt16(0))
        record.appendLittleEndian(ZipWriter.date)
        record.appendLittleEndian(crc)
        record.appendLittleEndian(short)
        record.appendLittleEndian(short)
        record.appendLittleEndian(UInt16(path.bytes.count))
    }

    private func zip64End(size: UInt64) -> [UInt8] {
        var record: [UInt8] = []
        record.appendLittleEndian(ZipFormat.end64Signature)
        record.appendLittleEndian(UInt64(ZipFormat.end64Size - 12))
        record.appendLittleEndian(ZipWriter.madeBy)
        record.appendLittleEndian(UInt16(45))
        record.appendLittleEndian(UInt64(0))
        record.appendLittleEndian(count)
        record.appendLittleEndian(count)
        record.appendLittleEndian(size)
        record.appendLittleEndian(offset)
        record.appendLittleEndian(ZipFormat.locator64Signature)
        record.appendLittleEndian(UInt32(0))
        record.appendLittleEndian(offset + size)
        record.appendLittleEndian(UInt32(1))
        return record
    }
}
