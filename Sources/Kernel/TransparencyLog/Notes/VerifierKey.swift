// SPDX-License-Identifier: Apache-2.0
import Canon

/// A public key with its name: the text form is C2SP's *vkey*, `name+hex(key ID)+base64(key)`.
public struct VerifierKey: Hashable, Sendable {
    /// No verifier key is longer, in bytes of text; the longest known, ML-DSA-44, has about 2,000.
    public static let maximumLength = 4096

    /// Who makes the seals.
    public let name: KeyName
    /// Four bytes that tell the keys of one name apart.
    public let id: KeyID
    /// What kind of seal it checks.
    public let type: SealType
    /// The key as its type defines it, without the type byte: 32 bytes for Ed25519.
    public let publicKey: [UInt8]

    /// Reads a verifier key.
    ///
    /// The key ID in the text is compared with the one the key has. It is never replaced: a wrong
    /// one is a key that was put together from two, or mistyped.
    ///
    /// - Throws: ``MalformedText``.
    public init(_ text: some StringProtocol) throws(MalformedText) {
        try self.init(ascii: Array(text.utf8)[...])
    }

    init(ascii text: ArraySlice<UInt8>) throws(MalformedText) {
        guard text.count <= VerifierKey.maximumLength else {
            throw MalformedText(.verifierKey, "at most \(VerifierKey.maximumLength) bytes")
        }
        let (name, id, typed) = try VerifierKey.parts(of: text, in: .verifierKey)
        guard let first = typed.first, let type = SealType(rawValue: first) else {
            throw MalformedText(.verifierKey, "a known type byte before the key")
        }
        try self.init(name: name, type: type, publicKey: Array(typed.dropFirst()))
        guard self.id == id else {
            throw MalformedText(.verifierKey, "the key ID that belongs to this name and key")
        }
    }

    /// Joins a name and a key, and computes the key ID.
    ///
    /// - Throws: ``MalformedText`` when the key is not one of the type.
    public init(name: KeyName, type: SealType, publicKey: [UInt8]) throws(MalformedText) {
        guard VerifierKey.isWellFormed(publicKey, as: type) else {
            throw MalformedText(.verifierKey, "a key as type \(type.rawValue) has it")
        }
        self.name = name
        self.type = type
        self.publicKey = publicKey
        id = VerifierKey.id(name: name, type: type, publicKey: publicKey)
    }

    /// The text form.
    public var text: String { "\(name)+\(id)+\(Base64.text([type.rawValue] + publicKey))" }

    /// The same Ed25519 key as a cosigner's.
    ///
    /// `nil` unless this is an Ed25519 key. Its key ID differs, so a seal of one does not pass for
    /// a seal of the other.
    public var asCosigner: VerifierKey? {
        guard type == .ed25519 else { return nil }
        // The key was well-formed as Ed25519 and is therefore well-formed here.
        return try? VerifierKey(name: name, type: .cosignature, publicKey: publicKey)
    }

    /// The three parts of a key's text: also of a private one, after its own prefix.
    static func parts(
        of text: ArraySlice<UInt8>, in document: MalformedText.Document
    ) throws(MalformedText) -> (KeyName, KeyID, [UInt8]) {
        // Base64 may have plus signs of its own, names and hexadecimal digits have none.
        let parts = text.split(separator: 0x2B, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else {
            throw MalformedText(document, "name, key ID and key, joined by plus signs")
        }
        guard let name = KeyName(parts[0]) else {
            throw MalformedText(document, "a name without spaces")
        }
        guard let id = Hex.bytes(Array(parts[1])).flatMap({ KeyID($0) }) else {
            throw MalformedText(document, "a key ID of eight lower-case hexadecimal digits")
        }
        guard let key = Base64.bytes(parts[2]) else {
            throw MalformedText(document, "the key in base64 with padding")
        }
        return (name, id, key)
    }

    /// The key ID as each type defines it.
    private static func id(name: KeyName, type: SealType, publicKey: [UInt8]) -> KeyID {
        switch type {
        case .ed25519, .cosignature, .mlDSA44Cosignature:
            KeyID(Digest(of: name.bytes + [0x0A, type.rawValue] + publicKey))
        case .ecdsa: KeyID(Digest(of: publicKey))
        // C2SP static-ct-api: over the RFC 6962 log ID instead of the key.
        case .treeHead:
            KeyID(Digest(of: name.bytes + [0x0A, type.rawValue] + Digest(of: publicKey).bytes))
        }
    }

    private static func isWellFormed(_ key: [UInt8], as type: SealType) -> Bool {
        switch type {
        case .ed25519, .cosignature: key.count == 32
        case .ecdsa: P256Key.isWellFormed(key)
        // A SubjectPublicKeyInfo, which is a DER sequence.
        case .treeHead: key.first == 0x30
        case .mlDSA44Cosignature: key.count == 1312
        }
    }
}

extension VerifierKey: CustomStringConvertible {
    /// The text form.
    public var description: String { text }
}
