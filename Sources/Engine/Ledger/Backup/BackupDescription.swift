// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// What a backup says about itself: the file `backup.json` at its beginning.
package struct BackupDescription: Equatable, Sendable {
    package static let version: Int64 = 1
    static let path = "backup.json"
    static let listPath = "manifest-sha256.txt"
    static let byteCountMax = 64 << 10

    /// When it was made.
    package let created: Instant
    /// The key of the log in it.
    package let logKey: VerifierKey
    /// The head of the log in it.
    package let head: TreeHead
    /// The size of the newest checkpoint in it.
    package let checkpointSize: TreeSize
    /// Whether the log's private key is in it.
    package let holdsPrivateKey: Bool

    var bytes: [UInt8] {
        let json: JSON = .object([
            .init("checkpoint", .string(checkpointSize.description)),
            .init("created", .string(created.rfc3339)),
            .init("log", .string(logKey.text)),
            .init("privateKey", .bool(holdsPrivateKey)),
            .init("root", .string(head.root.hex)),
            .init("size", .string(head.size.description)),
            .init("version", .integer(BackupDescription.version)),
        ])
        return json.canonical + [0x0A]
    }

    init(
        created: Instant, logKey: VerifierKey, head: TreeHead, checkpointSize: TreeSize,
        holdsPrivateKey: Bool
    ) {
        self.created = created
        self.logKey = logKey
        self.head = head
        self.checkpointSize = checkpointSize
        self.holdsPrivateKey = holdsPrivateKey
    }

    init(parsing bytes: [UInt8]) throws(BackupFault) {
        let json: JSON
        do { json = try JSON(parsing: bytes) } catch { throw .badDescription("\(error)") }
        guard let version = json["version"]?.integer else { throw .badDescription("no version") }
        guard version == BackupDescription.version else { throw .unknownVersion(version) }
        func size(_ name: String) -> TreeSize? {
            json[name]?.text.flatMap { UInt64($0) }.flatMap { TreeSize($0) }
        }
        guard let created = json["created"]?.text.flatMap({ WrittenTime($0)?.instant }),
            let key = json["log"]?.text, let treeSize = size("size"),
            let checkpointSize = size("checkpoint"),
            let root = json["root"]?.text.flatMap({ Digest(hex: $0) }),
            let holdsPrivateKey = json["privateKey"]?.bool
        else { throw .badDescription("a member is missing or is not what it should be") }
        do { logKey = try VerifierKey(key) } catch { throw .badDescription("\(error)") }
        self.created = created
        self.checkpointSize = checkpointSize
        self.holdsPrivateKey = holdsPrivateKey
        head = TreeHead(size: treeSize, root: root)
    }
}
