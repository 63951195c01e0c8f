// SPDX-License-Identifier: Apache-2.0

/// A media type without its parameters, in lower case (RFC 2045 §5.1).
package struct MediaType: Hashable, Sendable {
    /// As in `application/json`.
    package let text: String

    /// Reads `type/subtype`, with parameters or without; `nil` for anything else.
    package init?(_ text: String) {
        if MediaType.isPlain(text) {
            self.text = text
            return
        }
        let bytes = text.utf8.prefix { $0 != 0x3B }
        let trimmed = bytes.reversed().drop { $0 == 0x20 || $0 == 0x09 }.reversed()
        let parts = Array(trimmed).split(separator: 0x2F, omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isToken) })
        else { return nil }
        self.text = String(decoding: trimmed, as: UTF8.self).lowercased()
    }

    /// Whether a value of this type is JSON: `application/json`, `text/json` or a `+json` type.
    package var isJSON: Bool {
        text == "application/json" || text == "text/json" || text.hasSuffix("+json")
    }

    /// Whether a text is a lower-case media type and nothing else, as nearly all are.
    private static func isPlain(_ text: String) -> Bool {
        var slash: Int?
        for (index, byte) in text.utf8.enumerated() {
            if byte == 0x2F {
                guard slash == nil else { return false }
                slash = index
            } else if !isToken(byte) || (0x41...0x5A).contains(byte) {
                return false
            }
        }
        return slash.map { $0 > 0 && $0 < text.utf8.count - 1 } ?? false
    }

    /// The characters of an RFC 2045 token.
    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7B...0x7E: true
        default: false
        }
    }
}
