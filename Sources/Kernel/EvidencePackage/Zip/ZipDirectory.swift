// SPDX-License-Identifier: Apache-2.0

/// Reads an archive's directory and holds every local header against it.
struct ZipDirectory {
    private(set) var entries: [ZipArchive.Entry] = []
    private let source: any ByteSource
    private var records: [Record] = []

    /// Where the directory is and how many entries it has.
    private struct Place {
        var entryCount: UInt64
        var size: UInt64
        var offset: UInt64
        /// Where the records that end the archive begin.
        var endsAt: UInt64
    }

    /// What the directory says and the local header must repeat.
    private struct Record {
        let versionNeeded, flags, method, time, date: UInt16
        let crc: UInt32
        let name: [UInt8]
    }

    init(_ source: any ByteSource, limits: ZipArchive.Limits) throws {
        self.source = source
        let place = try ZipDirectory.place(in: source)
        guard place.entryCount <= limits.entryCountMax else {
            throw ZipFault(
                .tooMany, at: place.offset,
                "\(place.entryCount) entries; at most \(limits.entryCountMax) are read")
        }
        guard place.offset <= place.endsAt, place.size == place.endsAt - place.offset else {
            throw ZipFault(
                .gap, at: place.offset,
                "the directory of \(place.size) bytes does not end where the end record begins")
        }
        guard place.size <= ZipArchive.directoryBytesMax else {
            throw ZipFault(.tooLarge, at: place.offset, "the directory has \(place.size) bytes")
        }
        try readDirectory(place, limits: limits)
        try readLocalHeaders(directoryOffset: place.offset)
    }

    // MARK: The end of the archive

    private static func place(in source: any ByteSource) throws -> Place {
        let count = source.count
        guard count >= UInt64(ZipFormat.endSize) else {
            throw ZipFault(.notAnArchive, at: 0, "\(count) bytes are too few for a zip archive")
        }
        let start = count - UInt64(ZipFormat.endSize)
        let end = LittleEndian(try source.bytes(in: start..<count))
        guard end.u32(0) == ZipFormat.endSignature else {
            throw try faultWithoutEnd(source)
        }
        guard end.u16(20) == 0 else {
            throw ZipFault(.comment, at: start, "an archive comment is covered by no digest")
        }
        let locatorSize = UInt64(ZipFormat.locator64Size)
        if start >= locatorSize {
            let locator = LittleEndian(try source.bytes(in: start - locatorSize..<start))
            if locator.u32(0) == ZipFormat.locator64Signature {
                return try place64(in: source, end: end, locator: locator, at: start - locatorSize)
            }
        }
        guard end.u16(4) == 0, end.u16(6) == 0, end.u16(8) == end.u16(10) else {
            throw ZipFault(.severalParts, at: start, "the archive says it has several parts")
        }
        return Place(
            entryCount: UInt64(end.u16(10)), size: UInt64(end.u32(12)),
            offset: UInt64(end.u32(16)), endsAt: start)
    }

    /// Tells a damaged archive from a file that never was one.
    private static func faultWithoutEnd(_ source: any ByteSource) throws -> ZipFault {
        let head = LittleEndian(try source.bytes(in: 0..<4))
        let tail = try source.bytes(in: source.count - UInt64(ZipFormat.endSize)..<source.count)
        let looksEnded = tail.starts(with: [0x50]) || tail.dropFirst(2).starts(with: [5, 6])
        guard head.u32(0) == ZipFormat.localSignature || looksEnded else {
            return ZipFault(.notAnArchive, at: 0, "this is not a zip archive")
        }
        return ZipFault(
            .truncated, at: source.count,
            "the end record is not at the end: the archive is cut short, or something follows it")
    }

