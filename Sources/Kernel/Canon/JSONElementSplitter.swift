// SPDX-License-Identifier: Apache-2.0

/// Cuts the elements out of arrays in a JSON document that arrives in pieces.
///
/// A document with a million events is one JSON value; reading it as one would need memory for all
/// of them. This hands on each element's bytes as soon as they are complete, and keeps only what
/// stands outside the arrays. An element is found by its quotes and brackets alone: whoever parses
/// it is the one who is strict about it. Everything else is parsed strictly at the end.
///
/// - Memory: one element, plus what stands outside; both are bounded.
/// - The same bytes in other pieces give the same elements and the same errors.
public struct JSONElementSplitter: Sendable {
    /// An element of one of the arrays.
    ///
    /// Its bytes are lent: they are gone after the call.
    public struct Element {
        /// The element's text without the white space round it.
        public let bytes: UnsafeRawBufferPointer
        /// Bytes before it in the document.
        public let offset: UInt64
        /// Its length in bytes, also where it was too long to be kept.
        public let length: UInt64
        /// The line its first byte is on, from 1.
        public let line: UInt64
        /// The column of its first byte, in bytes from 1.
        public let column: UInt64
        /// Its number in its array, from 0.
        public let index: UInt64
        /// Which of the paths its array is at.
        public let path: Int
    }

    /// What was found in an array.
    public enum Part {
        case element(Element)
        /// An element longer than the bound, which was skipped. Reading goes on after it.
        case tooLong(Element)
    }

    /// Takes what was found, and may ask for the document so far with the arrays emptied and what is
    /// open closed: it tells what stood before the element.
    public typealias Take = (Part, _ before: () throws(JSONError) -> JSON) -> Void

    private enum State {
        /// Outside the arrays.
        case outside
        /// In an array, before its first element.
        case first
        /// In an array, after a comma.
        case next
        /// In an array, after an element.
        case after
        /// In an element that is an object or an array.
        case nested
        /// In an element that is a string.
        case string
        /// In an element that is a number or a word.
        case plain
    }

    /// An object or array that is open outside the arrays cut up, with the member being read.
    private struct Level {
        let isObject: Bool
        var key: [UInt8] = []
        var expectsKey: Bool
    }

    private let paths: [[[UInt8]]]
    private let elementBytesMax: Int
    private let outsideBytesMax: Int
    private let depthMax: Int

    private var state = State.outside
    private var levels: [Level] = []
    /// What stands outside the arrays, as it was written, so far.
    public private(set) var outside: [UInt8] = []
    /// Where elements were left out of `outside`, and the place in the document after them.
    private var cuts: [(at: Int, place: Spot)] = []
    private var string: [UInt8]?
    private var rootHasEnded = false

    private var here = Spot()
    private var element: [UInt8] = []
    private var start = Spot()
    private var depth = 0
    private var inString = false
    private var isEscaped = false
    private var isTooLong = false
    private var index: UInt64 = 0
    private var path = 0

    /// Cuts up the arrays at some paths, each the names of the members that lead to it.
    ///
    /// The empty path is the array that is the whole document.
    public init(
        arraysAt paths: [[String]], elementBytesMax: Int, outsideBytesMax: Int, depthMax: Int = 64
    ) {
        self.paths = paths.map { $0.map { Array($0.utf8) } }
        self.elementBytesMax = elementBytesMax
        self.outsideBytesMax = outsideBytesMax
        self.depthMax = depthMax
    }

    /// Reads the next bytes and hands on the elements they complete.
    public mutating func split(
        _ chunk: UnsafeRawBufferPointer, _ take: (Part) -> Void
    ) throws(JSONError) {
        try split(chunk, withBefore: { part, _ in take(part) })
    }

    /// As ``split(_:_:)``, for those who must know what stood before an element.
    public mutating func split(
        _ chunk: UnsafeRawBufferPointer, withBefore take: Take
    ) throws(JSONError) {
        let bytes = chunk.assumingMemoryBound(to: UInt8.self)
        var at = 0
        while at < bytes.count {
            switch state {
            case .outside: try readOutside(bytes, &at)
            case .first, .next, .after: try readBetween(bytes, &at)
            case .nested: readNested(bytes, &at, take)
            case .string: readString(bytes, &at, take)
            case .plain: readPlain(bytes, &at, take)
            }
        }
    }

    private func outsideSoFar() throws(JSONError) -> JSON {
        let closers = levels.reversed().map { $0.isObject ? UInt8(0x7D) : 0x5D }
        return try parse(outside + [0x5D] + closers)
    }

