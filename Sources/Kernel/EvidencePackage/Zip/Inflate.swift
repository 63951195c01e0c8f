// SPDX-License-Identifier: Apache-2.0

/// Decompresses one deflate stream (RFC 1951) with flat memory and an exact length.
///
/// The kernel stands on swift-crypto alone so that an offline verifier is small enough to read, and
/// every other zip tool in the world writes deflate: hence an own reader of 200 lines. It never
/// holds more than 96 KiB of output, and it stops at the first byte beyond the length the archive
/// declares, so a bomb costs its author's declared size and no more.
struct Inflate {
    /// What is wrong with a stream.
    enum Fault: Error, Equatable {
        case truncated, badBlock, badCode, badDistance, tooLong, tooShort, bytesAfterEnd
    }

    private static let window = 32_768
    private static let flushed = 65_536

    /// What is being decoded.
    private enum Block {
        case none
        case stored(left: Int)
        case coded(HuffmanCode, HuffmanCode)
        case ended
    }

    private var input: BitInput
    private var output: [UInt8] = []
    /// How many bytes at the end of `output` have not been handed over.
    private var pending = 0
    private var produced: UInt64 = 0
    private let expected: UInt64
    private var block = Block.none
    private var isLast = false

    /// Prepares to decompress what `next` hands over until it returns `nil`.
    init(expecting expected: UInt64, from next: @escaping () throws -> [UInt8]?) {
        input = BitInput(next: next)
        self.expected = expected
        output.reserveCapacity(Inflate.window + Inflate.flushed + 258)
    }

    /// Decompresses everything, giving pieces to `sink`.
    ///
    /// Throws ``Fault`` unless the stream ends exactly at the end of the input and produces exactly
    /// `expected` bytes, and whatever the two closures throw.
    static func run(
        expecting expected: UInt64, from next: @escaping () throws -> [UInt8]?,
        to sink: ([UInt8]) throws -> Void
    ) throws {
        var inflate = Inflate(expecting: expected, from: next)
        while let piece = try inflate.piece() { try sink(piece) }
    }

    /// The next piece, of about 64 KiB; `nil` when the stream has ended as it should.
    mutating func piece() throws -> [UInt8]? {
        while pending < Inflate.flushed {
            switch block {
            case .none where isLast:
                guard produced == expected else { throw Fault.tooShort }
                guard try input.isAtEnd() else { throw Fault.bytesAfterEnd }
                block = .ended
            case .none: block = try nextBlock()
            case .stored(let left): try storedBytes(left)
            case .coded(let literals, let distances): try symbols(literals, distances)
            case .ended: return pending == 0 ? nil : handOver()
            }
        }
        return handOver()
    }

    private mutating func handOver() -> [UInt8] {
        let piece = Array(output[(output.count - pending)...])
        pending = 0
        output.removeFirst(max(0, output.count - Inflate.window))
        return piece
    }

    // MARK: Blocks

    private mutating func nextBlock() throws -> Block {
        isLast = try input.bits(1) == 1
        switch try input.bits(2) {
        case 0:
            input.alignToByte()
            let length = try input.bits(16)
            guard try input.bits(16) == ~length & 0xFFFF else { throw Fault.badBlock }
            return .stored(left: length)
        case 1: return .coded(HuffmanCode.fixedLiterals, HuffmanCode.fixedDistances)
        case 2:
            let (literals, distances) = try dynamicCodes()
            return .coded(literals, distances)
        default: throw Fault.badBlock
        }
    }

    private mutating func storedBytes(_ left: Int) throws {
        let count = min(left, Inflate.flushed - pending)
        for _ in 0..<count { try emit(UInt8(try input.bits(8))) }
        block = left == count ? .none : .stored(left: left - count)
    }

    /// Decodes until the block ends or a piece is full.
    private mutating func symbols(_ literals: HuffmanCode, _ distances: HuffmanCode) throws {
        while pending < Inflate.flushed {
            let symbol = try literals.symbol(from: &input)
            if symbol < 256 {
                try emit(UInt8(symbol))
                continue
            }
            if symbol == 256 { return block = .none }
            guard symbol <= 285 else { throw Fault.badCode }
            let length =
                Inflate.lengthBase[symbol - 257]
                + (try input.bits(Inflate.lengthExtra[symbol - 257]))
            let code = try distances.symbol(from: &input)
            guard code < 30 else { throw Fault.badCode }
            let distance =
                Inflate.distanceBase[code] + (try input.bits(Inflate.distanceExtra[code]))
            guard distance <= output.count else { throw Fault.badDistance }
            for _ in 0..<length { try emit(output[output.count - distance]) }
        }
    }

    private mutating func dynamicCodes() throws -> (HuffmanCode, HuffmanCode) {
        let literalCount = try input.bits(5) + 257
        let distanceCount = try input.bits(5) + 1
        let lengthCount = try input.bits(4) + 4
        guard literalCount <= 286, distanceCount <= 30 else { throw Fault.badCode }
        var lengthLengths = [UInt8](repeating: 0, count: 19)
        for index in 0..<lengthCount {
            lengthLengths[Inflate.lengthOrder[index]] = UInt8(try input.bits(3))
        }
        let lengthCode = try HuffmanCode(lengthLengths)
        var lengths: [UInt8] = []
        while lengths.count < literalCount + distanceCount {
            let symbol = try lengthCode.symbol(from: &input)
            switch symbol {
            case 0...15: lengths.append(UInt8(symbol))
            case 16:
                guard let last = lengths.last else { throw Fault.badCode }
                lengths.append(contentsOf: repeatElement(last, count: 3 + (try input.bits(2))))
            case 17: lengths.append(contentsOf: repeatElement(0, count: 3 + (try input.bits(3))))
            default: lengths.append(contentsOf: repeatElement(0, count: 11 + (try input.bits(7))))
            }
        }
        guard lengths.count == literalCount + distanceCount, lengths[256] != 0 else {
            throw Fault.badCode
        }
        return (
            try HuffmanCode(Array(lengths[..<literalCount]), mayBeIncomplete: true),
            try HuffmanCode(Array(lengths[literalCount...]), mayBeIncomplete: true)
        )
    }