    private static func place64(
        in source: any ByteSource, end: LittleEndian, locator: LittleEndian, at offset: UInt64
    ) throws -> Place {
        let start = locator.u64(8)
        let size = UInt64(ZipFormat.end64Size)
        guard locator.u32(4) == 0, locator.u32(16) == 1 else {
            throw ZipFault(.severalParts, at: offset, "the archive says it has several parts")
        }
        guard offset >= size, start == offset - size else {
            throw ZipFault(.gap, at: offset, "the zip64 end record is not right before its locator")
        }
        let record = LittleEndian(try source.bytes(in: start..<offset))
        guard record.u32(0) == ZipFormat.end64Signature, record.u64(4) == size - 12 else {
            throw ZipFault(.malformed, at: start, "no zip64 end record where one is announced")
        }
        guard record.u32(16) == 0, record.u32(20) == 0, record.u64(24) == record.u64(32) else {
            throw ZipFault(.severalParts, at: start, "the archive says it has several parts")
        }
        let place = Place(
            entryCount: record.u64(32), size: record.u64(40), offset: record.u64(48), endsAt: start)
        func agree(_ short: UInt64, _ long: UInt64, _ escape: UInt64) -> Bool {
            short == long || short == escape
        }
        guard
            agree(UInt64(end.u16(4)), 0, 0xFFFF), agree(UInt64(end.u16(6)), 0, 0xFFFF),
            agree(UInt64(end.u16(8)), place.entryCount, 0xFFFF),
            agree(UInt64(end.u16(10)), place.entryCount, 0xFFFF),
            agree(UInt64(end.u32(12)), place.size, 0xFFFF_FFFF),
            agree(UInt64(end.u32(16)), place.offset, 0xFFFF_FFFF)
        else {
            throw ZipFault(.disagreement, at: start, "the two end records do not agree")
        }
        return place
    }

    // MARK: The directory

    private mutating func readDirectory(_ place: Place, limits: ZipArchive.Limits) throws {
        let bytes = LittleEndian(try source.bytes(in: place.offset..<place.endsAt))
        var at = 0
        var total: UInt64 = 0
        var names = Set<FilePath>()
        names.reserveCapacity(
            Int(min(place.entryCount, place.size / UInt64(ZipFormat.centralSize))))
        while at < bytes.bytes.count {
            let offset = place.offset + UInt64(at)
            guard bytes.bytes.count - at >= ZipFormat.centralSize,
                bytes.u32(at) == ZipFormat.centralSignature
            else { throw ZipFault(.malformed, at: offset, "no directory record here") }
            let nameEnd = at + ZipFormat.centralSize + Int(bytes.u16(at + 28))
            let extraEnd = nameEnd + Int(bytes.u16(at + 30))
            guard extraEnd <= bytes.bytes.count else {
                throw ZipFault(.malformed, at: offset, "the directory record is cut short")
            }
            let name = Array(bytes.bytes[at + ZipFormat.centralSize..<nameEnd])
            let entry = try centralEntry(
                bytes, at: at, name: name, extra: Array(bytes.bytes[nameEnd..<extraEnd]),
                offset: offset)
            guard names.insert(entry.path).inserted else {
                throw ZipFault(
                    .duplicateName, at: offset, in: entry.path.description,
                    "the name is in the directory twice")
            }
            total = total.addingReportingOverflow(entry.size).partialValue
            guard entry.size <= limits.totalBytesMax, total <= limits.totalBytesMax else {
                throw ZipFault(
                    .tooLarge, at: offset, in: entry.path.description,
                    "more than \(limits.totalBytesMax) bytes in all")
            }
            entries.append(entry)
            guard UInt64(entries.count) <= place.entryCount else { break }
            at = extraEnd
        }
        guard UInt64(entries.count) == place.entryCount else {
            throw ZipFault(
                .disagreement, at: place.endsAt,
                "the end record counts \(place.entryCount) entries, the directory has another number"
            )
        }
    }

