// SPDX-License-Identifier: Apache-2.0
import Canon

/// A class of body that an entry commits to, each under a salt of its own.
///
/// Classes are what can be withheld or erased one without the other.
public enum BodyClass: String, CaseIterable, Sendable, Comparable {
    /// What happened: no names of persons or accounts.
    case content
    /// Who: names of persons and accounts, which a package may withhold and erasure may remove.
    case person

    public static func < (left: BodyClass, right: BodyClass) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// 32 random bytes that keep a commitment from being guessed.
///
/// "pass", "fail" and a badge number are found in seconds by whoever has an unsalted digest; with a
/// salt that stays with the body, and is deleted with it, the digest in the log says nothing.
public struct Salt: Hashable, Sendable {
    /// The length of a salt in bytes.
    public static let byteCount = 32

    // Kept as four words in place, which is what a digest is; nothing was hashed.
    @usableFromInline
    let value: Digest

    /// Takes 32 bytes from a cryptographic random source; `nil` when there are more or fewer.
    public init?(bytes: some Collection<UInt8>) {
        guard let value = Digest(bytes: bytes) else { return nil }
        self.value = value
    }

    /// Reads 64 lower-case hexadecimal digits; `nil` for anything else.
    public init?(hex: some StringProtocol) {
        guard let value = Digest(hex: hex) else { return nil }
        self.value = value
    }

    /// Lends the 32 bytes without copying.
    @inlinable
    public func withUnsafeBytes<R, E: Error>(
        _ body: (UnsafeRawBufferPointer) throws(E) -> R
    ) throws(E) -> R {
        try value.withUnsafeBytes(body)
    }

    public var bytes: [UInt8] { value.bytes }
    public var hex: String { value.hex }
}

/// A salted digest of one body: HMAC-SHA-256(salt, "witnessmark/commit/v1" ‖ 0 ‖ class ‖ 0 ‖ body).
///
/// It binds (nobody finds another body and salt for it) and hides (without the salt nothing can be
/// learned from it). The class is inside so that a person body cannot be passed off as content.
public enum Commitment {
    private static func prefix(_ bodyClass: BodyClass) -> [UInt8] {
        Array("witnessmark/commit/v1\0\(bodyClass.rawValue)\0".utf8)
    }

    private static let content = prefix(.content)
    private static let person = prefix(.person)

    /// The commitment to a body.
    public static func digest(of body: [UInt8], as bodyClass: BodyClass, salt: Salt) -> Digest {
        let prefix =
            switch bodyClass {
            case .content: content
            case .person: person
            }
        return MAC.code(key: salt.bytes, over: [prefix, body])
    }
}

/// What opens a commitment: the body and its salt.
public struct Opening: Hashable, Sendable {
    public let salt: Salt
    /// Canonical JSON (RFC 8785) of an object.
    public let body: [UInt8]

    public init(salt: Salt, body: [UInt8]) {
        self.salt = salt
        self.body = body
    }

    /// The commitment it opens, as a body of that class.
    public func commitment(as bodyClass: BodyClass) -> Digest {
        Commitment.digest(of: body, as: bodyClass, salt: salt)
    }
}
