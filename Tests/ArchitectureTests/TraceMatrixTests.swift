// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Foundation
import Testing

/// `docs/TRACE-MATRIX.md` says what the sources say; `RECORD=1` writes it anew.
struct TraceMatrixTests {
    @Test func `The trace matrix is current`() throws {
        let page = TraceMatrix.page
        let url = Fixtures.root.appending(path: "docs/TRACE-MATRIX.md")
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try page.write(to: url, atomically: true, encoding: .utf8)
        }
        let kept = try String(contentsOf: url, encoding: .utf8)
        #expect(kept == page, "run script/generate-docs")
    }

    @Test func `Citations are found in attributes of tests and suites, over several lines`() {
        let file = SourceFile(
            path: "Tests/Domain/AccessTests/RoleTests.swift",
            text: """
                @Suite(.covers("A-1")) struct RoleTests {
                    @Test(
                        .covers(
                            "A-1", "A-2"),
                        arguments: [1])
                    func `One of them`() {}
                    // A word about .covers("A-9") cites nothing.
                }
                """)
        #expect(
            TraceMatrix.citations(in: file) == [
                Citation("A-1", "Access: RoleTests"), Citation("A-1", "Access: One of them"),
                Citation("A-2", "Access: One of them"),
            ])
    }
}

/// A requirement, and the test or rule that cites it.
struct Citation: Hashable {
    let requirement: String
    let by: String

    init(_ requirement: String, _ by: String) {
        self.requirement = requirement
        self.by = by
    }
}

/// What cites which requirement, as a page.
enum TraceMatrix {
    static var page: String {
        let tests = SourceTree.tests
            .filter { !["Support", "ArchitectureTests"].contains($0.layer) }.flatMap(citations)
        let rules = SourceTree.product.filter { $0.layer == "Domain" }.flatMap(rules)
        let rows = Set((tests + rules).map(\.requirement))
            .sorted { $0.compare($1, options: .numeric) == .orderedAscending }
        var page = """
            # Trace matrix

            Which rule of the product answers a requirement row, and which test tries to get round it. Written by
            `script/generate-docs` from `covers` in the sources; the architecture tests compare.

            | requirement | rules | tests |
            |---|---|---|

            """
        for row in rows {
            func cell(_ citations: [Citation]) -> String {
                var seen: Set<String> = []
                return citations.filter { $0.requirement == row }.map(\.by)
                    .filter { seen.insert($0).inserted }.joined(separator: "<br>")
            }
            page += "| \(row) | \(cell(rules)) | \(cell(tests)) |\n"
        }
        return page
    }

    /// What `.covers("…")` in the attributes of tests and suites cites.
    static func citations(in file: SourceFile) -> [Citation] {
        let module = file.module.replacingOccurrences(of: "Tests", with: "")
        return pieces(of: file, after: ".covers(", until: ")").flatMap { piece in
            guard let name = name(in: piece.rest) else { return [Citation]() }
            return piece.words.map { Citation($0, "\(module): \(name)") }
        }
    }

    /// What `covers: […]` of guards and kinds cites.
    static func rules(in file: SourceFile) -> [Citation] {
        let place = file.path.replacingOccurrences(of: "Sources/Domain/", with: "")
            .replacingOccurrences(of: ".swift", with: "")
        return pieces(of: file, after: "covers: [", until: "]").flatMap { piece in
            piece.words.map { Citation($0, place) }
        }
    }

    /// Each stretch between two marks: the texts in quotes in it, and what follows.
    private static func pieces(
        of file: SourceFile, after mark: String, until end: Character
    ) -> [(words: [String], rest: Substring)] {
        let text = file.lines.filter { !$0.drop { $0 == " " }.hasPrefix("//") }
            .joined(separator: "\n")
        return text.ranges(of: mark).map { range in
            let stretch = text[range.upperBound...].prefix { $0 != end }
            let words = stretch.split(separator: "\"", omittingEmptySubsequences: false)
                .enumerated().filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
            return (words, text[stretch.endIndex...])
        }
    }

    /// The test's name, or the suite's, whichever comes first.
    private static func name(in text: Substring) -> String? {
        let test = text.range(of: "func `")
        let suite = text.range(of: "struct ")
        if let test, suite.map({ test.lowerBound < $0.lowerBound }) ?? true {
            return String(text[test.upperBound...].prefix { $0 != "`" })
        }
        return suite.map { String(text[$0.upperBound...].prefix { $0.isLetter || $0.isNumber }) }
    }
}