    private mutating func emit(_ byte: UInt8) throws {
        guard produced < expected else { throw Fault.tooLong }
        output.append(byte)
        produced += 1
        pending += 1
    }

    // MARK: Tables (RFC 1951 §3.2.5 and §3.2.7)

    private static let lengthOrder = [
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
    ]
    private static let lengthBase = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115,
        131, 163, 195, 227, 258,
    ]
    private static let lengthExtra = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBase = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
        2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
    ]
    private static let distanceExtra = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12,
        13, 13,
    ]
}

/// Bits from bytes, least significant first.
struct BitInput {
    private let next: () throws -> [UInt8]?
    private var piece: [UInt8] = []
    private var index = 0
    private var held: UInt64 = 0
    private var heldCount = 0

    init(next: @escaping () throws -> [UInt8]?) { self.next = next }

    /// The next `count` bits (at most 16) as a number.
    mutating func bits(_ count: Int) throws -> Int {
        guard try fill(count) else { throw Inflate.Fault.truncated }
        let value = Int(held & (1 << UInt64(count) - 1))
        drop(count)
        return value
    }

    /// The next bits without taking them; beyond the end they read as zeros.
    mutating func peek(_ count: Int) throws -> Int {
        _ = try fill(count)
        return Int(held & (1 << UInt64(count) - 1))
    }

    /// Takes bits that ``peek(_:)`` has shown.
    mutating func take(_ count: Int) throws {
        guard heldCount >= count else { throw Inflate.Fault.truncated }
        drop(count)
    }

    mutating func alignToByte() { drop(heldCount & 7) }

    /// Whether nothing but the padding of the last byte is left.
    mutating func isAtEnd() throws -> Bool {
        alignToByte()
        return try heldCount == 0 && !fill(1)
    }

    private mutating func drop(_ count: Int) {
        held >>= UInt64(count)
        heldCount -= count
    }

    private mutating func fill(_ count: Int) throws -> Bool {
        while heldCount < count {
            if index == piece.count {
                guard let more = try next() else { return false }
                piece = more
                index = 0
                continue
            }
            held |= UInt64(piece[index]) << UInt64(heldCount)
            index += 1
            heldCount += 8
        }
        return true
    }
}

/// A canonical prefix code, looked up fifteen bits at a time.
struct HuffmanCode {
    private static let width = 15
    /// For each 15-bit input: the symbol shifted left by four, and the code's length; 0 for none.
    private let table: [UInt16]

    /// Fails when the lengths describe no code, or (unless allowed) one with unused inputs.
    init(_ lengths: [UInt8], mayBeIncomplete: Bool = false) throws {
        var counts = [Int](repeating: 0, count: 16)
        for length in lengths where length > 0 { counts[Int(length)] += 1 }
        var left = 1
        var next = [Int](repeating: 0, count: 17)
        for length in 1...15 {
            left = left << 1 - counts[length]
            guard left >= 0 else { throw Inflate.Fault.badCode }
            next[length + 1] = (next[length] + counts[length]) << 1
        }
        // A single code is how an empty block, or a block without matches, is written. It has one
        // bit (RFC 1951 §3.2.7); zlib refuses longer ones, and what one reader takes and the other
        // does not must not pass for evidence.
        guard left == 0 || mayBeIncomplete && counts.reduce(0, +) == counts[1] else {
            throw Inflate.Fault.badCode
        }
        var table = [UInt16](repeating: 0, count: 1 << HuffmanCode.width)
        for (symbol, length) in lengths.enumerated() where length > 0 {
            let length = Int(length)
            var reversed = 0
            for bit in 0..<length where next[length] >> bit & 1 == 1 {
                reversed |= 1 << (length - 1 - bit)
            }
            next[length] += 1
            for index in stride(from: reversed, to: table.count, by: 1 << length) {
                table[index] = UInt16(symbol << 4 | length)
            }
        }
        self.table = table
    }

    func symbol(from input: inout BitInput) throws -> Int {
        let found = table[try input.peek(HuffmanCode.width)]
        guard found != 0 else { throw Inflate.Fault.badCode }
        try input.take(Int(found & 15))
        return Int(found >> 4)
    }

    static let fixedLiterals = fixed(
        Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112)
            + Array(repeating: 7, count: 24) + Array(repeating: 8, count: 8))
    static let fixedDistances = fixed(Array(repeating: 5, count: 32))

    private static func fixed(_ lengths: [UInt8]) -> HuffmanCode {
        guard let code = try? HuffmanCode(lengths) else {
            // The lengths are constants of RFC 1951 §3.2.6; a test builds both.
            preconditionFailure("the fixed codes of RFC 1951 are complete")
        }
        return code
    }
}
