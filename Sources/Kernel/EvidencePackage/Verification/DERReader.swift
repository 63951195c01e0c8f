// SPDX-License-Identifier: Apache-2.0

/// One value of DER (X.690): its tag and its content, found and bounded but not interpreted.
struct DERValue {
    let tag: UInt8
    let content: ArraySlice<UInt8>

    static let integer: UInt8 = 0x02
    static let octetString: UInt8 = 0x04
    static let objectIdentifier: UInt8 = 0x06
    static let generalizedTime: UInt8 = 0x18
    static let sequence: UInt8 = 0x30
    static let explicit0: UInt8 = 0xA0

    /// The values inside, or `nil` if the content is no row of whole values.
    var children: [DERValue]? {
        var reader = DERReader(content)
        var children: [DERValue] = []
        while !reader.isAtEnd {
            guard children.count < DERReader.childrenMax, let child = reader.next() else {
                return nil
            }
            children.append(child)
        }
        return children
    }
}

/// Reads DER values one after another, with definite lengths only.
struct DERReader {
    /// No value that is read here has more values directly inside it.
    static let childrenMax = 256

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    /// The next value; `nil` when it is cut short, or its tag or length has a form DER forbids.
    mutating func next() -> DERValue? {
        guard let tag = rest.first, tag & 0x1F != 0x1F, rest.count >= 2 else { return nil }
        rest = rest.dropFirst()
        guard let first = rest.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            let count = Int(first & 0x7F)
            guard (1...4).contains(count), rest.count >= count else { return nil }
            length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(count)
            guard length >= 0x80, length >> (8 * (count - 1)) != 0 else { return nil }
        }
        guard length <= rest.count else { return nil }
        let value = DERValue(tag: tag, content: rest.prefix(length))
        rest = rest.dropFirst(length)
        return value
    }
}
