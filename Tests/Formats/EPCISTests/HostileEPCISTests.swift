// SPDX-License-Identifier: Apache-2.0
import EPCIS
import Foundation
import Reading
import Testing

/// Files made to hurt, or broken on their way: always an answer with a place, never a trap.
struct HostileEPCISTests {
    let documents = [
        Sample.json(Sample.object("\"action\":\"ADD\",\"example:x\":{\"a\":[1,null,true]}")),
        Sample.xml(
            "<ObjectEvent>\(Sample.xmlTimes)<epcList><epc>urn:x:é</epc></epcList>"
                + "<action>ADD</action><example:x a='1'/></ObjectEvent>"),
    ]

    @Test func `A file cut off at any byte is a problem with a place`() {
        for document in documents {
            let bytes = Array(document.utf8)
            for length in 0..<bytes.count {
                let read = ReadDocument(Array(bytes[..<length]), piece: 64)
                #expect(read.problems.count == 1, "cut at \(length)")
                #expect(read.problems.first?.endsReading == true)
                #expect((read.problems.first?.place.line ?? 0) > 0)
            }
        }
    }

    @Test func `Any byte changed to any of the worst gives an answer`() {
        for document in documents {
            let bytes = Array(document.utf8)
            for at in bytes.indices {
                for worst: UInt8 in [0, 0xFF, 0x22, 0x3C, 0x5D] {
                    var broken = bytes
                    broken[at] = worst
                    let read = ReadDocument(broken, piece: 97)
                    #expect(read.events.count + read.problems.count >= 0)
                    if worst == 0 { #expect(!read.problems.isEmpty, "NUL at \(at)") }
                }
            }
        }
    }

    @Test(arguments: [
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\">",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>",
    ])
    func `A document type ends the reading before any event`(line: String) {
        let text = documents[1].replacing("?>\n", with: "?>\n\(line)\n")
        let read = ReadDocument(text)
        #expect(read.events.isEmpty)
        #expect(read.codes == ["xml.doctype"])
        #expect(read.problems.first?.place.line == 2)
    }

    @Test func `Nesting a thousand deep is refused in both syntaxes`() {
        let deep =
            String(repeating: "{\"a\":", count: 1_000) + "1" + String(repeating: "}", count: 1_000)
        let json = ReadDocument(
            Sample.json(Sample.object("\"action\":\"ADD\",\"x\":\(deep)"), Sample.object()))
        #expect(json.problems.map(\.code) == ["json.too-deep"])
        #expect(json.events.count == 1)
        let tags = String(repeating: "<a>", count: 1_000) + String(repeating: "</a>", count: 1_000)
        let xml = ReadDocument(Sample.xml("<ObjectEvent>\(tags)</ObjectEvent>"))
        #expect(xml.codes == ["xml.limit"])
        let arrays = ReadDocument(String(repeating: "[", count: 100_000))
        #expect(arrays.problems.count == 1)
    }

    @Test func `A member given twice and a number of 401 digits lose only their event`() {
        let twice = Sample.object("\"action\":\"ADD\",\"action\":\"DELETE\"")
        let digits = String(repeating: "9", count: 401)
        let long = Sample.object("\"action\":\"ADD\",\"example:n\":\(digits)")
        let large = Sample.object("\"action\":\"ADD\",\"example:n\":1e400")
        let read = ReadDocument(Sample.json(twice, long, large, Sample.object()))
        #expect(
            read.problems.map(\.code) == [
                "json.duplicate-member", "json.number-length", "json.number-range",
            ])
        #expect(read.problems.map(\.place.line) == [5, 6, 7])
        #expect(read.problems.allSatisfy { !$0.endsReading })
        #expect(read.events.count == 1)
    }

    @Test func `Bytes that are not UTF-8 lose only their event in JSON`() {
        var bytes = Array(Sample.json(Sample.object(), Sample.object("\"action\":\"?\"")).utf8)
        guard let at = bytes.lastIndex(of: 0x3F) else { return }
        bytes[at] = 0xFF
        let read = ReadDocument(bytes)
        #expect(read.problems.map(\.code) == ["json.not-utf-8"])
        #expect(read.events.count == 1)
    }

    @Test func `An event over the bound is named and bounded in memory`() {
        var options = ReadingOptions()
        options.limits = ReadingLimits(elementBytesMax: 1_000)
        let long = Sample.object(
            "\"action\":\"ADD\",\"example:n\":\"\(String(repeating: "x", count: 5_000))\"")
        let json = ReadDocument(Sample.json(long, Sample.object()), piece: 100, options: options)
        #expect(json.problems.map(\.code) == ["epcis.event.too-long"])
        #expect(json.events.count == 1)
        let lines = String(repeating: "<epc>urn:x:1</epc>", count: 500)
        let xml = ReadDocument(
            Sample.xml("<ObjectEvent><epcList>\(lines)</epcList></ObjectEvent>"), piece: 100,
            options: options)
        #expect(xml.codes == ["epcis.event.too-long"])
        #expect(xml.problems.first?.endsReading == true)
    }

    @Test func `A problem never repeats much of the file`() {
        let name = String(repeating: "n", count: 100_000)
        let read = ReadDocument(Sample.json(Sample.object("\"action\":\"\(name)\",\"\(name)\":1")))
        #expect(read.codes.count == 2)
        for problem in read.events.flatMap({ $0.problems + $0.warnings }) {
            #expect(problem.description.utf8.count < 1_000)
        }
    }

    @Test(arguments: [false, true])
    func `Memory does not grow with the number of events`(isXML: Bool) throws {
        let event =
            isXML
            ? "<ObjectEvent>\(Sample.xmlTimes)<epcList><epc>urn:x:1</epc></epcList><action>ADD</action></ObjectEvent>"
            : Sample.object()
        let document = isXML ? Sample.xml("#") : Sample.json("#")
        let halves = document.split(separator: "#").map { Array($0.utf8) }
        let block = Array((0..<100).map { _ in event }.joined(separator: isXML ? "\n" : ",").utf8)
        let comma: [UInt8] = [0x2C]
        var reader = EPCISEvents()
        var count = 0
        let take: (Found) -> Void = { if case .event = $0 { count += 1 } }
        halves[0].withUnsafeBytes { reader.read($0, take) }
        block.withUnsafeBytes { reader.read($0, take) }
        let before = try residentBytes()
        for _ in 1..<200 {
            if !isXML { comma.withUnsafeBytes { reader.read($0, take) } }
            block.withUnsafeBytes { reader.read($0, take) }
        }
        let grown = try residentBytes() - before
        halves[1].withUnsafeBytes { reader.read($0, take) }
        reader.finish(take)
        #expect(count == 20_000)
        #expect(grown < 48_000_000, "grew by \(grown) bytes")
    }

    /// From the second figure of `/proc/self/statm`, in pages of 4 KiB.
    private func residentBytes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        return (Int(text.split(separator: " ")[1]) ?? 0) * 4_096
    }
}
