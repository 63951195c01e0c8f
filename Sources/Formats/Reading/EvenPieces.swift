// SPDX-License-Identifier: Apache-2.0

/// Cuts a file that arrives in pieces of any size into pieces of one size.
///
/// What a parser of somebody else's says about a broken file may depend on where its input was cut.
/// Given even pieces, the same bytes always give the same answer, read from a pipe or from a disk.
package struct EvenPieces: Sendable {
    private let bytesEach: Int
    private var held: [UInt8] = []

    package init(bytesEach: Int) { self.bytesEach = bytesEach }

    /// Hands on what is complete; a piece that lies whole in the chunk is not copied.
    package mutating func cut(
        _ chunk: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Void
    ) {
        var rest = chunk[...]
        if !held.isEmpty {
            let missing = rest.prefix(bytesEach - held.count)
            held.append(contentsOf: missing)
            rest = rest.dropFirst(missing.count)
            guard held.count == bytesEach else { return }
            held.withUnsafeBytes { take($0) }
            held.removeAll(keepingCapacity: true)
        }
        while rest.count >= bytesEach {
            take(UnsafeRawBufferPointer(rebasing: rest.prefix(bytesEach)))
            rest = rest.dropFirst(bytesEach)
        }
        held.append(contentsOf: rest)
    }

    /// Hands on what is left at the end, if anything is.
    package mutating func finish(_ take: (UnsafeRawBufferPointer) -> Void) {
        guard !held.isEmpty else { return }
        held.withUnsafeBytes { take($0) }
        held.removeAll(keepingCapacity: true)
    }
}

/// A reader that is given even pieces, however its file arrives.
package struct EvenReader<Reader: ActivityReader>: ActivityReader {
    /// How much is read at a time: 16 KiB.
    private static var pieceBytes: Int { 16_384 }

    private var reader: Reader
    private var pieces = EvenPieces(bytesEach: EvenReader.pieceBytes)

    package init(_ reader: Reader) { self.reader = reader }

    package var wantsAnotherPass: Bool { reader.wantsAnotherPass }
    package var hasMore: Bool { reader.hasMore }

    package mutating func read(_ chunk: UnsafeRawBufferPointer, into batch: inout ReadBatch) {
        // Taken out for the call, in which the rest of this reader changes.
        var pieces = EvenPieces(bytesEach: EvenReader.pieceBytes)
        swap(&pieces, &self.pieces)
        pieces.cut(chunk) { reader.read($0, into: &batch) }
        self.pieces = pieces
    }

    package mutating func finish(into batch: inout ReadBatch) {
        var pieces = EvenPieces(bytesEach: EvenReader.pieceBytes)
        swap(&pieces, &self.pieces)
        pieces.finish { reader.read($0, into: &batch) }
        reader.finish(into: &batch)
    }
}
