// SPDX-License-Identifier: Apache-2.0
import Canon

/// The name of a key, as it stands on a seal's line and in a verifier key.
///
/// Kept and compared as bytes: two spellings that Unicode calls equivalent are two names, or one
/// log could pass for another.
public struct KeyName: Hashable, Sendable, CustomStringConvertible {
    /// No name is longer, in bytes: an ML-DSA-44 cosignature cannot commit to a longer one.
    public static let maximumLength = 255

    /// The name in UTF-8.
    public let bytes: [UInt8]

    /// Takes a name in UTF-8.
    ///
    /// `nil` when it is empty, too long, not UTF-8, or has a space, a control character or a plus
    /// sign (C2SP signed-note).
    public init?(_ bytes: some Collection<UInt8>) {
        guard (1...KeyName.maximumLength).contains(bytes.count),
            let text = String(validating: bytes, as: UTF8.self),
            text.unicodeScalars.allSatisfy({
                $0 != "+" && $0.value >= 0x20 && !$0.properties.isWhitespace
            })
        else { return nil }
        self.bytes = Array(bytes)
    }

    /// Takes a name.
    ///
    /// `nil` under the same conditions as for bytes.
    public init?(_ text: some StringProtocol) { self.init(text.utf8) }

    /// The name as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
    /// The name as text.
    public var description: String { text }
}

/// Four bytes that tell the keys of one name apart; a hint for finding the key, not a proof.
public struct KeyID: Hashable, Sendable, CustomStringConvertible {
    /// The length of a key ID, in bytes.
    public static let byteCount = 4

    /// The four bytes, the first one highest.
    public let value: UInt32

    /// Takes four bytes; `nil` when there are more or fewer.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == KeyID.byteCount else { return nil }
        value = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The first four bytes of a digest.
    init(_ digest: Digest) {
        value = digest.withUnsafeBytes { bytes in
            bytes.prefix(KeyID.byteCount).reduce(0) { $0 << 8 | UInt32($1) }
        }
    }

    /// The four bytes.
    public var bytes: [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// Eight lower-case hexadecimal digits.
    public var description: String { Hex.text(bytes) }
}