    private mutating func centralEntry(
        _ bytes: LittleEndian, at: Int, name: [UInt8], extra: [UInt8], offset: UInt64
    ) throws -> ZipArchive.Entry {
        let shown = String(decoding: name, as: UTF8.self)
        func fault(_ reason: ZipFault.Reason, _ detail: String) -> ZipFault {
            ZipFault(reason, at: offset, in: shown, detail)
        }
        let flags = bytes.u16(at + 8)
        let method = bytes.u16(at + 10)
        guard flags & (ZipFormat.encryptedFlags | ZipFormat.patchFlag) == 0 else {
            throw fault(.encrypted, "the entry is encrypted or a patch")
        }
        guard method == ZipFormat.stored || method == ZipFormat.deflated else {
            throw fault(.unsupportedMethod, "compression method \(method); only 0 and 8 are read")
        }
        guard bytes.u16(at + 32) == 0 else { throw fault(.comment, "the entry has a comment") }
        var fields = try Zip64Fields(extra, offset: offset, name: shown)
        let size = try fields.value(bytes.u32(at + 24))
        let compressedSize = try fields.value(bytes.u32(at + 20))
        let localOffset = try fields.value(bytes.u32(at + 42))
        guard bytes.u16(at + 34) == 0, try fields.isDone(disk: bytes.u16(at + 34)) else {
            throw fault(.severalParts, "the entry starts in another part")
        }
        let (path, isFolder) = try ZipDirectory.path(name, flags: flags, fault: fault)
        let kind = bytes.u32(at + 38) >> 28
        guard kind == 0 || kind == 8 && !isFolder || kind == 4 && isFolder else {
            throw fault(
                .notAFile, "the entry is a link, a device or another kind than its name says")
        }
        if isFolder, size != 0 || bytes.u32(at + 16) != 0 || method != ZipFormat.stored {
            throw fault(.notAFile, "a folder with content")
        }
        guard method == ZipFormat.deflated || size == compressedSize else {
            throw fault(.disagreement, "a stored entry with two sizes")
        }
        guard size / ZipArchive.ratioMax <= compressedSize else {
            throw fault(.tooLarge, "\(compressedSize) bytes cannot hold \(size)")
        }
        records.append(
            Record(
                versionNeeded: bytes.u16(at + 6), flags: flags, method: method,
                time: bytes.u16(at + 12), date: bytes.u16(at + 14), crc: bytes.u32(at + 16),
                name: name))
        return ZipArchive.Entry(
            path: path, isFolder: isFolder, size: size, compressedSize: compressedSize,
            isDeflated: method == ZipFormat.deflated, crc: bytes.u32(at + 16),
            localOffset: localOffset)
    }

    private static func path(
        _ name: [UInt8], flags: UInt16, fault: (ZipFault.Reason, String) -> ZipFault
    ) throws -> (FilePath, isFolder: Bool) {
        if flags & ZipFormat.utf8Flag == 0, name.contains(where: { $0 >= 0x80 }) {
            throw fault(.badName, "the name is in no stated character set")
        }
        let isFolder = name.last == UInt8(ascii: "/")
        do {
            return (try FilePath(isFolder ? name.dropLast() : name[...]), isFolder)
        } catch {
            throw fault(.badName, error.description)
        }
    }

    // MARK: Local headers

    /// Holds each local header against the directory, and makes sure no byte lies between entries.
    private mutating func readLocalHeaders(directoryOffset: UInt64) throws {
        let order = entries.indices.sorted { entries[$0].localOffset < entries[$1].localOffset }
        var expected: UInt64 = 0
        for (rank, index) in order.enumerated() {
            let entry = entries[index]
            guard entry.localOffset == expected else {
                let reason: ZipFault.Reason = entry.localOffset < expected ? .overlap : .gap
                throw ZipFault(
                    reason, at: entry.localOffset, in: entry.path.description,
                    "entries must follow one another; the next was expected at byte \(expected)")
            }
            let isLast = rank + 1 == order.count
            let next = isLast ? directoryOffset : entries[order[rank + 1]].localOffset
            entries[index].contentOffset = try checkLocalHeader(
                entry, against: records[index], endingAt: next)
            expected = next
        }
        guard expected == directoryOffset else {
            throw ZipFault(.gap, at: expected, "bytes that belong to no entry")
        }
    }

