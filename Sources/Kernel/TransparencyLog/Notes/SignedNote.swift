// SPDX-License-Identifier: Apache-2.0
import Canon

/// A text and the seals under it (C2SP signed-note v1.0.0), read but not checked.
///
/// Text and seals are split at the last empty line, so a text may have empty lines of its own.
public struct SignedNote: Hashable, Sendable {
    /// No note is longer, in bytes.
    public static let maximumLength = 1 << 20
    /// No note has more seals.
    ///
    /// The specification asks a reader to take at least 16.
    public static let maximumSeals = 100

    /// The text with the end of its last line, without the empty line.
    ///
    /// This is what seals cover.
    public let text: [UInt8]
    /// The seals in the order of their lines.
    public let seals: [Seal]

    /// Joins a text and seals.
    ///
    /// - Throws: ``MalformedText`` when the text is not UTF-8, has control characters or does not
    ///   end its last line, or when there are no seals or too many.
    public init(text: [UInt8], seals: [Seal]) throws(MalformedText) {
        try SignedNote.check(text)
        guard text.last == 0x0A else {
            throw MalformedText(
                .note, line: SignedNote.lines(in: text), "a line end after the text")
        }
        guard (1...SignedNote.maximumSeals).contains(seals.count) else {
            throw MalformedText(.note, "1 to \(SignedNote.maximumSeals) seals")
        }
        self.text = text
        self.seals = seals
    }

    /// Reads a note.
    ///
    /// - Throws: ``MalformedText``.
    public init(_ bytes: [UInt8]) throws(MalformedText) {
        try SignedNote.check(bytes)
        guard let split = SignedNote.lastEmptyLine(in: bytes) else {
            throw MalformedText(
                .note, line: SignedNote.lines(in: bytes), "an empty line before the seals")
        }
        text = Array(bytes[..<split])
        let first = SignedNote.lines(in: text) + 2
        guard let lines = Lines.of(bytes[(split + 1)...]) else {
            throw MalformedText(
                .note, line: SignedNote.lines(in: bytes), "a line end after the last seal")
        }
        guard (1...SignedNote.maximumSeals).contains(lines.count) else {
            throw MalformedText(.note, line: first, "1 to \(SignedNote.maximumSeals) seals")
        }
        var seals: [Seal] = []
        for (offset, line) in lines.enumerated() {
            guard let seal = Seal(line: line) else {
                throw MalformedText(
                    .note, line: first + offset, "a seal: em dash, name, key ID and seal in base64")
            }
            seals.append(seal)
        }
        self.seals = seals
    }

    /// The note as it is stored and sent.
    public var bytes: [UInt8] { text + [0x0A] + seals.flatMap(\.line) }

    /// The note with one more seal, in place of an older one of the same key.
    ///
    /// - Throws: ``MalformedText`` when there would be too many.
    public func adding(_ seal: Seal) throws(MalformedText) -> SignedNote {
        let others = seals.filter { $0.name != seal.name || $0.keyID != seal.keyID }
        return try SignedNote(text: text, seals: others + [seal])
    }

    /// Where the empty line is that ends the text.
    private static func lastEmptyLine(in bytes: [UInt8]) -> Int? {
        guard bytes.count > 1 else { return nil }
        var index = bytes.count - 1
        while index > 0 {
            if bytes[index] == 0x0A, bytes[index - 1] == 0x0A { return index }
            index -= 1
        }
        return nil
    }

    /// Length, encoding and control characters.
    private static func check(_ bytes: [UInt8]) throws(MalformedText) {
        guard bytes.count <= maximumLength else {
            throw MalformedText(.note, "at most \(maximumLength) bytes")
        }
        if let control = bytes.firstIndex(where: { $0 < 0x20 && $0 != 0x0A }) {
            throw MalformedText(
                .note, line: lines(in: bytes[..<control]) + 1, "no control character")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw MalformedText(.note, "UTF-8 throughout")
        }
    }

    private static func lines(in bytes: some Sequence<UInt8>) -> Int {
        bytes.count { $0 == 0x0A }
    }
}
