// SPDX-License-Identifier: Apache-2.0

/// Why some bytes are no JSON that we accept, and where.
public struct JSONError: Error, Equatable, Sendable {
    /// What is wrong.
    public enum Problem: Equatable, Sendable {
        case endOfInput(expected: String)
        case unexpected(found: String, expected: String)
        case notUTF8
        case controlCharacter(UInt8)
        case badEscape
        case loneSurrogate
        case duplicateMember(String)
        case numberOutOfRange
        case numberTooLong(limit: Int)
        case tooDeep(limit: Int)
        case trailingBytes
        case byteOrderMark
        case tooLong(limit: Int)
    }

    public let problem: Problem
    /// The offset of the offending byte from the start of the input.
    public let offset: Int
    /// The line of the offending byte, from 1.
    public let line: Int
    /// The column of the offending byte in bytes, from 1.
    public let column: Int
    /// A JSON pointer (RFC 6901) to the innermost value that had been entered.
    public let pointer: String
}

extension JSONError: CustomStringConvertible {
    /// One sentence: what, where, and what was expected.
    public var description: String {
        let place = "line \(line), column \(column)" + (pointer.isEmpty ? "" : " (\(pointer))")
        return "\(place): \(problem)"
    }
}

extension JSONError.Problem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .endOfInput(let expected): "the text ends where \(expected) was expected"
        case .unexpected(let found, let expected): "found \(found) where \(expected) was expected"
        case .notUTF8: "the bytes are not UTF-8"
        case .controlCharacter(let byte):
            "control character 0x\(Hex.text([byte])) in a string; JSON wants it escaped"
        case .badEscape: "the escape after the backslash is none of JSON's"
        case .loneSurrogate: "a \\u escape names half of a surrogate pair"
        case .duplicateMember(let name): "the member \"\(name)\" is given twice"
        case .numberOutOfRange: "the number is too large for any reader of JSON"
        case .numberTooLong(let limit): "the number has more than \(limit) digits"
        case .tooDeep(let limit): "values are nested more than \(limit) deep"
        case .trailingBytes: "something follows after the end of the value"
        case .byteOrderMark: "the text begins with a byte order mark, which JSON does not allow"
        case .tooLong(let limit): "there are more than \(limit) bytes here"
        }
    }
}

/// The bounds within which JSON from outside is read.
public struct JSONLimits: Sendable {
    /// How many arrays and objects may be inside one another.
    public var depth: Int
    /// How many characters a number may have.
    public var numberLength: Int

    public init(depth: Int = 64, numberLength: Int = 400) {
        self.depth = depth
        self.numberLength = numberLength
    }

    /// 64 levels, 400 characters a number.
    public static let standard = JSONLimits()
}
