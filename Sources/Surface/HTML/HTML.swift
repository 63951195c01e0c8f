// SPDX-License-Identifier: Apache-2.0

/// A piece of HTML: literals are markup, everything that is put in is text.
///
/// Interpolation is escaping. A `String` enters only as text, with its special characters escaped,
/// and the literal parts must stand in the source (`StaticString`), so markup cannot come from
/// data without somebody writing a type for it.
///
/// ```swift
/// let row: HTML = "<td>\(lot.name)</td>"
/// ```
package struct HTML: Sendable, ExpressibleByStringInterpolation {
    /// The markup as UTF-8.
    package private(set) var bytes: [UInt8]

    /// Nothing.
    package init() { bytes = [] }

    package init(stringLiteral value: StaticString) {
        bytes = []
        bytes.append(literal: value)
    }

    package init(stringInterpolation interpolation: Interpolation) {
        bytes = interpolation.bytes
    }

    /// Adds another piece behind this one.
    package static func += (left: inout HTML, right: HTML) {
        left.bytes.append(contentsOf: right.bytes)
    }

    /// Collects literals as they are and values as escaped text.
    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var bytes: [UInt8] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            bytes.append(literal: literal)
        }

        /// Text, escaped for element content and for attribute values in quotes.
        package mutating func appendInterpolation(_ text: String) { bytes.append(escaping: text) }

        /// A whole number in digits.
        package mutating func appendInterpolation(_ number: some FixedWidthInteger) {
            bytes.append(contentsOf: String(number).utf8)
        }

        /// Markup that was made with this type, as it is.
        package mutating func appendInterpolation(_ html: HTML) {
            bytes.append(contentsOf: html.bytes)
        }

        /// Several pieces of markup in a row.
        package mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { bytes.append(contentsOf: piece.bytes) }
        }

        /// A piece of markup, or nothing.
        package mutating func appendInterpolation(_ html: HTML?) {
            if let html { bytes.append(contentsOf: html.bytes) }
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(literal: StaticString) {
        append(
            contentsOf: UnsafeBufferPointer(
                start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    fileprivate mutating func append(escaping text: String) {
        for byte in text.utf8 {
            switch byte {
            case 0x26: append(literal: "&amp;")
            case 0x3C: append(literal: "&lt;")
            case 0x3E: append(literal: "&gt;")
            case 0x22: append(literal: "&quot;")
            case 0x27: append(literal: "&#39;")
            // HTML has no place for control characters; what cannot be shown is shown as such.
            case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F, 0x7F: append(literal: "\u{FFFD}")
            default: append(byte)
            }
        }
    }
}
