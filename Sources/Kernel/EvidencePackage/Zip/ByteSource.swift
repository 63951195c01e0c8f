// SPDX-License-Identifier: Apache-2.0

/// Bytes that can be read at any place: a file, a memory map, an array.
///
/// The kernel does no input and output of its own; whoever opens the file implements this.
public protocol ByteSource {
    /// How many bytes there are. It does not change while the source is read.
    var count: UInt64 { get }

    /// The bytes of a range that lies within `0..<count`, all of them.
    ///
    /// Throws the reader's own error when they cannot be had; fewer bytes are never returned.
    func bytes(in range: Range<UInt64>) throws -> [UInt8]
}

extension ByteSource {
    /// How much of a large file is held in memory at a time, in bytes.
    static var pieceSize: UInt64 { 1 << 18 }

    /// Hands over the bytes of a range in order, in pieces of at most 256 KiB.
    public func forEachPiece(
        in range: Range<UInt64>, _ body: ([UInt8]) throws -> Void
    ) throws {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(range.upperBound, start + Self.pieceSize)
            try body(try bytes(in: start..<end))
            start = end
        }
    }
}

/// Bytes that are in memory already.
public struct BytesInMemory: ByteSource, Sendable {
    private let content: [UInt8]

    /// Lends an array as a source.
    public init(_ content: [UInt8]) { self.content = content }

    public var count: UInt64 { UInt64(content.count) }

    public func bytes(in range: Range<UInt64>) throws -> [UInt8] {
        precondition(range.upperBound <= count, "read outside the source")
        return Array(content[Int(range.lowerBound)..<Int(range.upperBound)])
    }
}
