// SPDX-License-Identifier: Apache-2.0
import Canon
import Crypto

/// A private Ed25519 key with its name: what a log seals with, or a witness cosigns with.
///
/// Not `Equatable` and without a description, so that it does not get into a message by accident.
public struct SealingKey: Sendable {
    /// The length of a seed, in bytes.
    public static let seedLength = Ed25519.seedLength

    /// The public half, as the key of a log.
    public let verifierKey: VerifierKey
    /// The public half, as the key of a witness.
    ///
    /// One key serves one cosigner: the sealed message does not name it (C2SP tlog-cosignature).
    public let cosignerKey: VerifierKey
    private let key: Curve25519.Signing.PrivateKey

    private static let prefix: StaticString = "PRIVATE+KEY+"

    /// Makes the key that belongs to a seed.
    ///
    /// - Parameters:
    ///   - name: who seals.
    ///   - seed: 32 bytes from a generator fit for keys (RFC 8032 §5.1.5).
    /// - Throws: ``MalformedText`` unless there are 32 bytes.
    public init(name: KeyName, seed: [UInt8]) throws(MalformedText) {
        guard seed.count == SealingKey.seedLength else {
            throw MalformedText(.sealingKey, "a seed of \(SealingKey.seedLength) bytes")
        }
        do {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        } catch {
            throw MalformedText(.sealingKey, "a seed of \(SealingKey.seedLength) bytes")
        }
        let publicKey = [UInt8](key.publicKey.rawRepresentation)
        verifierKey = try VerifierKey(name: name, type: .ed25519, publicKey: publicKey)
        cosignerKey = try VerifierKey(name: name, type: .cosignature, publicKey: publicKey)
    }

    /// Reads the text form that Go's `sumdb/note` uses.
    ///
    /// `PRIVATE+KEY+name+hex(key ID)+base64(0x01 ‖ seed)`; the key ID is compared.
    ///
    /// - Throws: ``MalformedText``.
    public init(_ text: some StringProtocol) throws(MalformedText) {
        let ascii = Array(text.utf8)[...]
        guard ascii.count <= VerifierKey.maximumLength,
            let rest = Lines.rest(of: ascii, after: SealingKey.prefix)
        else { throw MalformedText(.sealingKey, "PRIVATE+KEY+ and a key") }
        let (name, id, typed) = try VerifierKey.parts(of: rest, in: .sealingKey)
        guard typed.first == SealType.ed25519.rawValue else {
            throw MalformedText(.sealingKey, "a key of type 1, Ed25519")
        }
        try self.init(name: name, seed: Array(typed.dropFirst()))
        guard verifierKey.id == id else {
            throw MalformedText(.sealingKey, "the key ID that belongs to this name and key")
        }
    }

    /// Who seals with it.
    public var name: KeyName { verifierKey.name }

    /// The text form, which is the secret itself.
    public var secretText: String {
        let typed = [SealType.ed25519.rawValue] + [UInt8](key.rawRepresentation)
        return "\(SealingKey.prefix)\(name)+\(verifierKey.id)+\(Base64.text(typed))"
    }

    /// Seals a text.
    ///
    /// - Parameter text: UTF-8 whose last line is ended.
    /// - Returns: the line for the note.
    /// - Throws: ``SealingError``.
    public func seal(_ text: [UInt8]) throws(SealingError) -> Seal {
        guard text.last == 0x0A else { throw .lineNotEnded }
        return try made(by: verifierKey, try signature(over: text))
    }

    /// The Ed25519 signature over some bytes.
    func signature(over message: [UInt8]) throws(SealingError) -> [UInt8] {
        do { return [UInt8](try key.signature(for: message)) } catch { throw .keyFailed }
    }

    func made(by key: VerifierKey, _ bytes: [UInt8]) throws(SealingError) -> Seal {
        guard let seal = Seal(name: key.name, keyID: key.id, bytes: bytes) else { throw .keyFailed }
        return seal
    }
}

/// Why nothing was sealed.
public enum SealingError: Error, Hashable, Sendable {
    /// The text does not end in a line end, so it cannot stand in a note.
    case lineNotEnded
    /// The time does not fit the format: it is before 1970 or beyond 2^63-1 seconds.
    case timeOutOfRange
    /// The cryptographic library refused.
    case keyFailed
}
