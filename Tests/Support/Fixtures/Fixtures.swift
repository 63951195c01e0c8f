// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Where test data that nobody here wrote is found, if it is there.
///
/// Vectors and corpora belong to other projects and are not kept in this repository. A test that
/// needs them is skipped, with a message, where they are absent.
public enum Fixtures {
    /// The root of this package.
    public static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// `WITNESSMARK_VECTORS`, else `../shared/vectors` beside the package.
    public static let vectorsFolder = folder("WITNESSMARK_VECTORS", else: "vectors")
    /// `WITNESSMARK_CORPORA`, else `../shared/corpora` beside the package.
    public static let corporaFolder = folder("WITNESSMARK_CORPORA", else: "corpora")

    /// Whether vectors of other projects are at hand.
    public static var hasVectors: Bool { exists(vectorsFolder) }
    /// Whether sample documents of other projects are at hand.
    public static var hasCorpora: Bool { exists(corporaFolder) }

    /// Why a suite was skipped, in the words a reader of the test's output needs.
    public static let vectorsMissing = Comment("the vectors are absent; set WITNESSMARK_VECTORS")
    /// As ``vectorsMissing``, for sample documents.
    public static let corporaMissing = Comment("the corpora are absent; set WITNESSMARK_CORPORA")

    /// The address of a vector file.
    public static func vector(_ path: String) -> URL { vectorsFolder.appending(path: path) }
    /// The address of a sample document.
    public static func corpus(_ path: String) -> URL { corporaFolder.appending(path: path) }

    /// The bytes of a file.
    public static func bytes(_ url: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: url)) }

    /// Every regular file under a folder, sorted by path.
    public static func files(under folder: URL) -> [URL] {
        let found = FileManager.default.enumerator(
            at: folder, includingPropertiesForKeys: [.isRegularFileKey])
        return (found?.compactMap { $0 as? URL } ?? [])
            .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
            .sorted { $0.path < $1.path }
    }

    private static func folder(_ variable: String, else name: String) -> URL {
        if let path = ProcessInfo.processInfo.environment[variable] { return URL(filePath: path) }
        return root.deletingLastPathComponent().appending(path: "shared").appending(path: name)
    }

    private static func exists(_ url: URL) -> Bool {
        FileManager.default.fileExists(atPath: url.path)
    }
}
