// SPDX-License-Identifier: Apache-2.0

/// The content of one file of an archive, handed over piece by piece when it is asked for.
///
/// Nothing is known to be right before ``next()`` has returned `nil`: checksum and length are those
/// of the whole.
public struct ZipContent {
    private enum Pieces {
        case stored(left: Range<UInt64>)
        case deflated(Inflate)
    }

    private let source: any ByteSource
    private let entry: ZipArchive.Entry
    private var pieces: Pieces
    private var crc = CRC32()
    private var hasEnded = false

    init(_ entry: ZipArchive.Entry, in source: any ByteSource) {
        self.source = source
        self.entry = entry
        let range = entry.contentOffset..<entry.contentOffset + entry.compressedSize
        guard entry.isDeflated else {
            pieces = .stored(left: range)
            return
        }
        var position = range.lowerBound
        pieces = .deflated(
            Inflate(expecting: entry.size) {
                guard position < range.upperBound else { return nil }
                let end = min(range.upperBound, position + UInt64(1 << 16))
                defer { position = end }
                return try source.bytes(in: position..<end)
            })
    }

    /// The next piece; `nil` when all were handed over and the checksum is right.
    ///
    /// Throws ``ZipFault``, or what the source throws; there is nothing more after that.
    public mutating func next() throws -> [UInt8]? {
        guard !hasEnded else { return nil }
        guard let piece = try uncheckedNext() else {
            hasEnded = true
            guard crc.value == entry.crc else {
                throw ZipFault(
                    .badChecksum, at: entry.contentOffset, in: entry.path.description,
                    "the content has CRC-32 \(hex(crc.value)), the directory says \(hex(entry.crc))"
                )
            }
            return nil
        }
        crc.update(piece)
        return piece
    }

    private mutating func uncheckedNext() throws -> [UInt8]? {
        switch pieces {
        case .stored(let left):
            guard !left.isEmpty else { return nil }
            let end = min(left.upperBound, left.lowerBound + BytesInMemory.pieceSize)
            pieces = .stored(left: end..<left.upperBound)
            return try source.bytes(in: left.lowerBound..<end)
        case .deflated(var inflate):
            // What is held has one owner, or adding to it would copy it.
            pieces = .stored(left: 0..<0)
            do {
                let piece = try inflate.piece()
                pieces = .deflated(inflate)
                return piece
            } catch let fault as Inflate.Fault {
                throw ZipFault(
                    reason(of: fault), at: entry.contentOffset, in: entry.path.description,
                    "the compressed content is wrong (\(fault)); \(entry.size) bytes were expected")
            }
        }
    }

    private func reason(of fault: Inflate.Fault) -> ZipFault.Reason {
        switch fault {
        case .tooLong, .tooShort, .bytesAfterEnd: .wrongLength
        case .truncated, .badBlock, .badCode, .badDistance: .badDeflate
        }
    }

    private func hex(_ value: UInt32) -> String { String(value, radix: 16) }
}
