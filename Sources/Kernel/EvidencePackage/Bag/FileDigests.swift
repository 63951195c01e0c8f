// SPDX-License-Identifier: Apache-2.0
import Canon
import Crypto

/// The digests that bag manifests are made of.
///
/// MD5 and SHA-1 are read because bags of twenty years carry them (RFC 8493 §2.4 tells receivers to
/// support them); they show accidents only, and nothing we write rests on them.
public enum DigestAlgorithm: String, CaseIterable, Sendable, Comparable {
    case md5, sha1, sha256, sha384, sha512

    /// The length of a digest in bytes.
    public var byteCount: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    public static func < (left: DigestAlgorithm, right: DigestAlgorithm) -> Bool {
        left.byteCount < right.byteCount
    }
}

/// Several digests of one content, computed while it is read once.
///
/// One field for each algorithm and not a list of them: a hash in a list is taken out and copied
/// whenever bytes are added, which shows where files are small and many.
struct FileDigestStream {
    private let algorithms: [DigestAlgorithm]
    private var md5: Insecure.MD5?
    private var sha1: Insecure.SHA1?
    private var sha256: SHA256?
    private var sha384: SHA384?
    private var sha512: SHA512?

    init(_ algorithms: [DigestAlgorithm]) {
        self.algorithms = algorithms
        for algorithm in algorithms {
            switch algorithm {
            case .md5: md5 = Insecure.MD5()
            case .sha1: sha1 = Insecure.SHA1()
            case .sha256: sha256 = SHA256()
            case .sha384: sha384 = SHA384()
            case .sha512: sha512 = SHA512()
            }
        }
    }

    mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { buffer in
            md5?.update(bufferPointer: buffer)
            sha1?.update(bufferPointer: buffer)
            sha256?.update(bufferPointer: buffer)
            sha384?.update(bufferPointer: buffer)
            sha512?.update(bufferPointer: buffer)
        }
    }

    /// The digests, in the order of the algorithms.
    var digests: [[UInt8]] {
        algorithms.map {
            switch $0 {
            case .md5: FileDigestStream.bytes(md5?.finalize())
            case .sha1: FileDigestStream.bytes(sha1?.finalize())
            case .sha256: FileDigestStream.bytes(sha256?.finalize())
            case .sha384: FileDigestStream.bytes(sha384?.finalize())
            case .sha512: FileDigestStream.bytes(sha512?.finalize())
            }
        }
    }

    /// Each algorithm that is asked for has a field, so there is always a digest.
    private static func bytes(_ digest: (some Crypto.Digest)?) -> [UInt8] {
        digest.map { Array($0) } ?? []
    }
}
