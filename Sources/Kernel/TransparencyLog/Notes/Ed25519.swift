// SPDX-License-Identifier: Apache-2.0
import Canon
import Crypto

/// Ed25519 (RFC 8032) by swift-crypto, which on this platform is BoringSSL.
///
/// Implementations differ on inputs that an honest signer never makes. These are the rules here:
/// - A key is 32 bytes, a seal 64; nothing else is looked at.
/// - S must be below the group order L. Adding L to it gives a second seal that RFC 8032 forbids.
/// - R is compared as bytes with the point computed from the rest, so it must be encoded canonically.
/// - The equation is the one *without* cofactor: \[S\]B − \[k\]A must be R exactly.
/// - A must be a point of the curve. Its encoding need not be canonical and it may be of small order:
///   such a “key” accepts seals nobody made. A policy names keys one by one, so whoever writes a
///   worthless key into it fools only their own verifier.
/// - There is no pre-hashing and no context: Ed25519, neither Ed25519ph nor Ed25519ctx.
public enum Ed25519 {
    static let signatureLength = 64
    static let seedLength = 32

    /// Whether the seal is one of this key over these bytes.
    public static func isValid(
        _ signature: [UInt8], of publicKey: [UInt8], over message: [UInt8]
    ) -> Bool {
        guard signature.count == signatureLength,
            // It throws for a length other than 32, which is no key of ours either way.
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        return key.isValidSignature(signature, for: message)
    }
}

/// ECDSA on P-256 with SHA-256, keys as SubjectPublicKeyInfo, seals as DER: read only.
enum P256Key {
    static func isWellFormed(_ key: [UInt8]) -> Bool {
        // It throws for everything that is not such a key.
        (try? P256.Signing.PublicKey(derRepresentation: key)) != nil
    }

    static func isValid(
        _ signature: [UInt8], of publicKey: [UInt8], over message: [UInt8]
    ) -> Bool {
        // Both throw for bytes that are no key or no seal: then it is not a valid one.
        guard let key = try? P256.Signing.PublicKey(derRepresentation: publicKey),
            let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature)
        else { return false }
        return key.isValidSignature(signature, for: message)
    }
}
