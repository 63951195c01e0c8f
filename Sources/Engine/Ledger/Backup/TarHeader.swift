// SPDX-License-Identifier: Apache-2.0

/// The 512 bytes before each file in a tar archive (POSIX.1-1988 ustar).
///
/// A backup is a tar file so that it can be opened in ten years with nothing of ours. Sizes of 8 GiB
/// and more are written in base 256, as GNU and BSD tar do.
struct TarHeader: Equatable {
    static let byteCount = 512
    /// What ustar has room for, in bytes, when the path can be split at a slash.
    static let pathByteCountMax = 255

    let path: String
    let size: UInt64

    private static let largestOctal: UInt64 = 0o777_7777_7777

    /// Names a file.
    ///
    /// - Throws: ``BackupFault/badPath(_:)`` for a path that is absolute, leads upwards, has control
    ///   characters, or is too long.
    init(path: String, size: UInt64) throws(BackupFault) {
        guard TarHeader.isPlain(path), TarHeader.split(path) != nil else { throw .badPath(path) }
        self.path = path
        self.size = size
    }

    /// Reads a header; `nil` at the end of the archive, where there are only zeros.
    static func reading(_ block: [UInt8], at offset: UInt64) throws(BackupFault) -> TarHeader? {
        guard block.count == byteCount else { throw .truncated(at: offset) }
        if block.allSatisfy({ $0 == 0 }) { return nil }
        guard let sum = octal(block[148..<156]), sum == checksum(block),
            block[257..<263].elementsEqual("ustar\0".utf8), block[156] == 0x30,
            let size = number(block[124..<136])
        else { throw .notABackup(at: offset) }
        let name = text(block[0..<100])
        let prefix = text(block[345..<500])
        guard let name, let prefix else { throw .notABackup(at: offset) }
        return try TarHeader(path: prefix.isEmpty ? name : "\(prefix)/\(name)", size: size)
    }

    var bytes: [UInt8] {
        var block = [UInt8](repeating: 0, count: TarHeader.byteCount)
        func put(_ bytes: some Sequence<UInt8>, at offset: Int) {
            for (index, byte) in bytes.enumerated() { block[offset + index] = byte }
        }
        func octal(_ value: UInt64, digits: Int) -> [UInt8] {
            let text = String(value, radix: 8)
            return Array(String(repeating: "0", count: max(0, digits - text.count)).utf8)
                + Array(text.utf8)
        }
        let (prefix, name) = TarHeader.split(path) ?? ("", path)
        put(name.utf8, at: 0)
        put(octal(0o600, digits: 7), at: 100)
        put(octal(0, digits: 7), at: 108)
        put(octal(0, digits: 7), at: 116)
        if size <= TarHeader.largestOctal {
            put(octal(size, digits: 11), at: 124)
        } else {
            block[124] = 0x80
            for index in 0..<8 {
                block[135 - index] = UInt8(truncatingIfNeeded: size >> (8 * index))
            }
        }
        put(octal(0, digits: 11), at: 136)
        block[156] = 0x30
        put("ustar\0".utf8, at: 257)
        put("00".utf8, at: 263)
        put(prefix.utf8, at: 345)
        put(octal(TarHeader.checksum(block), digits: 6), at: 148)
        block[154] = 0
        block[155] = 0x20
        return block
    }

    /// How many zero bytes follow the file's own.
    var padding: Int { Int((512 - size % 512) % 512) }

    /// The sum of all bytes, with blanks in place of the sum itself.
    private static func checksum(_ block: [UInt8]) -> UInt64 {
        block.enumerated().reduce(0) { sum, byte in
            sum + UInt64((148..<156).contains(byte.offset) ? 0x20 : byte.element)
        }
    }

    /// By bytes, as the system reads paths: to Swift a slash and a combining mark after it are one
    /// character that is no slash, and `../` would pass.
    private static func isPlain(_ path: String) -> Bool {
        let parts = path.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
        return !path.utf8.contains { $0 < 0x20 || $0 == 0x7F }
            && !parts.contains {
                $0.isEmpty || $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8)
            }
    }

    private static func split(_ path: String) -> (prefix: String, name: String)? {
        let bytes = Array(path.utf8)
        if bytes.count <= 100 { return ("", path) }
        let slash = bytes.indices.first { bytes[$0] == 0x2F && bytes.count - $0 - 1 <= 100 }
        guard let slash, (1...155).contains(slash) else { return nil }
        return (
            String(decoding: bytes[..<slash], as: UTF8.self),
            String(decoding: bytes[(slash + 1)...], as: UTF8.self)
        )
    }

    private static func text(_ field: ArraySlice<UInt8>) -> String? {
        String(validating: field.prefix { $0 != 0 }, as: UTF8.self)
    }

    private static func number(_ field: ArraySlice<UInt8>) -> UInt64? {
        guard field.first == 0x80 else { return octal(field) }
        guard field.dropFirst().dropLast(8).allSatisfy({ $0 == 0 }) else { return nil }
        let value = field.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return value <= UInt64(Int64.max) ? value : nil
    }

    private static func octal(_ field: ArraySlice<UInt8>) -> UInt64? {
        let digits = field.prefix { $0 != 0 && $0 != 0x20 }
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 << 3 | UInt64($1 - 0x30) }
    }
}
