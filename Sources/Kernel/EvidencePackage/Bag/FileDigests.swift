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
struct FileDigestStream {
    private enum Hash {
        case md5(Insecure.MD5)
        case sha1(Insecure.SHA1)
        case sha256(SHA256)
        case sha384(SHA384)
        case sha512(SHA512)
    }

    private var hashes: [Hash]
    /// How many bytes were added.
    private(set) var count: UInt64 = 0

    init(_ algorithms: [DigestAlgorithm]) {
        hashes = algorithms.map {
            switch $0 {
            case .md5: .md5(Insecure.MD5())
            case .sha1: .sha1(Insecure.SHA1())
            case .sha256: .sha256(SHA256())
            case .sha384: .sha384(SHA384())
            case .sha512: .sha512(SHA512())
            }
        }
    }

    mutating func update(_ bytes: [UInt8]) {
        count += UInt64(bytes.count)
        bytes.withUnsafeBytes { buffer in
            for index in hashes.indices { FileDigestStream.update(&hashes[index], buffer) }
        }
    }

    private static func update(_ hash: inout Hash, _ buffer: UnsafeRawBufferPointer) {
        switch hash {
        case .md5(var state):
            state.update(bufferPointer: buffer)
            hash = .md5(state)
        case .sha1(var state):
            state.update(bufferPointer: buffer)
            hash = .sha1(state)
        case .sha256(var state):
            state.update(bufferPointer: buffer)
            hash = .sha256(state)
        case .sha384(var state):
            state.update(bufferPointer: buffer)
            hash = .sha384(state)
        case .sha512(var state):
            state.update(bufferPointer: buffer)
            hash = .sha512(state)
        }
    }

    /// The digests, in the order of the algorithms.
    var digests: [[UInt8]] {
        hashes.map {
            switch $0 {
            case .md5(let state): Array(state.finalize())
            case .sha1(let state): Array(state.finalize())
            case .sha256(let state): Array(state.finalize())
            case .sha384(let state): Array(state.finalize())
            case .sha512(let state): Array(state.finalize())
            }
        }
    }
}
