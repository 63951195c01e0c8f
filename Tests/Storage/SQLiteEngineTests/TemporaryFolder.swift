// SPDX-License-Identifier: Apache-2.0
import Foundation
import SQLiteEngine

/// A folder of a test's own, gone with it.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "witnessmark-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        // A folder that is left behind harms no test.
        try? FileManager.default.removeItem(at: url)
    }

    func path(_ name: String) -> String { url.appending(path: name).path }
}

extension SQLiteSettings.FileKind {
    static let test = SQLiteSettings.FileKind(id: 0x7465_7374, name: "test")
}
