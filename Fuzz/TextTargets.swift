// SPDX-License-Identifier: Apache-2.0
@testable import Canon

/// The texts of Canon: JSON, numbers, times, base64.
enum TextTargets {
    /// What is read comes back from its canonical bytes, and those are a fixed point.
    @Sendable static func json(_ bytes: UnsafeRawBufferPointer) throws {
        // A refusal is an answer; only what is accepted must hold.
        guard let value = try? JSON(parsing: bytes) else { return }
        let canonical = value.canonical
        guard let again = try? JSON(parsing: canonical) else {
            throw Broken("canonical bytes are not read")
        }
        try hold(again.canonical == canonical, "canonical bytes are no fixed point")
    }

    /// Cutting an array up gives what parsing it whole gives, however the bytes arrive.
    @Sendable static func elements(_ bytes: UnsafeRawBufferPointer) throws {
        let whole = cut(bytes, by: max(1, bytes.count))
        for step in [1, 5] {
            try hold(cut(bytes, by: step) == whole, "pieces of \(step) bytes are cut otherwise")
        }
        guard let elements = (try? JSON(parsing: bytes))?.elements, whole.isWhole else { return }
        let parsed = whole.elements.map { try? JSON(parsing: $0.bytes) }
        try hold(parsed == elements.map { $0 }, "the parts are not the elements of the array")
    }

    private struct Cut: Equatable {
        struct Element: Equatable {
            let bytes: [UInt8]
            let offset, length, line, column: UInt64

            init(_ element: JSONElementSplitter.Element, _ bytes: [UInt8]) {
                self.bytes = bytes
                offset = element.offset
                length = element.length
                line = element.line
                column = element.column
            }
        }
        var elements: [Element] = []
        var error: String?
        var rest: JSON?
        var isWhole: Bool { rest != nil && elements.allSatisfy { !$0.bytes.isEmpty } }
    }

    private static func cut(_ bytes: UnsafeRawBufferPointer, by step: Int) -> Cut {
        var splitter = JSONElementSplitter(
            arraysAt: [[]], elementBytesMax: 1_024, outsideBytesMax: 1_024)
        var cut = Cut()
        do throws(JSONError) {
            try forEachPiece(of: bytes, by: step) { piece throws(JSONError) in
                try splitter.split(piece) { part in
                    switch part {
                    case .element(let element):
                        cut.elements.append(Cut.Element(element, Array(element.bytes)))
                    case .tooLong(let element): cut.elements.append(Cut.Element(element, []))
                    }
                }
            }
            cut.rest = try splitter.finish()
        } catch { cut.error = "\(error)" }
        return cut
    }

    /// The text of a number is read back as the same number.
    @Sendable static func number(_ bytes: UnsafeRawBufferPointer) throws {
        guard bytes.count == 8 else { return }
        let double = Double(bitPattern: bytes.loadUnaligned(as: UInt64.self))
        guard let number = JSONDecimal(double) else { return }
        let text = number.text
        try hold(Double(text) == double, "\(text) is not read back as the same number")
        guard let parsed = try? JSON(parsing: Array(text.utf8)) else {
            throw Broken("\(text) is no JSON number")
        }
        try hold(parsed.canonical == Array(text.utf8), "\(text) is not canonical")
    }

    /// A text that is a moment has one canonical text, which reads back as the same moment.
    @Sendable static func time(_ bytes: UnsafeRawBufferPointer) throws {
        guard let instant = WrittenTime(ascii: Array(bytes))?.instant else { return }
        // Offsets can carry a year out of the four digits that RFC 3339 has.
        guard instant.seconds >= 0, instant.seconds < 253_402_300_800 else { return }
        try hold(
            WrittenTime(instant.rfc3339)?.instant == instant,
            "\(instant.rfc3339) is another moment")
    }

    @Sendable static func base64(_ bytes: UnsafeRawBufferPointer) throws {
        guard let plain = Base64.bytes(Array(bytes)) else { return }
        try hold(Base64.ascii(plain) == Array(bytes), "two texts of one content")
    }
}

/// Hands over bytes in pieces of one size.
func forEachPiece<E: Error>(
    of bytes: UnsafeRawBufferPointer, by step: Int,
    _ take: (UnsafeRawBufferPointer) throws(E) -> Void
) throws(E) {
    var at = 0
    while at < bytes.count {
        let end = min(bytes.count, at + step)
        try take(UnsafeRawBufferPointer(rebasing: bytes[at..<end]))
        at = end
    }
}
