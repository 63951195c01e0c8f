// SPDX-License-Identifier: Apache-2.0

extension JSON {
    /// The canonical bytes of this value (RFC 8785, JCS).
    ///
    /// No white space, members sorted by UTF-16 code units, numbers as ECMAScript prints them,
    /// only the escapes that JSON needs. Two readers that agree on the value agree on the bytes,
    /// which is what makes a digest of a JSON value mean something.
    public var canonical: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        appendCanonical(to: &bytes)
        return bytes
    }

    /// Adds the canonical bytes of this value to others.
    public func appendCanonical(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(ascii: "null")
        case .bool(true): bytes.append(ascii: "true")
        case .bool(false): bytes.append(ascii: "false")
        case .integer(let value): bytes.append(decimal: value)
        case .decimal(let number): ECMANumber.append(number.double, to: &bytes)
        case .string(let text): JSON.appendString(text, to: &bytes)
        case .array(let elements):
            bytes.append(0x5B)
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                element.appendCanonical(to: &bytes)
            }
            bytes.append(0x5D)
        case .object(let members):
            bytes.append(0x7B)
            for (index, member) in JSON.sorted(members).enumerated() {
                if index > 0 { bytes.append(0x2C) }
                JSON.appendString(member.name, to: &bytes)
                bytes.append(0x3A)
                member.value.appendCanonical(to: &bytes)
            }
            bytes.append(0x7D)
        }
    }

    /// Adds a text as a canonical JSON string, with its quotes.
    public static func appendString(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(0x22)
        var text = text
        text.withUTF8 { utf8 in
            var plainFrom = 0
            for index in 0..<utf8.count {
                let byte = utf8[index]
                guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
                bytes.append(contentsOf: utf8[plainFrom..<index])
                appendEscape(of: byte, to: &bytes)
                plainFrom = index + 1
            }
            bytes.append(contentsOf: utf8[plainFrom...])
        }
        bytes.append(0x22)
    }

    private static func appendEscape(of byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(0x5C)
        switch byte {
        case 0x22, 0x5C: bytes.append(byte)
        case 0x08: bytes.append(0x62)
        case 0x09: bytes.append(0x74)
        case 0x0A: bytes.append(0x6E)
        case 0x0C: bytes.append(0x66)
        case 0x0D: bytes.append(0x72)
        default:
            bytes.append(ascii: "u00")
            bytes.append(contentsOf: Hex.ascii(CollectionOfOne(byte)))
        }
    }

    /// Members by the UTF-16 code units of their names (RFC 8785 §3.2.3).
    private static func sorted(_ members: [Member]) -> [Member] {
        let isSorted = zip(members, members.dropFirst()).allSatisfy {
            precedes($0.name, $1.name)
        }
        return isSorted ? members : members.sorted { precedes($0.name, $1.name) }
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        // Below U+D800 the order of UTF-8 bytes and of UTF-16 units is the same.
        let isPlain = left.utf8.allSatisfy { $0 < 0xED } && right.utf8.allSatisfy { $0 < 0xED }
        return isPlain
            ? left.utf8.lexicographicallyPrecedes(right.utf8)
            : left.utf16.lexicographicallyPrecedes(right.utf16)
    }
}

extension [UInt8] {
    /// Adds the bytes of a text that is ASCII by construction.
    public mutating func append(ascii text: StaticString) {
        append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Adds a whole number in decimal digits.
    public mutating func append(decimal value: some FixedWidthInteger) {
        if value < 0 { append(0x2D) }
        var rest = value.magnitude
        let start = count
        repeat {
            append(0x30 + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        self[start...].reverse()
    }
}
