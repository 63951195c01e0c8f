// SPDX-License-Identifier: Apache-2.0
import Canon

/// A relative path that stays inside the folder it starts from, compared byte by byte.
///
/// Names arrive in archives and manifests from strangers. `../../etc/passwd`, `C:\x`, `~/x` and a
/// name with a line break each have made some unpacker write or show what it should not; and two
/// names that Swift's `String` holds to be equal may be two files. Hence an own type on bytes.
public struct FilePath: Hashable, Sendable {
    /// The longest path that is read, in bytes.
    public static let byteCountMax = 4_096
    /// The longest name between two slashes, in bytes: what file systems allow.
    public static let nameByteCountMax = 255

    /// The path in UTF-8, with `/` between names.
    public let bytes: [UInt8]

    /// Takes a path as it is written in an archive, a manifest or a folder.
    public init(_ bytes: some Collection<UInt8>) throws(BadPath) {
        self.bytes = Array(bytes)
        guard !self.bytes.isEmpty else { throw BadPath.empty }
        guard self.bytes.count <= Self.byteCountMax else { throw BadPath.tooLong }
        guard
            self.bytes.allSatisfy({ $0 < 0x80 })
                || String(validating: self.bytes, as: UTF8.self) != nil
        else { throw BadPath.notUTF8 }
        if self.bytes[0] == UInt8(ascii: "/") { throw BadPath.absolute }
        if self.bytes[0] == UInt8(ascii: "~") { throw BadPath.home }
        if self.bytes.count > 1, self.bytes[1] == UInt8(ascii: ":") { throw BadPath.absolute }
        for byte in self.bytes {
            if byte == UInt8(ascii: "\\") { throw BadPath.backslash }
            if byte == 0 { throw BadPath.control }
        }
        try checkNames()
    }

    private func checkNames() throws(BadPath) {
        let dot = UInt8(ascii: ".")
        var start = 0
        for end in 0...bytes.count where end == bytes.count || bytes[end] == UInt8(ascii: "/") {
            let count = end - start
            if count == 0 { throw BadPath.emptyName }
            if count <= 2, bytes[start] == dot, bytes[end - 1] == dot { throw BadPath.dots }
            if count > Self.nameByteCountMax { throw BadPath.tooLong }
            start = end + 1
        }
    }

    /// Takes a path that is written in the source.
    init(literal: StaticString) {
        bytes = literal.withUTF8Buffer { Array($0) }
    }

    init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// Whether the path lies in the folder of this name.
    public func isInside(_ folder: String) -> Bool {
        bytes.starts(with: folder.utf8) && bytes.dropFirst(folder.utf8.count).first == 0x2F
    }

    /// The path without its first name, or `nil` if it has only one.
    var withoutTop: FilePath? {
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        return FilePath(unchecked: Array(bytes[(slash + 1)...]))
    }

    /// The first name.
    var top: ArraySlice<UInt8> { bytes.prefix { $0 != UInt8(ascii: "/") } }

    /// Whether the bytes are those of this text.
    func equals(_ text: String) -> Bool { bytes.elementsEqual(text.utf8) }
}

extension FilePath {
    /// Hashes all bytes at once.
    ///
    /// The synthesized way takes them one by one, which shows in a package of 40,000 files.
    public func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

extension FilePath: Comparable {
    /// By bytes, so that a list of files has one order everywhere.
    public static func < (left: FilePath, right: FilePath) -> Bool {
        left.bytes.withUnsafeBytes { left in
            right.bytes.withUnsafeBytes { right in precedes(left, right) }
        }
    }

    /// Eight bytes at a time: the paths of a package begin alike, and there are many to be sorted.
    private static func precedes(
        _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
    ) -> Bool {
        let shared = min(left.count, right.count)
        var at = 0
        while at + 8 <= shared {
            let one = UInt64(bigEndian: left.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            let other = UInt64(bigEndian: right.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            if one != other { return one < other }
            at += 8
        }
        while at < shared {
            if left[at] != right[at] { return left[at] < right[at] }
            at += 1
        }
        return left.count < right.count
    }
}

extension FilePath: CustomStringConvertible {
    /// The path for a person to read; control characters, which could rewrite a terminal, as `%0A`.
    public var description: String {
        let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        if isPlain { return String(decoding: bytes, as: UTF8.self) }
        let shown = bytes.flatMap { byte in
            byte >= 0x20 && byte != 0x7F ? [byte] : [0x25] + Hex.ascii([byte])
        }
        return String(decoding: shown, as: UTF8.self)
    }
}

/// Why a path is refused.
public enum BadPath: String, Error, Sendable, CaseIterable {
    case empty, tooLong, notUTF8, absolute, home, backslash, control, emptyName, dots
}

extension BadPath: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty: "the path is empty"
        case .tooLong: "the path is longer than 4,096 bytes, or a name in it than 255"
        case .notUTF8: "the path is not UTF-8"
        case .absolute: "the path starts at the root or at a drive"
        case .home: "the path starts with ~, which shells take for a home folder"
        case .backslash: "the path has a backslash, which some systems take for a slash"
        case .control: "the path has a null byte"
        case .emptyName: "the path has an empty name between slashes, or ends in a slash"
        case .dots: "the path has a name . or .., which could lead outside"
        }
    }
}
