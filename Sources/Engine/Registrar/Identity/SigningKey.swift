// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Crypto

/// A person's own signing key, open for as long as one request takes.
///
/// Not `Equatable` and without a description, so that it does not get into a message by accident.
package struct SigningKey: Sendable {
    /// Ed25519, 32 bytes.
    package let publicKey: [UInt8]
    private let key: Curve25519.Signing.PrivateKey

    static let seedLength = 32

    /// A new key, which nobody has had before.
    package init() {
        key = Curve25519.Signing.PrivateKey()
        publicKey = [UInt8](key.publicKey.rawRepresentation)
    }

    /// The key that belongs to a seed; `nil` unless there are 32 bytes.
    init?(seed: [UInt8]) {
        // It throws for another length only, which is no key of ours.
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            return nil
        }
        self.key = key
        publicKey = [UInt8](key.publicKey.rawRepresentation)
    }

    var seed: [UInt8] { [UInt8](key.rawRepresentation) }

    /// SHA-256 of the public key, by which it is found in the log.
    package var keyID: Canon.Digest { Canon.Digest(of: publicKey) }

    /// Ed25519 over a payload and its type (DSSE), 64 bytes.
    package func sign(_ payload: JSON, as type: String) throws -> [UInt8] {
        let message = DSSE.preAuthenticationEncoding(type: type, payload: payload.canonical)
        return [UInt8](try key.signature(for: message))
    }
}

/// The types of what people sign, which stand under the signature.
package enum SignedPayload {
    package static let signature = "application/vnd.witnessmark.signature+json"
    package static let accountability = "application/vnd.witnessmark.accountability+json"
}
