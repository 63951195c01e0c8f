// SPDX-License-Identifier: Apache-2.0
import Crypto

/// A SHA-256 digest: 32 bytes held in place, compared and hashed by value.
///
/// Four words instead of an array, because a log holds millions of them and an array is an
/// allocation each.
public struct Digest: Hashable, Sendable, Comparable {
    /// The length of every digest here, in bytes.
    public static let byteCount = 32

    @usableFromInline typealias Words = (UInt64, UInt64, UInt64, UInt64)
    @usableFromInline let words: Words

    /// Hashes the bytes with SHA-256 (FIPS 180-4).
    public init(of bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { Digest(of: $0) }
    }

    /// Hashes part of an array with SHA-256 without copying it.
    public init(of bytes: ArraySlice<UInt8>) {
        self = bytes.withUnsafeBytes { Digest(of: $0) }
    }

    /// Hashes the bytes of a buffer with SHA-256 without copying them.
    public init(of buffer: UnsafeRawBufferPointer) {
        // Not `SHA256.hash(data:)`: it asks any collection for its regions, one call after another.
        var hash = SHA256()
        hash.update(bufferPointer: buffer)
        self = hash.finalize().withUnsafeBytes { Digest($0) }
    }

    /// Hashes one byte and two digests with SHA-256: the inner node of a hash tree.
    ///
    /// Here and not in the tree, because a root over a million leaves is a million of these: the 65
    /// bytes are laid out on the stack, without a closure or a buffer for each.
    public init(joining left: Digest, _ right: Digest, after prefix: UInt8) {
        self = withUnsafeTemporaryAllocation(
            byteCount: 1 + 2 * Digest.byteCount, alignment: 8
        ) { input in
            input[0] = prefix
            input.storeBytes(of: left.words, toByteOffset: 1, as: Words.self)
            input.storeBytes(of: right.words, toByteOffset: 1 + Digest.byteCount, as: Words.self)
            return Digest(of: UnsafeRawBufferPointer(input))
        }
    }

    /// Takes 32 bytes as they are; nothing is hashed.
    ///
    /// `nil` when there are more or fewer.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Digest.byteCount else { return nil }
        // Arrays and slices lend their storage; the loop is for collections that have none.
        let copied = bytes.withContiguousStorageIfAvailable { Digest(UnsafeRawBufferPointer($0)) }
        if let copied {
            self = copied
            return
        }
        var words: Words = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { target in
            for (offset, byte) in bytes.enumerated() { target[offset] = byte }
        }
        self.words = words
    }

    /// As the one for any collection, which other modules call without it being specialized.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Digest.byteCount else { return nil }
        self = bytes.withUnsafeBytes { Digest($0) }
    }

    /// Reads 64 lower-case hexadecimal digits.
    ///
    /// `nil` for anything else.
    public init?(hex: some StringProtocol) {
        guard hex.utf8.count == 2 * Digest.byteCount, let bytes = Hex.bytes(hex) else { return nil }
        self.init(bytes: bytes)
    }

    fileprivate init(_ buffer: UnsafeRawBufferPointer) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: buffer) }
        self.words = words
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes { [UInt8]($0) } }
    /// 64 lower-case hexadecimal digits.
    public var hex: String { withUnsafeBytes { Hex.text($0) } }
    /// Standard base64 with padding, 44 characters.
    public var base64: String { Base64.text(bytes) }

    /// Lends the 32 bytes without copying.
    @inlinable public func withUnsafeBytes<R, E: Error>(
        _ body: (UnsafeRawBufferPointer) throws(E) -> R
    ) throws(E) -> R {
        try Swift.withUnsafeBytes(of: words, body)
    }

    @inlinable public static func == (left: Digest, right: Digest) -> Bool {
        left.words == right.words
    }

    public static func < (left: Digest, right: Digest) -> Bool {
        let (left, right) = (left.words, right.words)
        return (left.0.bigEndian, left.1.bigEndian, left.2.bigEndian, left.3.bigEndian)
            < (right.0.bigEndian, right.1.bigEndian, right.2.bigEndian, right.3.bigEndian)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension Digest: CustomStringConvertible {
    /// The hexadecimal digits, so that a message names a digest as other tools print it.
    public var description: String { hex }
}

/// SHA-256 over bytes that arrive in pieces.
public struct DigestStream: Sendable {
    private var hash = SHA256()

    /// An empty stream.
    public init() {}

    /// Adds bytes to what is hashed.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    }

    /// Adds part of an array to what is hashed.
    public mutating func update(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    }

    /// Adds the bytes of a buffer.
    public mutating func update(_ buffer: UnsafeRawBufferPointer) {
        hash.update(bufferPointer: buffer)
    }

    /// The digest of everything added so far; more may be added afterwards.
    public var digest: Digest { hash.finalize().withUnsafeBytes { Digest($0) } }
}

/// HMAC-SHA-256 (RFC 2104) with a key of any length.
public enum MAC {
    /// The code over the parts, joined in order with nothing between them.
    ///
    /// Two hashes, each over one piece of memory: an `HMAC` of swift-crypto sets up four contexts
    /// on the heap, which took longer than the hashing where bodies are small. The tests hold the
    /// two against each other.
    public static func code(key: [UInt8], over parts: [[UInt8]]) -> Digest {
        guard key.count <= blockByteCount else {
            return code(key: Digest(of: key).bytes, over: parts)
        }
        let length = parts.reduce(0) { $0 + $1.count }
        let inner = withUnsafeTemporaryAllocation(
            byteCount: blockByteCount + length, alignment: 8
        ) { input in
            pad(input, key, with: 0x36)
            var end = blockByteCount
            for part in parts {
                UnsafeMutableRawBufferPointer(rebasing: input[end...]).copyBytes(from: part)
                end += part.count
            }
            return Digest(of: UnsafeRawBufferPointer(input))
        }
        return withUnsafeTemporaryAllocation(
            byteCount: blockByteCount + Digest.byteCount, alignment: 8
        ) { input in
            pad(input, key, with: 0x5C)
            inner.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: input[blockByteCount...])
                    .copyMemory(from: $0)
            }
            return Digest(of: UnsafeRawBufferPointer(input))
        }
    }

    /// The block of SHA-256, in bytes.
    private static let blockByteCount = 64

    /// Lays out the key, filled up with zeros to a block, each byte changed by the mask.
    private static func pad(
        _ block: UnsafeMutableRawBufferPointer, _ key: [UInt8], with mask: UInt8
    ) {
        for index in 0..<blockByteCount {
            block[index] = (index < key.count ? key[index] : 0) ^ mask
        }
    }
}
