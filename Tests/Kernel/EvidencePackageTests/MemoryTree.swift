// SPDX-License-Identifier: Apache-2.0
import EvidencePackage

/// A folder in memory.
struct MemoryTree: FileTree {
    var files: [FilePath: [UInt8]]
    var irregular: [FileListing.Irregular] = []

    init(_ files: [FilePath: [UInt8]]) { self.files = files }

    init(_ files: [String: String]) throws {
        self.files = [:]
        for (name, content) in files {
            self.files[try FilePath(Array(name.utf8))] = Array(content.utf8)
        }
    }

    func list() -> FileListing {
        FileListing(
            files: files.map { .init($0.key, size: UInt64($0.value.count)) }, irregular: irregular)
    }

    func read(_ path: FilePath, _ body: @escaping ([UInt8]) throws -> Void) throws {
        guard let content = files[path] else { throw Missing(path: path) }
        try body(content)
    }

    struct Missing: Error { let path: FilePath }
}