    private func checkLocalHeader(
        _ entry: ZipArchive.Entry, against record: Record, endingAt end: UInt64
    ) throws -> UInt64 {
        let start = entry.localOffset
        func fault(_ reason: ZipFault.Reason, _ detail: String) -> ZipFault {
            ZipFault(reason, at: start, in: entry.path.description, detail)
        }
        let fixed = UInt64(ZipFormat.localSize + record.name.count)
        guard end >= start, end - start >= fixed else {
            throw fault(.overlap, "the next record begins inside this entry's header")
        }
        let header = LittleEndian(try source.bytes(in: start..<start + fixed))
        guard header.u32(0) == ZipFormat.localSignature else {
            throw fault(.malformed, "no local header here")
        }
        guard header.u16(4) == record.versionNeeded, header.u16(6) == record.flags,
            header.u16(8) == record.method, header.u16(10) == record.time,
            header.u16(12) == record.date, Int(header.u16(26)) == record.name.count,
            Array(header.bytes[ZipFormat.localSize...]) == record.name
        else { throw fault(.disagreement, "the local header and the directory do not agree") }
        let contentOffset = start + fixed + UInt64(header.u16(28))
        guard contentOffset <= end, entry.compressedSize <= end - contentOffset else {
            throw fault(.overlap, "the content reaches into the next record")
        }
        let extra = try source.bytes(in: start + fixed..<contentOffset)
        var fields = try Zip64Fields(extra, offset: start, name: entry.path.description)
        let hasDescriptor = record.flags & ZipFormat.descriptorFlag != 0
        let deferred =
            hasDescriptor && header.u32(14) == 0
            && [0, ZipFormat.in64].contains(header.u32(18))
            && [0, ZipFormat.in64].contains(header.u32(22))
        if !deferred {
            guard header.u32(14) == record.crc, try fields.value(header.u32(22)) == entry.size,
                try fields.value(header.u32(18)) == entry.compressedSize
            else { throw fault(.disagreement, "the local header and the directory do not agree") }
        }
        let rest = try source.bytes(
            in: contentOffset
                + entry.compressedSize..<min(end, contentOffset + entry.compressedSize + 25))
        guard isDescriptor(rest, of: entry, expected: hasDescriptor) else {
            throw fault(
                .gap, "what follows the content is neither the next record nor a descriptor")
        }
        return contentOffset
    }

    /// Whether bytes after the content are exactly the data descriptor, or nothing if none is due.
    private func isDescriptor(
        _ bytes: [UInt8], of entry: ZipArchive.Entry, expected: Bool
    ) -> Bool {
        guard expected else { return bytes.isEmpty }
        var long: [UInt8] = []
        long.appendLittleEndian(entry.crc)
        var short = long
        short.appendLittleEndian(UInt32(truncatingIfNeeded: entry.compressedSize))
        short.appendLittleEndian(UInt32(truncatingIfNeeded: entry.size))
        long.appendLittleEndian(entry.compressedSize)
        long.appendLittleEndian(entry.size)
        var signature: [UInt8] = []
        signature.appendLittleEndian(ZipFormat.descriptorSignature)
        return [short, long, signature + short, signature + long].contains(bytes)
    }
}

/// The zip64 extra field: values that do not fit four bytes, in the order they are asked for.
private struct Zip64Fields {
    private var values: LittleEndian?
    private var at = 0
    private let offset: UInt64
    private let name: String

    /// Finds the field among the extra fields, all of which must be well formed.
    init(_ extra: [UInt8], offset: UInt64, name: String) throws {
        self.offset = offset
        self.name = name
        let fields = LittleEndian(extra)
        var at = 0
        while at < extra.count {
            guard extra.count - at >= 4, extra.count - at - 4 >= Int(fields.u16(at + 2)) else {
                throw ZipFault(.malformed, at: offset, in: name, "the extra field is cut short")
            }
            let end = at + 4 + Int(fields.u16(at + 2))
            if fields.u16(at) == ZipFormat.zip64Field {
                guard values == nil else {
                    throw ZipFault(.malformed, at: offset, in: name, "two zip64 fields")
                }
                values = LittleEndian(Array(extra[at + 4..<end]))
            }
            at = end
        }
    }

    /// The value itself, or the next one of the field when it says "look there".
    mutating func value(_ short: UInt32) throws -> UInt64 {
        guard short == ZipFormat.in64 else { return UInt64(short) }
        guard let values, values.bytes.count - at >= 8 else {
            throw ZipFault(.malformed, at: offset, in: name, "a zip64 value is missing")
        }
        at += 8
        return values.u64(at - 8)
    }

    /// Whether every value has been asked for.
    func isDone(disk: UInt16) throws -> Bool { disk == 0 && at == values?.bytes.count ?? 0 }
}
