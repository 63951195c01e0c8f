// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Foundation
import Testing

/// One Swift file of the product, read as text.
struct SourceFile: CustomTestStringConvertible {
    /// The path from the package's root: `Sources/Kernel/Canon/Digest.swift`.
    let path: String
    let lines: [Substring]

    /// The layer's folder: `Kernel`.
    var layer: String { part(1) }
    /// The module's folder: `Canon`.
    var module: String { part(2) }
    /// The file's own name.
    var name: String { path.split(separator: "/").last.map(String.init) ?? "" }
    var testDescription: String { path }

    /// The modules it imports, without attributes, access words or submodules.
    var imports: Set<String> {
        var found: Set<String> = []
        for line in lines {
            let words = line.split(separator: " ")
            guard let at = words.firstIndex(of: "import"), at + 1 < words.count,
                words[..<at].allSatisfy({ $0.hasPrefix("@") || $0 == "public" || $0 == "package" })
            else { continue }
            found.insert(String(words[at + 1].prefix { $0 != "." }))
        }
        return found
    }

    /// The lines without comments and without what stands in quotes, numbered from 1.
    let code: [(number: Int, text: String)]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        code = lines.enumerated().map { index, line in (index + 1, SourceFile.code(of: line)) }
    }

    private static func code(of line: Substring) -> String {
        var code: [UInt8] = []
        var isQuoted = false
        for byte in line.utf8 {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: "/"), code.last == byte { break }
            code.append(byte)
        }
        return String(decoding: code, as: UTF8.self)
    }

    private func part(_ index: Int) -> String {
        let parts = path.split(separator: "/")
        return index < parts.count ? String(parts[index]) : ""
    }
}

/// The tree of sources or tests.
enum SourceTree {
    static let product = files(under: "Sources")
    static let tests = files(under: "Tests")

    private static func files(under folder: String) -> [SourceFile] {
        let root = Fixtures.root.path + "/"
        return Fixtures.files(under: Fixtures.root.appending(path: folder))
            .filter { $0.pathExtension == "swift" }
            .compactMap { url in
                // A file that cannot be read as text would fail to compile; it is no concern here.
                guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
                return SourceFile(
                    path: url.path.replacingOccurrences(of: root, with: ""), text: text)
            }
    }
}