    /// Says that the document has ended, and gives it back with the arrays emptied.
    public mutating func finish() throws(JSONError) -> JSON {
        guard state == .outside else {
            let expected = state == .after ? "a comma or ]" : "the rest of an element"
            throw error(.endOfInput(expected: expected), at: here)
        }
        return try parse(outside)
    }
}

// MARK: - Outside

extension JSONElementSplitter {
    private mutating func readOutside(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int
    ) throws(JSONError) {
        let begin = at
        let end = begin + min(bytes.count - begin, outsideBytesMax - outside.count)
        var found = Mark.plain
        while at < end, found == .plain {
            let byte = bytes[at]
            if inString { readOutsideString(byte) } else { found = readOutsideMark(byte) }
            at += 1
        }
        let part = UnsafeBufferPointer(rebasing: bytes[begin..<at])
        here.advance(over: part)
        outside.append(contentsOf: part)
        switch found {
        case .opensArray:
            state = .first
            index = 0
        case .isTooDeep:
            throw error(.tooDeep(limit: depthMax), at: here)
        case .plain:
            guard at == bytes.count else {
                throw error(.tooLong(limit: outsideBytesMax), at: here)
            }
        }
    }

    private enum Mark {
        case plain
        case opensArray
        case isTooDeep
    }

    private mutating func readOutsideString(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == 0x5C {
            isEscaped = true
        } else if byte == 0x22 {
            inString = false
            if let name = string, let last = levels.indices.last {
                levels[last].key = JSONElementSplitter.unescaped(name)
            }
            string = nil
            return
        }
        // Longer names than any path's cannot match, so they need not be kept whole.
        if let count = string?.count, count < 1_024 { string?.append(byte) }
    }

    private mutating func readOutsideMark(_ byte: UInt8) -> Mark {
        switch byte {
        case 0x22:
            inString = true
            if let last = levels.last, last.isObject, last.expectsKey { string = [] }
        case 0x3A:
            if let last = levels.indices.last { levels[last].expectsKey = false }
        case 0x2C:
            if let last = levels.indices.last { levels[last].expectsKey = true }
        case 0x7B, 0x5B:
            if byte == 0x5B, let match = matchingPath {
                path = match
                return .opensArray
            }
            guard levels.count < depthMax else { return .isTooDeep }
            levels.append(Level(isObject: byte == 0x7B, expectsKey: true))
        case 0x7D, 0x5D:
            _ = levels.popLast()
            if levels.isEmpty { rootHasEnded = true }
        default:
            break
        }
        return .plain
    }

    private var matchingPath: Int? {
        guard !rootHasEnded, levels.allSatisfy({ $0.isObject && !$0.expectsKey }) else {
            return nil
        }
        return paths.firstIndex { path in
            path.count == levels.count && zip(path, levels).allSatisfy { $0 == $1.key }
        }
    }

    /// A member's name as it is meant: `"\u0065"` is `"e"`, and must not hide an array from us.
    private static func unescaped(_ name: [UInt8]) -> [UInt8] {
        guard name.contains(0x5C) else { return name }
        // A name that is no JSON string is refused when the whole is parsed; until then it is none.
        guard let value = try? JSON(parsing: [0x22] + name + [0x22]), let text = value.text else {
            return []
        }
        return Array(text.utf8)
    }
}

// MARK: - In an array

extension JSONElementSplitter {
    private mutating func readBetween(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int
    ) throws(JSONError) {
        let byte = bytes[at]
        switch (byte, state) {
        case (0x20, _), (0x09, _), (0x0A, _), (0x0D, _):
            break
        case (0x5D, .first), (0x5D, .after):
            cuts.append((outside.count, here))
            outside.append(0x5D)
            state = .outside
            if levels.isEmpty { rootHasEnded = true }
        case (0x2C, .after):
            state = .next
        case (_, .after):
            throw unexpected(byte, "a comma or ]")
        case (0x2C, _), (0x5D, _), (0x7D, _), (0x3A, _):
            throw unexpected(byte, "a value")
        default:
            begin(byte)
            return
        }
        here.advance(over: UnsafeBufferPointer(rebasing: bytes[at...at]))
        at += 1
    }

    private mutating func begin(_ byte: UInt8) {
        start = here
        element.removeAll(keepingCapacity: element.capacity <= 1 << 20)
        isTooLong = false
        depth = 0
        inString = false
        isEscaped = false
        switch byte {
        case 0x7B, 0x5B: state = .nested
        case 0x22: state = .string
        default: state = .plain
        }
    }

