// SPDX-License-Identifier: Apache-2.0

extension JSON {
    /// Reads exactly one JSON value (RFC 8259) from UTF-8 bytes, strictly.
    ///
    /// Refused, beyond what the grammar refuses: duplicate member names, lone surrogates, bytes
    /// that are not UTF-8, a byte order mark, numbers that overflow a double, and nesting beyond
    /// the limit. Each of these is read differently by different readers, and evidence that reads
    /// differently to two people is none.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        self = try bytes[...].parse(limits)
    }

    /// As ``init(parsing:limits:)``, for part of an array; places count from the part's start.
    public init(
        parsing bytes: ArraySlice<UInt8>, limits: JSONLimits = .standard
    ) throws(JSONError) {
        self = try bytes.parse(limits)
    }

    /// As ``init(parsing:limits:)``, for bytes that somebody else holds.
    public init(
        parsing buffer: UnsafeRawBufferPointer, limits: JSONLimits = .standard
    ) throws(JSONError) {
        var parser = JSONParser(buffer.assumingMemoryBound(to: UInt8.self), limits)
        do throws(JSONParser.Stop) { self = try parser.document() } catch {
            throw parser.error(error)
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func parse(_ limits: JSONLimits) throws(JSONError) -> JSON {
        // `withUnsafeBytes` rethrows untyped; the result carries the typed error across.
        let result: Result<JSON, JSONError> = withUnsafeBytes { buffer in
            do throws(JSONError) {
                return .success(try JSON(parsing: buffer, limits: limits))
            } catch { return .failure(error) }
        }
        return try result.get()
    }
}

/// One pass over the bytes, by recursive descent; the depth limit bounds the stack.
struct JSONParser {
    /// Where parsing stopped and why; lines and pointers are worked out only then.
    struct Stop: Error {
        let problem: JSONError.Problem
        let offset: Int
    }

    private enum Step {
        case member(String)
        case element(Int)
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let limits: JSONLimits
    private var at = 0
    private var depth = 0
    /// The way to where it stopped, innermost step first; noted only while a fault travels up.
    private var path: [Step] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func document() throws(Stop) -> JSON {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            throw Stop(problem: .byteOrderMark, offset: 0)
        }
        skipSpace()
        let value = try value()
        skipSpace()
        guard at == bytes.count else { throw Stop(problem: .trailingBytes, offset: at) }
        return value
    }

    func error(_ stop: Stop) -> JSONError {
        var line = 1
        var lineStart = 0
        for index in 0..<min(stop.offset, bytes.count) where bytes[index] == 0x0A {
            line += 1
            lineStart = index + 1
        }
        let pointer = path.reversed().map { step in
            switch step {
            case .member(let name): "/" + name.escapedForPointer
            case .element(let index): "/\(index)"
            }
        }
        return JSONError(
            problem: stop.problem, offset: stop.offset, line: line,
            column: stop.offset - lineStart + 1, pointer: pointer.joined())
    }

    // MARK: Values

    private mutating func value() throws(Stop) -> JSON {
        guard at < bytes.count else { throw end("a value") }
        switch bytes[at] {
        case 0x7B: return try object()
        case 0x5B: return try array()
        case 0x22: return .string(try string())
        case 0x74: return try word("true", .bool(true))
        case 0x66: return try word("false", .bool(false))
        case 0x6E: return try word("null", .null)
        case 0x2D, 0x30...0x39: return try number()
        default: throw unexpected("a value")
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSON) throws(Stop) -> JSON {
        let start = at
        for offset in 0..<text.utf8CodeUnitCount {
            guard at < bytes.count else { throw end("\(text)") }
            guard bytes[at] == text.utf8Start[offset] else {
                at = start
                throw unexpected("a value")
            }
            at += 1
        }
        return value
    }

    private mutating func enter() throws(Stop) {
        depth += 1
        guard depth <= limits.depth else {
            throw Stop(problem: .tooDeep(limit: limits.depth), offset: at)
        }
        at += 1
        skipSpace()
    }

    private mutating func array() throws(Stop) -> JSON {
        try enter()
        var elements: [JSON] = []
        if at < bytes.count, bytes[at] == 0x5D {
            at += 1
            depth -= 1
            return .array(elements)
        }
        while true {
            do throws(Stop) { elements.append(try value()) } catch {
                path.append(.element(elements.count))
                throw error
            }
            if try !separator(closedBy: 0x5D, "a comma or ]") { break }
        }
        depth -= 1
        return .array(elements)
    }

    private mutating func object() throws(Stop) -> JSON {
        try enter()
        let start = at
        var members: [JSON.Member] = []
        if at < bytes.count, bytes[at] == 0x7D {
            at += 1
            depth -= 1
            return .object(members)
        }
        members.reserveCapacity(JSONParser.usualMembers)
        while true {
            guard at < bytes.count else { throw end("a member name") }
            guard bytes[at] == 0x22 else { throw unexpected("a member name in quotes") }
            let nameStart = at
            let name = try string()
            skipSpace()
            guard at < bytes.count else { throw end("a colon") }
            guard bytes[at] == 0x3A else { throw unexpected("a colon") }
            at += 1
            skipSpace()
            if members.count < JSONParser.fewMembers,
                members.contains(where: { $0.name.hasSameBytes(as: name) })
            {
                throw Stop(problem: .duplicateMember(name), offset: nameStart)
            }
            do throws(Stop) { members.append(JSON.Member(name, try value())) } catch {
                path.append(.member(name))
                throw error
            }
            if try !separator(closedBy: 0x7D, "a comma or }") { break }
        }
        try refuseDuplicates(members, from: start)
        depth -= 1
        return .object(members)
    }

    /// Room is made for this many members at once; growing step by step costs more.
    private static let usualMembers = 6

    /// Up to here names are compared one by one; beyond it by sorting, or a large object would
    /// take quadratic time.
    private static let fewMembers = 16

    private func refuseDuplicates(_ members: [JSON.Member], from start: Int) throws(Stop) {
        guard members.count > JSONParser.fewMembers else { return }
        let names = members.map { Array($0.name.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
        for (one, next) in zip(names, names.dropFirst()) where one == next {
            let name = String(decoding: one, as: UTF8.self)
            throw Stop(problem: .duplicateMember(name), offset: start)
        }
    }

    /// Steps over a comma (true) or the closing byte (false), with the space round it.
    private mutating func separator(
        closedBy close: UInt8, _ expected: String
    ) throws(Stop) -> Bool {
        skipSpace()
        guard at < bytes.count else { throw end(expected) }
        switch bytes[at] {
        case 0x2C:
            at += 1
            skipSpace()
            return true
        case close:
            at += 1
            return false
        default:
            throw unexpected(expected)
        }
    }

    // MARK: Numbers

    private mutating func number() throws(Stop) -> JSON {
        let start = at
        let isNegative = bytes[at] == 0x2D
        if isNegative { at += 1 }
        var magnitude: Int64 = 0
        let firstDigit = at
        while let digit = peekDigit() {
            if at - firstDigit < 16 { magnitude = magnitude * 10 + Int64(digit) }
            at += 1
        }
        let integerDigits = at - firstDigit
        guard integerDigits > 0 else {
            throw at < bytes.count ? unexpected("a digit") : end("a digit")
        }
        if integerDigits > 1, bytes[firstDigit] == 0x30 {
            at = firstDigit + 1
            throw unexpected("no digit after a leading zero")
        }
        var isInteger = integerDigits <= 16 && magnitude <= JSON.largestInteger
        if isNegative, magnitude == 0 { isInteger = false }
        if at < bytes.count, bytes[at] == 0x2E {
            isInteger = false
            at += 1
            try digits()
        }
        if at < bytes.count, bytes[at] | 0x20 == 0x65 {
            isInteger = false
            at += 1
            if at < bytes.count, bytes[at] == 0x2B || bytes[at] == 0x2D { at += 1 }
            try digits()
        }
        guard at - start <= limits.numberLength else {
            throw Stop(problem: .numberTooLong(limit: limits.numberLength), offset: start)
        }
        if isInteger { return .integer(isNegative ? -magnitude : magnitude) }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        guard let double = Double(text), double.isFinite else {
            throw Stop(problem: .numberOutOfRange, offset: start)
        }
        return .decimal(JSONDecimal(text: text, double: double))
    }

    private func peekDigit() -> UInt8? {
        guard at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39 else { return nil }
        return bytes[at] - 0x30
    }

    private mutating func digits() throws(Stop) {
        guard peekDigit() != nil else {
            throw at < bytes.count ? unexpected("a digit") : end("a digit")
        }
        while peekDigit() != nil { at += 1 }
    }

    // MARK: Strings

    private mutating func string() throws(Stop) -> String {
        at += 1
        let start = at
        var allBits: UInt8 = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte == 0x22 {
                let text = try text(start..<at, isASCII: allBits < 0x80)
                at += 1
                return text
            }
            allBits |= byte
            if byte == 0x5C { return try escapedString(from: start) }
            guard byte >= 0x20 else {
                throw Stop(problem: .controlCharacter(byte), offset: at)
            }
            at += 1
        }
        throw end("a closing quote")
    }

    private func text(_ range: Range<Int>, isASCII: Bool) throws(Stop) -> String {
        let utf8 = UnsafeBufferPointer(rebasing: bytes[range])
        // ASCII is valid, and decoding it is several times faster than validating it.
        if isASCII { return String(decoding: utf8, as: UTF8.self) }
        guard let text = String(validating: utf8, as: UTF8.self)
        else { throw Stop(problem: .notUTF8, offset: range.lowerBound) }
        return text
    }

    private mutating func escapedString(from start: Int) throws(Stop) -> String {
        var plain = Array(bytes[start..<at])
        while at < bytes.count {
            let byte = bytes[at]
            if byte == 0x22 {
                at += 1
                guard let text = String(validating: plain, as: UTF8.self) else {
                    throw Stop(problem: .notUTF8, offset: start)
                }
                return text
            }
            guard byte >= 0x20 else {
                throw Stop(problem: .controlCharacter(byte), offset: at)
            }
            at += 1
            if byte == 0x5C { try escape(into: &plain) } else { plain.append(byte) }
        }
        throw end("a closing quote")
    }

    private mutating func escape(into plain: inout [UInt8]) throws(Stop) {
        guard at < bytes.count else { throw end("an escape") }
        let letter = bytes[at]
        at += 1
        switch letter {
        case 0x22, 0x5C, 0x2F: plain.append(letter)
        case 0x62: plain.append(0x08)
        case 0x66: plain.append(0x0C)
        case 0x6E: plain.append(0x0A)
        case 0x72: plain.append(0x0D)
        case 0x74: plain.append(0x09)
        case 0x75: plain.append(contentsOf: try unicodeEscape().utf8)
        default: throw Stop(problem: .badEscape, offset: at - 1)
        }
    }

    private mutating func unicodeEscape() throws(Stop) -> String {
        let start = at - 2
        let first = try fourHexDigits()
        if let scalar = Unicode.Scalar(first) { return String(Character(scalar)) }
        // A high surrogate must be followed by an escaped low one (RFC 8259 §7).
        guard first < 0xDC00, at + 1 < bytes.count, bytes[at] == 0x5C, bytes[at + 1] == 0x75 else {
            throw Stop(problem: .loneSurrogate, offset: start)
        }
        at += 2
        let second = try fourHexDigits()
        guard second >= 0xDC00, second <= 0xDFFF,
            let scalar = Unicode.Scalar(
                0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
        else { throw Stop(problem: .loneSurrogate, offset: start) }
        return String(Character(scalar))
    }

    private mutating func fourHexDigits() throws(Stop) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard at < bytes.count else { throw end("four hexadecimal digits") }
            switch bytes[at] {
            case 0x30...0x39: value = value << 4 | UInt16(bytes[at] - 0x30)
            case 0x41...0x46: value = value << 4 | UInt16(bytes[at] - 0x41 + 10)
            case 0x61...0x66: value = value << 4 | UInt16(bytes[at] - 0x61 + 10)
            default: throw Stop(problem: .badEscape, offset: at)
            }
            at += 1
        }
        return value
    }

    // MARK: Small parts

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x09, 0x0A, 0x0D: at += 1
            default: return
            }
        }
    }

    private func end(_ expected: String) -> Stop {
        Stop(problem: .endOfInput(expected: expected), offset: bytes.count)
    }

    private func unexpected(_ expected: String) -> Stop {
        let byte = bytes[at]
        let found =
            (0x21...0x7E).contains(byte)
            ? "'\(Character(Unicode.Scalar(byte)))'" : "the byte 0x\(Hex.text([byte]))"
        return Stop(problem: .unexpected(found: found, expected: expected), offset: at)
    }
}

extension String {
    /// `~` and `/` as RFC 6901 §3 escapes them.
    fileprivate var escapedForPointer: String {
        var escaped = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
