// SPDX-License-Identifier: Apache-2.0

/// The revision that somebody wrote into a file's or a programme's name.
///
/// Shops without a document system keep the revision in the name: `BRACKET_REV-B.NC`. It is taken
/// as what the name says and no more; a name without one has none.
package enum RevisionMark {
    /// What follows `REV` and a separator, up to the next character that is no letter or digit.
    ///
    /// `REV` must begin a word, or `PREVIEW` would be at revision `IEW`.
    package static func revision(in name: String) -> String? {
        let bytes = Array(name.utf8)
        var index = 0
        while index + 4 < bytes.count {
            defer { index += 1 }
            let isWord = bytes[index..<(index + 3)].map { $0 & 0xDF } == [0x52, 0x45, 0x56]
            guard isWord, index == 0 || !isWordByte(bytes[index - 1]) else { continue }
            guard isSeparator(bytes[index + 3]) else { continue }
            let mark = bytes[(index + 4)...].drop(while: isSeparator).prefix(while: isWordByte)
            guard !mark.isEmpty, mark.count <= markBytesMax else { continue }
            return String(decoding: mark, as: UTF8.self)
        }
        return nil
    }

    /// The longest mark taken: a date with a letter is nine.
    private static let markBytesMax = 12

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }

    /// `REV-A`, `REV_A`, `REV A`, `REV.A`, `REV:A`.
    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == 0x2D || byte == 0x5F || byte == 0x20 || byte == 0x2E || byte == 0x3A
    }
}
