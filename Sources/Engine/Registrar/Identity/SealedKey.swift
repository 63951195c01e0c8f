// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Crypto
import CryptoExtras
import FoundationEssentials

/// A person's signing key and second factor, sealed under their password.
///
/// Opening it *is* the check of the password: nothing else that could be compared, stolen or
/// exchanged is kept. AES-256-GCM (NIST SP 800-38D) under a key from scrypt (RFC 7914). Log and
/// person stand in the additional data, so that a sealed key put into another's file does not open.
package struct SealedKey: Hashable, Sendable {
    /// 16 bytes, drawn anew at each sealing.
    let salt: [UInt8]
    package let cost: ScryptCost
    /// Nonce, ciphertext and tag, one after the other.
    let box: [UInt8]

    static let saltLength = 16
    private static let version: UInt8 = 1

    /// What is sealed in it.
    package struct Secrets: Sendable {
        package let key: SigningKey
        /// `nil` when there is no second factor.
        package let totp: TOTP?

        package init(key: SigningKey, totp: TOTP?) {
            self.key = key
            self.totp = totp
        }
    }

    /// Whose key it is, and in which log.
    package struct Owner: Hashable, Sendable {
        let origin: String
        let person: PersonID

        package init(origin: String, person: PersonID) {
            self.origin = origin
            self.person = person
        }

        fileprivate var bytes: [UInt8] {
            Array("witnessmark/signing-key/v1\u{0}\(origin)\u{0}\(person)".utf8)
        }
    }

    init(salt: [UInt8], cost: ScryptCost, box: [UInt8]) {
        self.salt = salt
        self.cost = cost
        self.box = box
    }

    /// Seals a key under a password.
    ///
    /// - Parameters:
    ///   - secrets: the key, and the second factor if there is one.
    ///   - password: as typed, byte for byte.
    ///   - cost: what each guess shall cost.
    ///   - owner: whose it is.
    ///   - salt: 16 bytes that nobody had before.
    /// - Throws: what the library throws; it takes every cost that is usable.
    package init(
        _ secrets: Secrets, under password: String, cost: ScryptCost, of owner: Owner,
        salt: [UInt8]
    ) throws {
        let wrapping = try SealedKey.wrappingKey(password, salt: salt, cost: cost)
        let plain = [SealedKey.version] + secrets.key.seed + (secrets.totp?.secret ?? [])
        let sealed = try AES.GCM.seal(plain, using: wrapping, authenticating: owner.bytes)
        self.init(salt: salt, cost: cost, box: [UInt8](sealed.combined ?? Data()))
    }

    /// What is in it; `nil` when the password is wrong, or it is not this owner's, or was changed.
    package func open(with password: String, of owner: Owner) throws -> Secrets? {
        let wrapping = try SealedKey.wrappingKey(password, salt: salt, cost: cost)
        // Both throw for bytes that were not sealed with this key for this owner.
        guard let sealed = try? AES.GCM.SealedBox(combined: box),
            let plain = try? AES.GCM.open(sealed, using: wrapping, authenticating: owner.bytes)
        else { return nil }
        let bytes = [UInt8](plain)
        let length = 1 + SigningKey.seedLength
        guard bytes.count >= length, bytes[0] == SealedKey.version,
            let key = SigningKey(seed: Array(bytes[1..<length]))
        else { return nil }
        let secret = Array(bytes[length...])
        return Secrets(key: key, totp: secret.isEmpty ? nil : TOTP(secret: secret))
    }

    private static func wrappingKey(
        _ password: String, salt: [UInt8], cost: ScryptCost
    ) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: 32, rounds: cost.rounds,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
    }

    /// As it stands in a file.
    package var json: JSON {
        [
            "box": .string(Hex.text(box)), "n": .integer(Int64(cost.rounds)),
            "p": .integer(Int64(cost.parallelism)), "r": .integer(Int64(cost.blockSize)),
            "salt": .string(Hex.text(salt)),
        ]
    }

    /// Reads it; `nil` when a member is not what it should be.
    init?(json: JSON) {
        guard let box = json["box"]?.text.flatMap({ Hex.bytes($0) }), box.count <= 1_024,
            let salt = json["salt"]?.text.flatMap({ Hex.bytes($0) }),
            salt.count == SealedKey.saltLength, let rounds = json["n"]?.integer,
            let blockSize = json["r"]?.integer, let parallelism = json["p"]?.integer
        else { return nil }
        let cost = ScryptCost(
            rounds: Int(rounds), blockSize: Int(blockSize), parallelism: Int(parallelism))
        guard cost.isUsable else { return nil }
        self.init(salt: salt, cost: cost, box: box)
    }

    /// What stands in the log, so that an exchanged file is noticed.
    package var digest: Canon.Digest { Canon.Digest(of: json.canonical) }

    /// What the log says about it.
    package func facts(_ secrets: Secrets) -> SigningKeyFacts {
        SigningKeyFacts(
            publicKey: secrets.key.publicKey, cost: cost, hasTOTP: secrets.totp != nil,
            sealedKeyDigest: digest)
    }
}