    private mutating func readNested(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ take: Take
    ) {
        let begin = at
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if inString {
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else if byte == 0x22 {
                    inString = false
                }
                continue
            }
            switch byte {
            case 0x22: inString = true
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D:
                depth -= 1
                if depth == 0 { return end(bytes[begin..<at], take) }
            default: break
            }
        }
        keep(bytes[begin..<at])
    }

    private mutating func readString(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ take: Take
    ) {
        let begin = at
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if isEscaped {
                isEscaped = false
            } else if byte == 0x5C {
                isEscaped = true
            } else if byte == 0x22 {
                if inString { return end(bytes[begin..<at], take) }
                inString = true
            }
        }
        keep(bytes[begin..<at])
    }

    private mutating func readPlain(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ take: Take
    ) {
        let begin = at
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x5D: return end(bytes[begin..<at], take)
            default: at += 1
            }
        }
        keep(bytes[begin..<at])
    }

    /// Keeps the beginning of an element whose rest is in the next piece.
    private mutating func keep(_ part: Slice<UnsafeBufferPointer<UInt8>>) {
        here.advance(over: UnsafeBufferPointer(rebasing: part))
        guard !isTooLong, element.count + part.count <= elementBytesMax else {
            isTooLong = true
            element = []
            return
        }
        element.append(contentsOf: part)
    }

    /// Hands on an element; one that lies within a piece is lent where it lies.
    private mutating func end(
        _ part: Slice<UnsafeBufferPointer<UInt8>>, _ take: Take
    ) {
        here.advance(over: UnsafeBufferPointer(rebasing: part))
        state = .after
        if isTooLong || element.count + part.count > elementBytesMax {
            take(.tooLong(lend(UnsafeRawBufferPointer(start: nil, count: 0))), outsideSoFar)
        } else if element.isEmpty {
            let bytes = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: part))
            take(.element(lend(bytes)), outsideSoFar)
        } else {
            element.append(contentsOf: part)
            element.withUnsafeBytes { take(.element(lend($0)), outsideSoFar) }
        }
        element.removeAll(keepingCapacity: element.capacity <= 1 << 20)
        index += 1
    }

    private func lend(_ bytes: UnsafeRawBufferPointer) -> Element {
        Element(
            bytes: bytes, offset: start.offset, length: here.offset - start.offset,
            line: start.line, column: start.column, index: index, path: path)
    }
}

// MARK: - Places and errors

extension JSONElementSplitter {
    /// A spot in the document.
    private struct Spot {
        var offset: UInt64 = 0
        var line: UInt64 = 1
        var column: UInt64 = 1

        mutating func advance(over bytes: UnsafeBufferPointer<UInt8>) {
            var breaks: UInt64 = 0
            for byte in bytes { breaks &+= byte == 0x0A ? 1 : 0 }
            offset += UInt64(bytes.count)
            guard breaks > 0 else {
                column += UInt64(bytes.count)
                return
            }
            line += breaks
            column = UInt64(bytes.reversed().prefix { $0 != 0x0A }.count) + 1
        }
    }

    private func parse(_ bytes: [UInt8]) throws(JSONError) -> JSON {
        do throws(JSONError) {
            return try JSON(parsing: bytes, limits: JSONLimits(depth: depthMax))
        } catch {
            throw moved(error, in: bytes)
        }
    }

    /// An error in what stands outside, at its place in the whole document.
    private func moved(_ error: JSONError, in bytes: [UInt8]) -> JSONError {
        guard let cut = cuts.last(where: { $0.at <= error.offset }) else { return error }
        var spot = cut.place
        bytes[cut.at..<min(error.offset, bytes.count)].withUnsafeBufferPointer {
            spot.advance(over: $0)
        }
        return self.error(error.problem, at: spot, pointer: error.pointer)
    }

    private func unexpected(_ byte: UInt8, _ expected: String) -> JSONError {
        let found =
            (0x21...0x7E).contains(byte)
            ? "'\(Character(Unicode.Scalar(byte)))'" : "the byte 0x\(Hex.text([byte]))"
        return error(.unexpected(found: found, expected: expected), at: here)
    }

    private func error(
        _ problem: JSONError.Problem, at spot: Spot, pointer: String = ""
    ) -> JSONError {
        JSONError(
            problem: problem, offset: Int(clamping: spot.offset), line: Int(clamping: spot.line),
            column: Int(clamping: spot.column), pointer: pointer)
    }
}
