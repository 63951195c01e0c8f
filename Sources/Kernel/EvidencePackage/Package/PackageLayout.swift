// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// Where each file of a package is, which follows from what it is.
///
/// No file names another: a list of names would be one more thing that could lie.
enum PackageLayout {
    static let statement = FilePath(literal: "data/package.json")
    static let logKey = FilePath(literal: "data/keys/log.vkey")
    static let policy = FilePath(literal: "data/keys/policy")
    static let script = FilePath(literal: "data/verify/verify.py")
    static let instructions = FilePath(literal: "data/verify/README.txt")

    static let checkpoint = FilePath(literal: "seal/checkpoint")
    static let timeStamp = FilePath(literal: "seal/checkpoint.tsr")
    static let sealEntry = FilePath(literal: "seal/seal.entry")
    static let sealProof = FilePath(literal: "seal/seal.tlog-proof")

    static func sealBody(_ bodyClass: BodyClass) -> FilePath { path("seal/seal.\(bodyClass).json") }
    static func sealSalt(_ bodyClass: BodyClass) -> FilePath { path("seal/seal.\(bodyClass).salt") }
    static func entry(_ index: LeafIndex) -> FilePath { path("data/entries/\(index).entry") }
    static func proof(_ index: LeafIndex) -> FilePath { path("proofs/\(index).tlog-proof") }
    static func original(_ digest: Digest) -> FilePath { path("data/originals/\(digest.hex)") }

    static func body(_ index: LeafIndex, _ bodyClass: BodyClass) -> FilePath {
        path("data/entries/\(index).\(bodyClass).json")
    }

    /// The name of the folder at the top of the archive.
    static func folder(id: String, revision: Int64) -> FilePath {
        let plain = id.utf8.map { byte -> UInt8 in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
            return isPlain ? byte : UInt8(ascii: "_")
        }
        return FilePath(unchecked: plain.prefix(100) + Array("-r\(revision)".utf8))
    }

    private static func path(_ text: String) -> FilePath { FilePath(unchecked: Array(text.utf8)) }
}

extension BodyClass: CustomStringConvertible {
    public var description: String { rawValue }
}
