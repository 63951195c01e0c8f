// SPDX-License-Identifier: Apache-2.0
import Crypto

/// The digests that a token may use.
///
/// SHA-1 is accepted in one place only, to name the signer's certificate in the older attribute: there
/// a forger would need a second preimage. Content and signatures need SHA-2.
enum HashAlgorithm: Equatable, Sendable {
    case sha1, sha256, sha384, sha512

    /// Reads an AlgorithmIdentifier; anything but SHA-2 is refused.
    init(_ name: AlgorithmName) throws(TimestampFailure) {
        let known: [OID: HashAlgorithm] = [.sha256: .sha256, .sha384: .sha384, .sha512: .sha512]
        guard let algorithm = known[name.oid], name.parameters == nil else {
            throw .unsupported(what: "the digest", name.oid)
        }
        self = algorithm
    }

    /// The length of its digests, in bytes.
    var byteCount: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    func digest(of bytes: some Collection<UInt8>) -> [UInt8] {
        let bytes = Array(bytes)
        return switch self {
        case .sha1: Array(Insecure.SHA1.hash(data: bytes))
        case .sha256: Array(SHA256.hash(data: bytes))
        case .sha384: Array(SHA384.hash(data: bytes))
        case .sha512: Array(SHA512.hash(data: bytes))
        }
    }
}

/// A certificate named by the digest of its bytes.
struct CertificateDigest: Equatable {
    let algorithm: HashAlgorithm
    let value: [UInt8]

    func names(_ certificate: some Collection<UInt8>) -> Bool {
        algorithm.digest(of: certificate) == value
    }
}
