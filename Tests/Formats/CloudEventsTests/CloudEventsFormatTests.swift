// SPDX-License-Identifier: Apache-2.0
import Canon
import CloudEvents
import Reading
import Testing

/// The three shapes of a file, read in pieces of any size.
struct CloudEventsFormatTests {
    private let format = CloudEventsFormat(payloads: [])

    private func event(_ id: String) -> String {
        #"{"specversion":"1.0","id":"\#(id)","source":"/line/3","type":"step","#
            + #""time":"2026-11-21T08:15:00Z"}"#
    }

    private func pretty(_ id: String) -> String {
        event(id).replacing(",", with: ",\n  ").replacing("{", with: "{\n  ")
    }

    private func read(_ text: String, pieces: Int, max: Int = 4_096) -> ReadBatch {
        var reader = format.reader(ReadingOptions(limits: ReadingLimits(elementBytesMax: max)))
        var batch = ReadBatch()
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            rest.prefix(pieces).withUnsafeBytes { reader.read($0, into: &batch) }
            rest = rest.dropFirst(pieces)
        }
        reader.finish(into: &batch)
        return batch
    }

    /// Shape by shape: the text, and where each event begins.
    private var shapes: [(text: String, ids: [String])] {
        [
            ("\(event("a"))\n\(event("b"))\n", ["a", "b"]),
            ("\r\n\(event("a"))\r\n\r\n  \(event("b"))  \r\n", ["a", "b"]),
            (event("a"), ["a"]),
            ("[\(event("a")),\(event("b"))]", ["a", "b"]),
            ("[\n  \(pretty("a")),\n  \(pretty("b"))\n]\n", ["a", "b"]),
            ("[]", []),
            (pretty("a") + "\n", ["a"]),
        ]
    }

    @Test(arguments: [1, 2, 3, 7, 64, 100_000])
    func `Every shape gives its events, with the bytes they were read from`(pieces: Int) throws {
        for (text, ids) in shapes {
            let bytes = Array(text.utf8)
            let batch = read(text, pieces: pieces)
            #expect(batch.problems.isEmpty, "\(text): \(batch.problems.listed)")
            #expect(batch.activities.map(\.eventID) == ids)
            for read in batch.activities {
                let part = bytes[Int(read.bytes.lowerBound)..<Int(read.bytes.upperBound)]
                #expect(part.first == 0x7B && part.last == 0x7D)
                #expect(read.digest == Digest(of: part))
                #expect(read.place.offset == read.bytes.lowerBound)
                let before = bytes[..<Int(read.place.offset)]
                #expect(read.place.line == UInt64(before.count { $0 == 0x0A }) + 1)
            }
        }
    }

    @Test func `An event has one digest, wherever in a file it stands`() {
        let digests = shapes.flatMap { shape in
            read(shape.text, pieces: 9).activities.filter { $0.eventID == "a" }.map(\.digest)
        }
        #expect(Set(digests).count == 2)  // As one line, and spread over several.
    }

    @Test(arguments: [1, 5, 100_000])
    func `Broken lines are named and the others are still read`(pieces: Int) {
        let text = [
            event("1"), #"{"specversion":"1.0","id":"2"}"#, "not json", event("4"),
            #"{"id":1,"id":2}"#, "[1]", event("7"),
        ].joined(separator: "\n")
        let batch = read(text, pieces: pieces)
        #expect(batch.activities.map(\.eventID) == ["1", "4", "7"])
        #expect(
            batch.problems.listed.map { "\($0.place.line) \($0.code)" } == [
                "2 cloudevents.source.missing", "2 cloudevents.type.missing", "3 json.syntax",
                "5 json.duplicate-member", "6 cloudevents.not-an-object",
            ])
    }

    @Test(arguments: [1, 5, 100_000])
    func `A first line that breaks off does not hide the rest`(pieces: Int) {
        let batch = read("{\"specversion\":\"1.0\",\"id\n\(event("2"))\n", pieces: pieces)
        #expect(batch.activities.map(\.eventID) == ["2"])
        #expect(batch.problems.listed.map(\.code) == ["json.truncated"])
    }

    @Test(arguments: [
        (" \n\t\r\n ", "file.no-events", 1),
        ("\u{FEFF}{}", "json.byte-order-mark", 1),
        ("{\"specversion\":\"1.0\",\n\"id\":\"x\",\n", "json.truncated", 2),
        ("{\n\"a\":1\n}\n{\n\"a\":1\n}\n", "json.trailing", 4),
        ("[{\"a\":1},", "json.truncated", 1),
        ("[{\"a\":1}\n{\"a\":2}]", "json.syntax", 2),
        ("[1,2] 3", "json.trailing", 1),
        ("{\"a\":\"\\ud800\"}", "json.surrogate", 1),
        ("{\"a\":1e999}", "json.number-range", 1),
        ("{\"a\":" + String(repeating: "9", count: 500) + "}", "json.number-length", 1),
        (
            String(repeating: "{\"a\":", count: 65) + "1" + String(repeating: "}", count: 65),
            "json.too-deep", 1
        ),
    ])
    func `Hostile and broken files are refused with their place`(
        text: String, code: String, line: Int
    ) throws {
        for pieces in [1, 4, 100_000] {
            let batch = read(text, pieces: pieces)
            #expect(batch.activities.isEmpty)
            let problem = try #require(batch.problems.listed.first { $0.code == code })
            #expect(problem.place.line == UInt64(line))
        }
    }

    @Test func `Bytes that are not UTF-8 are found where they are`() throws {
        var bytes = Array((event("1") + "\n" + event("2")).utf8)
        let at = try #require(bytes.lastIndex(of: 0x32))  // Inside the second event's text.
        bytes[at] = 0xFF
        let problem = try #require(format.read(bytes).problems.listed.first)
        #expect(problem.code == "json.not-utf-8")
        #expect(problem.place.line == 2)
        #expect((UInt64(at) - 20...UInt64(at)).contains(problem.place.offset))
    }

    @Test(arguments: ["lines", "array", "document"])
    func `A part over the bound is refused and costs no memory`(shape: String) throws {
        var reader = format.reader(ReadingOptions(limits: ReadingLimits(elementBytesMax: 65_536)))
        var batch = ReadBatch()
        func feed(_ text: String) {
            Array(text.utf8).withUnsafeBytes { reader.read($0, into: &batch) }
        }
        feed(
            shape == "lines"
                ? event("1") + "\n{\"x\":\"" : shape == "array" ? "[{\"x\":\"" : "{\n\"x\":\"")
        let filling = String(repeating: "x", count: 1 << 20)
        for _ in 0..<64 { feed(filling) }
        if shape == "lines" { feed("\"}\n" + event("3") + "\n") }
        if shape == "array" { feed("\"}," + event("3") + "]") }
        reader.finish(into: &batch)
        #expect(batch.problems.listed.map(\.code) == ["file.element-too-long"])
        #expect(batch.activities.last?.eventID == (shape == "document" ? nil : "3"))
    }

    @Test func `A bad line on every line is counted, not kept`() {
        let batch = read(String(repeating: "nonsense\n", count: 5_000), pieces: 1_000)
        #expect(batch.problems.listed.count == 1_000)
        #expect(batch.problems.count == 5_000)
    }

    @Test(arguments: [
        (#"{"specversion":"1.0"}"#, "x", Confidence.certain), ("<a/>", "day.ndjson", .no),
        (#"{"id":1}"#, "day.ndjson", .possible), (#"{"id":1}"#, "day.json", .no),
    ])
    func `It recognises its own files by what is in them`(
        text: String, name: String, confidence: Confidence
    ) {
        #expect(format.recognise(FileSample(prefix: Array(text.utf8), name: name)) == confidence)
    }
}
