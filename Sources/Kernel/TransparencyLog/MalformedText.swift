// SPDX-License-Identifier: Apache-2.0

/// A text of the log that does not keep to its format: which, where, and what was expected there.
public struct MalformedText: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of text that are read here.
    public enum Document: String, Hashable, Sendable {
        case note = "signed note"
        case checkpoint
        case cosignature
        case verifierKey = "verifier key"
        case sealingKey = "private key"
        case policy = "trust policy"
        case proof = "proof file"
        case witnessRequest = "witness request"
    }

    /// The kind of text.
    public let document: Document
    /// The line, counted from 1.
    public let line: Int
    /// What should have been there, in words.
    public let expected: String

    init(_ document: Document, line: Int = 1, _ expected: String) {
        self.document = document
        self.line = line
        self.expected = expected
    }

    /// What a person is told.
    ///
    /// It never repeats the text: it may be long, hostile or secret.
    public var description: String { "\(document.rawValue), line \(line): expected \(expected)" }
}

/// Lines of bytes, ended by 0x0A alone.
///
/// On bytes, not on `String`: there CR LF is one character, and a line can be smuggled past a
/// reader that splits at LF.
enum Lines {
    /// The lines without their ends; `nil` when the last one is not ended.
    static func of(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        guard bytes.last == 0x0A else { return bytes.isEmpty ? [] : nil }
        return bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
    }

    /// What follows a prefix; `nil` when the line does not begin with it.
    static func rest(of line: ArraySlice<UInt8>, after prefix: StaticString) -> ArraySlice<UInt8>? {
        prefix.withUTF8Buffer { line.starts(with: $0) ? line.dropFirst($0.count) : nil }
    }
}
