// SPDX-License-Identifier: Apache-2.0
import Reading
import Testing

struct ProblemTests {
    private let here = Place(offset: 40, line: 3, column: 7, path: "$.id")

    @Test func `A problem says where, what was expected and what was found`() {
        let problem = Problem("x.id.empty", at: here, found: "“”", expected: "a non-empty text")
        #expect(
            "\(problem)" == "line 3, column 7 ($.id): expected a non-empty text, found “”")
    }

    @Test(arguments: [
        ("ad\u{1B}[2Jmin", "“ad\\u{1b}[2Jmin”"), ("a\u{202E}b", "“a\\u{202e}b”"),
        ("Größe", "“Größe”"),
    ])
    func `Text from a file cannot rewrite a terminal`(text: String, quoted: String) {
        #expect(Problem.quote(text) == quoted)
    }

    @Test func `Nothing invisible is in a problem, quoted or not`() {
        let problem = Problem("x", at: here, found: "x\u{7F}y", expected: "a column “a\u{13}”")
        #expect(problem.found == "x\\u{7f}y")
        #expect(problem.expected == "a column “a\\u{13}”")
    }

    @Test func `A problem repeats little of a file`() {
        let long = String(repeating: "x", count: 100_000)
        let problem = Problem("x", at: here, found: long, expected: Problem.quote(long))
        #expect(problem.found.utf8.count < 400)
        #expect(problem.expected.utf8.count < 200)
    }

    @Test func `A list keeps the first thousand and counts the rest`() {
        var list = ProblemList()
        for number in 0..<1_234 {
            list.add(Problem("p\(number)", at: here, found: "", expected: ""))
        }
        #expect(list.listed.count == 1_000)
        #expect(list.listed.last?.code == "p999")
        #expect(list.count == 1_234)
        #expect(list.unlistedCount == 234)
    }

    @Test func `Joined lists count what neither lists`() {
        var one = ProblemList(max: 2)
        var other = ProblemList(max: 2)
        for _ in 0..<3 { other.add(Problem("p", at: here, found: "", expected: "")) }
        one.add(Problem("first", at: here, found: "", expected: ""))
        one.add(other)
        #expect(one.listed.map(\.code) == ["first", "p"])
        #expect(one.count == 4)
    }

    @Test func `Places count lines by LF and columns by bytes`() {
        let place = "ab\ncdé".utf8.withContiguousStorageIfAvailable {
            Place().advanced(over: UnsafeRawBufferPointer($0))
        }
        #expect(place == Place(offset: 7, line: 2, column: 5))
    }
}
