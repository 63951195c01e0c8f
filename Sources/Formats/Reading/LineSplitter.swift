// SPDX-License-Identifier: Apache-2.0

/// Cuts a file that arrives in pieces into its lines.
///
/// A line that lies within one piece is handed on where it lies; only one that straddles pieces is
/// copied. A line over the bound is reported once and skipped without being kept, so a file that is
/// one line of any length costs no memory.
package struct LineSplitter: Sendable {
    /// What became of a line.
    package enum Line {
        /// A line without its line break. The bytes are lent: they are gone after the call.
        case text(UnsafeRawBufferPointer, Place)
        /// A line longer than the bound; reading goes on after it.
        case tooLong(Place)
    }

    private let lineBytesMax: Int
    private var held: [UInt8] = []
    private var start = Place()
    private var isSkipping = false

    package init(lineBytesMax: Int) { self.lineBytesMax = lineBytesMax }

    /// Whether bytes of an unfinished line are waiting for the rest.
    package var isInsideLine: Bool { !held.isEmpty || isSkipping }

    /// Cuts the next piece.
    ///
    /// A carriage return before the line break belongs to the break. Blank lines are not handed on.
    package mutating func split(_ chunk: UnsafeRawBufferPointer, _ take: (Line) -> Void) {
        var rest = chunk
        while let end = LineSplitter.lineBreak(in: rest) {
            let line = UnsafeRawBufferPointer(rebasing: rest[..<end])
            endLine(line, take)
            start.offset += UInt64(end) + 1
            start.line += 1
            rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
        }
        hold(rest, take)
    }

    /// Hands on a last line that has no line break.
    package mutating func finish(_ take: (Line) -> Void) {
        endLine(UnsafeRawBufferPointer(start: nil, count: 0), take)
    }

    private mutating func endLine(_ bytes: UnsafeRawBufferPointer, _ take: (Line) -> Void) {
        defer {
            start.offset += UInt64(held.count)
            held.removeAll(keepingCapacity: held.capacity <= 1 << 20)
            isSkipping = false
        }
        if isSkipping { return }
        guard held.count + bytes.count <= lineBytesMax else { return take(.tooLong(start)) }
        if held.isEmpty { return LineSplitter.give(bytes, start, take) }
        held.append(contentsOf: bytes)
        held.withUnsafeBytes { LineSplitter.give($0, start, take) }
        held.removeLast(bytes.count)
    }

    private mutating func hold(_ bytes: UnsafeRawBufferPointer, _ take: (Line) -> Void) {
        if isSkipping {
            start.offset += UInt64(bytes.count)
        } else if held.count + bytes.count > lineBytesMax {
            take(.tooLong(start))
            start.offset += UInt64(held.count + bytes.count)
            held = []
            isSkipping = true
        } else {
            held.append(contentsOf: bytes)
        }
    }

    private static func give(
        _ bytes: UnsafeRawBufferPointer, _ place: Place, _ take: (Line) -> Void
    ) {
        var end = bytes.count
        if end > 0, bytes[end - 1] == 0x0D { end -= 1 }
        var begin = 0
        while begin < end, bytes[begin] == 0x20 || bytes[begin] == 0x09 { begin += 1 }
        guard begin < end else { return }
        take(.text(UnsafeRawBufferPointer(rebasing: bytes[..<end]), place))
    }

    /// Looks at eight bytes at a time: a byte is LF where `word ^ LF…LF` has a zero byte.
    private static func lineBreak(in bytes: UnsafeRawBufferPointer) -> Int? {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var index = 0
        while index + 8 <= bytes.count {
            let word = UInt64(
                littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let other = word ^ (ones &* 0x0A)
            let zeros = (other &- ones) & ~other & (ones &* 0x80)
            if zeros != 0 { return index + zeros.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < bytes.count {
            if bytes[index] == 0x0A { return index }
            index += 1
        }
        return nil
    }
}
