// SPDX-License-Identifier: Apache-2.0
import Crypto
import CryptoExtras
import SwiftASN1
import X509

/// How a token was signed: RSA in both paddings, or ECDSA, over SHA-2.
enum SignatureScheme: Equatable, Sendable {
    case rsa(HashAlgorithm)
    /// With a salt as long as the digest, which is what everybody uses.
    case rsaPSS(HashAlgorithm)
    case ecdsa(HashAlgorithm)

    /// Reads the algorithm of a signer; `digest` is the one its attributes were hashed with.
    ///
    /// A scheme that names another digest is refused: no honest signer uses two.
    init(_ name: AlgorithmName, digest: HashAlgorithm) throws(TimestampFailure) {
        switch name.oid {
        case .rsaEncryption: self = .rsa(digest)
        case .sha256WithRSA: self = .rsa(.sha256)
        case .sha384WithRSA: self = .rsa(.sha384)
        case .sha512WithRSA: self = .rsa(.sha512)
        case .rsaPSS: self = .rsaPSS(try SignatureScheme.pssDigest(name))
        case .ecdsaWithSHA256: self = .ecdsa(.sha256)
        case .ecdsaWithSHA384: self = .ecdsa(.sha384)
        case .ecdsaWithSHA512: self = .ecdsa(.sha512)
        default: throw .unsupported(what: "the signature algorithm", name.oid)
        }
        guard hash == digest else { throw .unsupported(what: "mixing digests in", name.oid) }
    }

    private var hash: HashAlgorithm {
        switch self {
        case .rsa(let hash), .rsaPSS(let hash), .ecdsa(let hash): hash
        }
    }

    /// Whether the signature is that of the key over the bytes.
    func isValid(
        _ signature: [UInt8], over bytes: [UInt8], by key: Certificate.PublicKey
    ) -> Bool {
        switch self {
        case .rsa(let hash):
            guard let algorithm = SignatureScheme.rsaAlgorithm(hash) else { return false }
            return key.isValidSignature(signature, for: bytes, signatureAlgorithm: algorithm)
        case .ecdsa(let hash):
            guard let algorithm = SignatureScheme.ecdsaAlgorithm(hash) else { return false }
            return key.isValidSignature(signature, for: bytes, signatureAlgorithm: algorithm)
        case .rsaPSS(let hash):
            guard let key = _RSA.Signing.PublicKey(key) else { return false }
            let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
            switch hash {
            case .sha1: return false
            case .sha256:
                return key.isValidSignature(
                    signature, for: SHA256.hash(data: bytes), padding: .PSS)
            case .sha384:
                return key.isValidSignature(
                    signature, for: SHA384.hash(data: bytes), padding: .PSS)
            case .sha512:
                return key.isValidSignature(
                    signature, for: SHA512.hash(data: bytes), padding: .PSS)
            }
        }
    }

    private static func rsaAlgorithm(_ hash: HashAlgorithm) -> Certificate.SignatureAlgorithm? {
        switch hash {
        case .sha1: nil
        case .sha256: .sha256WithRSAEncryption
        case .sha384: .sha384WithRSAEncryption
        case .sha512: .sha512WithRSAEncryption
        }
    }

    private static func ecdsaAlgorithm(_ hash: HashAlgorithm) -> Certificate.SignatureAlgorithm? {
        switch hash {
        case .sha1: nil
        case .sha256: .ecdsaWithSHA256
        case .sha384: .ecdsaWithSHA384
        case .sha512: .ecdsaWithSHA512
        }
    }

    /// The one digest that RSASSA-PSS parameters name for message, mask and salt (RFC 4055 §3.1).
    private static func pssDigest(_ name: AlgorithmName) throws(TimestampFailure) -> HashAlgorithm {
        let place = "RSASSA-PSS-params"
        // Absent parameters mean SHA-1.
        guard let parameters = name.parameters else {
            throw .unsupported(what: "SHA-1 in", name.oid)
        }
        var fields = try FieldReader(parameters, at: place)
        guard let digestField = fields.next(ifContext: 0),
            let maskField = fields.next(ifContext: 1),
            let saltField = fields.next(ifContext: 2)
        else { throw .unsupported(what: "SHA-1 in", name.oid) }
        var wrapper = try FieldReader(digestField, .context(0), at: place)
        let digest = try HashAlgorithm(wrapper.algorithm("hashAlgorithm"))
        wrapper = try FieldReader(maskField, .context(1), at: place)
        let mask = try wrapper.algorithm("maskGenAlgorithm")
        wrapper = try FieldReader(saltField, .context(2), at: place)
        let saltLength = try wrapper.number("saltLength", in: 0...1024)
        guard mask.oid == .maskGeneration1, let maskDigest = mask.parameters,
            try HashAlgorithm(AlgorithmName(maskDigest, at: place)) == digest,
            saltLength == digest.byteCount
        else {
            throw .unsupported(what: "a salt or mask other than that of the digest in", name.oid)
        }
        return digest
    }
}
