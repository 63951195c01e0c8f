// SPDX-License-Identifier: Apache-2.0
import Canon
import Glibc

@testable import EvidencePackage
@testable import Ledger

/// What packages and backups come in: zip, deflate, bags, tar.
enum ArchiveTargets {
    /// How many bytes an archive or a stream may unpack to here.
    static let unpackedMax: UInt64 = 1 << 22

    /// An archive that is read and whole says the same when our writer packs it again.
    @Sendable static func zip(_ bytes: UnsafeRawBufferPointer) throws {
        let limits = ZipArchive.Limits(entryCountMax: 1_000, totalBytesMax: unpackedMax)
        guard let archive = try? ZipArchive(BytesInMemory(Array(bytes)), limits: limits) else {
            return
        }
        guard let files = try contents(of: archive) else { return }
        var packed: [UInt8] = []
        var writer = ZipWriter { packed += $0 }
        for file in files { try writer.add(file.path, file.content) }
        try writer.finish()
        let again = try contents(of: ZipArchive(BytesInMemory(packed), limits: limits))
        try hold(again == files, "packed again, the archive has other files")
    }

    private struct File: Equatable {
        let path: FilePath
        let content: [UInt8]
    }

    /// The files in order; `nil` when one of them cannot be read.
    private static func contents(of archive: ZipArchive) throws -> [File]? {
        var files: [File] = []
        for entry in archive.entries where !entry.isFolder {
            var content: [UInt8] = []
            do { try archive.read(entry) { content += $0 } } catch is ZipFault { return nil }
            try hold(UInt64(content.count) == entry.size, "\(entry.path) has another length")
            try hold(isPlain(entry.path.bytes), "\(entry.path) leads somewhere else")
            files.append(File(path: entry.path, content: content))
        }
        try hold(Set(files.map(\.path)).count == files.count, "two files have one name")
        return files
    }

    /// Whether a path stays below the folder it is unpacked into, looked at as bytes.
    private static func isPlain(_ path: [UInt8]) -> Bool {
        let names = path.split(separator: 0x2F, omittingEmptySubsequences: false)
        return names.allSatisfy {
            !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8)
        }
    }

    /// A stream gives the same however it arrives, and zlib finds the same bytes in it.
    ///
    /// The first two bytes are the length that is expected.
    @Sendable static func inflate(_ bytes: UnsafeRawBufferPointer) throws {
        guard bytes.count > 2 else { return }
        let expected = Int(bytes[0]) << 8 | Int(bytes[1])
        let stream = Array(bytes.dropFirst(2))
        let whole = unpacked(stream, expected, by: stream.count)
        for step in [1, 3] {
            let pieces = unpacked(stream, expected, by: step)
            try hold(pieces == whole, "in pieces of \(step) bytes it is unpacked otherwise")
        }
        guard let whole else { return }
        try hold(whole.count == expected, "another length than was expected")
        try hold(
            ZLib.unpack(stream, checkedBy: whole) == whole, "zlib unpacks something else")
    }

    private static func unpacked(_ stream: [UInt8], _ expected: Int, by step: Int) -> [UInt8]? {
        var at = 0
        var output: [UInt8] = []
        do {
            try Inflate.run(
                expecting: UInt64(expected),
                from: {
                    guard at < stream.count else { return nil }
                    defer { at = min(stream.count, at + step) }
                    return Array(stream[at..<min(stream.count, at + step)])
                }, to: { output += $0 })
        } catch { return nil }
        return output
    }

    /// Files as ``FuzzFiles`` cuts them: a bag that is valid is invalid when any file is changed.
    @Sendable static func bag(_ bytes: UnsafeRawBufferPointer) throws {
        let tree = FuzzTree(FuzzFiles.read(Array(bytes)))
        let report = try BagValidation.report(on: tree)
        try hold(
            report.problems.count <= BagReport.listedProblemsMax
                && report.remarks.count <= BagReport.listedProblemsMax, "lists without a bound")
        for problem in report.problems + report.remarks {
            try PlainText.check(problem.description, "a bag's problem")
        }
        guard report.isValid else { return }
        for (path, content) in tree.files where path.isInside("data") {
            var changed = tree
            changed.files[path] = content + [0]
            let report = try BagValidation.report(on: changed)
            try hold(!report.isValid, "\(path) can be changed and the bag is still valid")
            changed.files[path] = nil
            try hold(
                !(try BagValidation.report(on: changed).isValid), "\(path) can be taken away")
        }
    }

    /// A backup is read to its end or refused, and no name in it leads out of its folder.
    @Sendable static func backup(_ bytes: UnsafeRawBufferPointer) throws {
        if bytes.count >= TarHeader.byteCount {
            let block = Array(bytes.prefix(TarHeader.byteCount))
            if let header = (try? TarHeader.reading(block, at: 0)).flatMap({ $0 }) {
                try check(header.path)
                let again = (try? TarHeader.reading(header.bytes, at: 0)).flatMap { $0 }
                try hold(again == header, "a header is not read as it is written")
            }
        }
        let file = memoryFile("fuzz", 0)
        guard file >= 0 else { throw Broken("no file in memory: \(errno)") }
        defer { close(file) }
        guard Glibc.write(file, bytes.baseAddress, bytes.count) == bytes.count else {
            throw Broken("the file in memory is not written")
        }
        var sink = NameSink()
        var reader = try BackupReader(opening: "/proc/self/fd/\(file)")
        // Refused or read: what must hold is what the sink was given.
        _ = try? reader.read(into: &sink)
        for name in sink.names { try check(name) }
    }

    @_silgen_name("memfd_create")
    private static func memoryFile(_ name: UnsafePointer<CChar>, _ flags: CUnsignedInt) -> CInt

    private static func check(_ path: String) throws(Broken) {
        try hold(isPlain(Array(path.utf8)), "\(path) leads out of the folder")
    }

    private struct NameSink: BackupReader.Sink {
        var names: [String] = []
        mutating func begin(_ path: String, size: UInt64) { names.append(path) }
        mutating func take(_ bytes: ArraySlice<UInt8>) {}
        mutating func end() {}
    }
}

/// The other reader of deflate: the one whose output people see.
private enum ZLib {
    /// Unpacks a raw stream; `nil` unless zlib takes all of it and finds the same checksum.
    static func unpack(_ stream: [UInt8], checkedBy content: [UInt8]) -> [UInt8]? {
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in content {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        let sum = high << 16 | low
        let trailer = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
        let source = [0x78, 0x01] + stream + trailer
        var output = [UInt8](repeating: 0, count: content.count + 1)
        var length = UInt(output.count)
        var used = UInt(source.count)
        let status = uncompress2(&output, &length, source, &used)
        guard status == 0, used == UInt(source.count) else { return nil }
        return Array(output[..<Int(length)])
    }

    @_silgen_name("uncompress2")
    private static func uncompress2(
        _ output: UnsafeMutablePointer<UInt8>, _ length: UnsafeMutablePointer<UInt>,
        _ source: UnsafePointer<UInt8>, _ used: UnsafeMutablePointer<UInt>
    ) -> CInt
}
