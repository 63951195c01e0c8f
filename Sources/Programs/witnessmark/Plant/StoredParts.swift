// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Canon
import EvidencePackage
import Glibc
import Intake
import Ledger

/// Parts of the original files in a plant's store.
struct StoredParts: OriginalParts {
    private let originals: OriginalStore

    init(_ originals: OriginalStore) { self.originals = originals }

    func source(of part: OriginalPart) throws -> any ByteSource {
        try FilePart(
            path: originals.path(of: part.file), offset: UInt64(clamping: part.offset),
            count: UInt64(clamping: part.length))
    }

    func holds(_ part: OriginalPart) -> Bool {
        var stream = DigestStream()
        do {
            let source = try source(of: part)
            try source.forEachPiece(in: 0..<source.count) { stream.update($0) }
        } catch { return false }
        return stream.digest == part.digest
    }
}

/// A stretch of a file, read where it lies.
struct FilePart: ByteSource {
    private let path: String
    private let offset: UInt64
    let count: UInt64

    init(whole path: String) throws(FileFault) {
        self.path = path
        offset = 0
        count = try FilePart.size(of: path)
    }

    init(path: String, offset: UInt64, count: UInt64) throws(FileFault) {
        guard offset + count <= (try FilePart.size(of: path)) else {
            errno = EINVAL
            throw FileFault(path, "be read to the end of the part")
        }
        self.path = path
        self.offset = offset
        self.count = count
    }

    private static func size(of path: String) throws(FileFault) -> UInt64 {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileFault(path, "be opened") }
        defer { close(file) }
        let end = lseek(file, 0, SEEK_END)
        guard end >= 0 else { throw FileFault(path, "be measured") }
        return UInt64(end)
    }

    func bytes(in range: Range<UInt64>) throws -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileFault(path, "be opened") }
        defer { close(file) }
        let wanted = Int(range.count)
        return try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            while filled < wanted {
                let got = pread(
                    file, buffer.baseAddress?.advanced(by: filled), wanted - filled,
                    off_t(offset + range.lowerBound) + off_t(filled))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { throw FileFault(path, "be read") }
                filled += got
            }
        }
    }
}
