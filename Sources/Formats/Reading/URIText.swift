// SPDX-License-Identifier: Apache-2.0

/// Whether texts are URIs; nothing is taken apart, resolved or changed.
///
/// Sources are names: they are compared by their bytes, so all that is asked here is that they
/// could stand in a URI at all.
package enum URIText {
    /// Whether a text has only the characters of a URI reference (RFC 3986 §4.1, IRIs allowed).
    ///
    /// Letters beyond ASCII are taken, since plants name systems in their own language and the
    /// bytes are kept as they came.
    package static func isReference(_ text: String) -> Bool {
        var digitsDue = 0
        for byte in text.utf8 {
            if digitsDue > 0 {
                guard isHex(byte) else { return false }
                digitsDue -= 1
            } else if byte == 0x25 {
                digitsDue = 2
            } else if byte < 0x80, !isAllowed(byte) {
                return false
            }
        }
        return digitsDue == 0 && !text.isEmpty
    }

    /// Whether a text is a reference that begins with a scheme (RFC 3986 §3.1).
    package static func isAbsolute(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: 0x3A), isReference(text) else { return false }
        let scheme = text.utf8[..<colon]
        guard let first = scheme.first, isLetter(first) else { return false }
        return scheme.allSatisfy {
            isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E
        }
    }

    /// Unreserved, reserved and nothing else; `%` is looked at by itself.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x26...0x3B: true  // Letters; & to ; with the digits.
        case 0x21, 0x23, 0x24, 0x3D, 0x3F, 0x40, 0x5B, 0x5D, 0x5F, 0x7E: true
        default: false
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
