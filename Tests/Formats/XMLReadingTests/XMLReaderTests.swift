// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import XMLReading

/// A document read to its end: what was in it, and what stopped the reading.
struct Reading {
    var lines: [String] = []
    var tags: [XMLStartTag] = []
    var ends: [XMLEndTag] = []
    var problem: XMLProblem?

    init(_ bytes: [UInt8], piece: Int = .max, limits: XMLLimits = XMLLimits()) {
        let reader = XMLReader(limits: limits)
        do throws(XMLProblem) {
            var rest = bytes[...]
            while !rest.isEmpty {
                let chunk = Array(rest.prefix(piece))
                rest = rest.dropFirst(chunk.count)
                try read(chunk, with: reader)
            }
            try reader.finish { add($0) }
        } catch { problem = error }
    }

    init(_ text: String, piece: Int = .max, limits: XMLLimits = XMLLimits()) {
        self.init(Array(text.utf8), piece: piece, limits: limits)
    }

    private mutating func read(_ chunk: [UInt8], with reader: XMLReader) throws(XMLProblem) {
        var events: [XMLEvent] = []
        let problem = chunk.withUnsafeBytes { bytes -> XMLProblem? in
            do throws(XMLProblem) {
                try reader.feed(bytes) { events.append($0) }
                return nil
            } catch { return error }
        }
        for event in events { add(event) }
        if let problem { throw problem }
    }

    private mutating func add(_ event: XMLEvent) {
        switch event {
        case .start(let tag):
            tags.append(tag)
            let attributes = tag.attributes.map { " \(show($0.name))=\($0.value)" }.joined()
            lines.append("<\(show(tag.name))\(attributes)>")
        case .end(let tag):
            ends.append(tag)
            lines.append("</\(show(tag.name))>")
        case .text(let text):
            if let last = lines.last, last.hasPrefix("'") {
                lines[lines.count - 1] = last.dropLast() + text + "'"
            } else {
                lines.append("'\(text)'")
            }
        }
    }

    private func show(_ name: XMLName) -> String {
        name.namespace.isEmpty ? name.local : "{\(name.namespace)}\(name.local)"
    }
}

struct XMLReaderTests {
    @Test func `Names are told apart by namespace, not by prefix`() {
        let text = "<a:r xmlns:a='urn:x' xmlns='urn:y'><b a:k='1' k='2'/></a:r>"
        #expect(
            Reading(text).lines == [
                "<{urn:x}r>", "<{urn:y}b {urn:x}k=1 k=2>", "</{urn:y}b>", "</{urn:x}r>",
            ])
        #expect(
            Reading(text).tags[0].namespaces.map { "\($0.prefix)=\($0.namespace)" }
                == ["a=urn:x", "=urn:y"])
    }

    @Test func `References, CDATA and the five entities become text`() {
        let reading = Reading(
            "<r a='&amp;&lt;&#65;&#38;&amp;#38;x'>&lt;&#x41;<![CDATA[<&]]>&amp;</r>")
        #expect(reading.lines == ["<r a=&<A&&#38;x>", "'<A<&&'", "</r>"])
    }

    @Test(arguments: 1...9)
    func `Pieces of any size give the same events`(piece: Int) {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- é --><r é="ü">naïve <b>日本語</b> 🏭 tail<c/></r>

            """
        let whole = Reading(text)
        let pieces = Reading(text, piece: piece)
        #expect(whole.problem == nil)
        #expect(pieces.problem == nil)
        #expect(pieces.lines == whole.lines)
        #expect(pieces.tags.map(\.place) == whole.tags.map(\.place))
        #expect(pieces.ends.map(\.endOffset) == whole.ends.map(\.endOffset))
    }

    @Test func `A tag's place is that of its opening bracket`() {
        let reading = Reading("<r>\n  é<b\n  k='1'\n/>\r\n<c></c></r>")
        #expect(reading.tags.map(\.place.line) == [1, 2, 5])
        #expect(reading.tags.map(\.place.column) == [1, 4, 1])
    }

    @Test(arguments: [
        "<r><e>x</e><e k='v'/><e\n a='1' >é<i/></e ></r>",
        "\u{FEFF}<?xml version='1.0'?>\n<r>\r\n<e/>  <e>日本</e><!-- <e> --><e><![CDATA[<e>]]></e></r>",
    ])
    func `Offsets cut an element out of the file exactly`(text: String) {
        let bytes = Array(text.utf8)
        for piece in [1, 3, 1_000] {
            let reading = Reading(bytes, piece: piece)
            #expect(reading.problem == nil)
            let starts = reading.tags.filter { $0.name.local == "e" }.compactMap(\.place.offset)
            let ends = reading.ends.filter { $0.name.local == "e" }.compactMap(\.endOffset)
            #expect(starts.count == 3 && ends.count == 3)
            for (start, end) in zip(starts, ends) {
                let part = String(decoding: bytes[Int(start)..<Int(end)], as: UTF8.self)
                #expect(part.hasPrefix("<e"))
                #expect(part.hasSuffix("</e>") || part.hasSuffix("/>") || part.hasSuffix("</e >"))
                #expect(Reading(part).problem == nil)
            }
        }
    }

    @Test func `Long files keep exact offsets and lines`() {
        var text = "<r>\n"
        for index in 0..<20_000 {
            text += "  <e n='\(index)'>\(String(repeating: "x", count: index % 90))</e>\n"
        }
        text += "</r>"
        let bytes = Array(text.utf8)
        let reading = Reading(bytes, piece: 4_093)
        #expect(reading.problem == nil)
        for (index, tag) in reading.tags.dropFirst().enumerated() {
            let offset = Int(tag.place.offset ?? 0)
            #expect(bytes[offset...].starts(with: Array("<e n='\(index)'>".utf8)))
            #expect(tag.place.line == UInt64(index + 2) && tag.place.column == 3)
        }
        #expect(reading.ends.last?.endOffset == UInt64(bytes.count))
    }

    @Test func `UTF-16 and Latin-1 are read, without offsets that would be wrong`() {
        let latin =
            Array("<?xml version='1.0' encoding='ISO-8859-1'?><r>".utf8) + [0xE9]
            + Array("</r>".utf8)
        #expect(Reading(latin).lines == ["<r>", "'é'", "</r>"])
        #expect(Reading(latin).tags[0].place.offset == nil)
        var wide: [UInt8] = [0xFF, 0xFE]
        for unit in "<r>é</r>".utf16 { wide += [UInt8(unit & 255), UInt8(unit >> 8)] }
        for piece in [1, 2, 7, 1_000] {
            #expect(Reading(wide, piece: piece).lines == ["<r>", "'é'", "</r>"])
            #expect(Reading(wide, piece: piece).ends[0].endOffset == nil)
        }
    }
}

/// What a hostile or broken file gets: an end, with a place.
struct HostileXMLTests {
    @Test(arguments: [
        "<!DOCTYPE r><r/>",
        "<!DOCTYPE r SYSTEM 'http://192.0.2.1/x.dtd'><r/>",
        "<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><r>&e;</r>",
        "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><r>&b;</r>",
        "<!DOCTYPE r [<!ATTLIST r k CDATA 'x'>]><r/>",
        "<!DOCTYPE r [",
    ])
    func `A document type is refused where it stands`(text: String) {
        for piece in [1, 1_000] {
            let reading = Reading("<?xml version='1.0'?>\n" + text, piece: piece)
            #expect(reading.lines.isEmpty)
            if text.hasSuffix("[") || reading.problem?.kind == .documentType {
                #expect(reading.problem?.kind == .documentType || text.hasSuffix("["))
                #expect(reading.problem?.place.line == 2)
                #expect(reading.problem?.place.column == 1 || text.hasSuffix("["))
            } else {
                Issue.record("\(String(describing: reading.problem))")
            }
        }
    }

    @Test(arguments: [
        ("<r>&undefined;</r>", 1), ("<r>\n<a></b>\n</r>", 2), ("<r>\n\n<a b=1/></r>", 3),
        ("<r/><r/>", 1), ("<r/>\ntail", 2), ("<x:r/>", 1), ("<r a='1' a='2'/>", 1), ("junk", 1),
        ("<r>\u{1}</r>", 1), ("<r>]]></r>", 1), ("<r a='<'/>", 1), ("<1/>", 1),
    ])
    func `What is not well-formed is refused with its line`(text: String, line: UInt64) {
        for piece in [1, 1_000] {
            let problem = Reading(text, piece: piece).problem
            #expect(problem?.place.line == line, "\(String(describing: problem))")
            #expect(problem?.description.isEmpty == false)
        }
    }

    @Test func `A file cut off anywhere is an error with a place`() {
        let text = Array("<?xml version='1.0'?>\n<r k='v'><a>é &amp; x</a><!-- c --><b/></r>".utf8)
        for length in 0..<text.count {
            for piece in [1, 5, 1_000] {
                let problem = Reading(Array(text[..<length]), piece: piece).problem
                #expect(problem != nil, "cut at \(length)")
                #expect((problem?.place.line ?? 0) >= 1)
            }
        }
        #expect(Reading(text).problem == nil)
        #expect(Reading([]).problem?.kind == .empty)
        #expect(Reading("<r><a>").problem?.kind == .truncated)
    }

    @Test(arguments: [
        [0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xE2, 0x82],
    ])
    func `Bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        for piece in [1, 1_000] {
            let inText = Reading(Array("<r>\nab".utf8) + bytes + Array("</r>".utf8), piece: piece)
            #expect(inText.problem != nil)
            #expect(inText.problem?.place.line == 2)
            let inValue = Reading(Array("<r a='".utf8) + bytes + Array("'/>".utf8), piece: piece)
            #expect(inValue.problem != nil)
        }
    }

    @Test func `A NUL byte is refused wherever it stands`() {
        let text = Array("<r k='v'><a>x</a></r>".utf8)
        for at in 0...text.count {
            for piece in [1, 4, 1_000] {
                var bytes = text
                bytes.insert(0, at: at)
                let problem = Reading(bytes, piece: piece).problem
                #expect(problem != nil, "NUL at \(at), pieces of \(piece)")
            }
        }
    }

    @Test func `Nesting, attributes, names and texts have limits`() {
        let deep = String(repeating: "<a>", count: 1_000) + String(repeating: "</a>", count: 1_000)
        #expect(Reading(deep).problem?.kind == .tooDeep(limit: 100))
        #expect(Reading(deep).problem?.place.column == 301)
        let many = "<a " + (0..<300).map { "a\($0)='1' " }.joined() + "/>"
        #expect(Reading(many).problem?.kind == .tooManyAttributes(limit: 256))
        let name = String(repeating: "n", count: 2_000)
        #expect(Reading("<\(name)/>").problem?.kind == .nameTooLong(limitBytes: 1_024))
        #expect(Reading("<a \(name)='1'/>").problem?.kind == .nameTooLong(limitBytes: 1_024))
        let value = String(repeating: "v", count: 1_048_577)
        #expect(
            Reading("<a b='\(value)'/>").problem?.kind == .attributeTooLong(limitBytes: 1_048_576))
        var limits = XMLLimits()
        limits.textBytes = 10
        let text = Reading("<a>12345678901</a>", limits: limits).problem
        #expect(text?.kind == .textTooLong(limitBytes: 10))
    }

    @Test func `A text of 100 MB passes through in little memory`() throws {
        var limits = XMLLimits()
        limits.textBytes = .max
        let reader = XMLReader(limits: limits)
        let chunk = [UInt8](repeating: 0x78, count: 65_536)
        var length = 0
        let count: (XMLEvent) -> Void = { event in
            if case .text(let text) = event { length += text.utf8.count }
        }
        try Array("<r>".utf8).withUnsafeBytes { try reader.feed($0, count) }
        let before = try residentBytes()
        for _ in 0..<1_600 { try chunk.withUnsafeBytes { try reader.feed($0, count) } }
        let grown = try residentBytes() - before
        try Array("</r>".utf8).withUnsafeBytes { try reader.feed($0, count) }
        try reader.finish(count)
        #expect(length == 1_600 * 65_536)
        #expect(grown < 48_000_000, "grew by \(grown) bytes")
    }

    @Test func `An endless attribute or comment ends in an error, not in full memory`() throws {
        for opening in ["<r a='", "<!-- ", "<r><?pi "] {
            let reader = XMLReader()
            let chunk = [UInt8](repeating: 0x78, count: 65_536)
            var fed = 0
            var problem: XMLProblem?
            do throws(XMLProblem) {
                try feed(Array(opening.utf8), to: reader)
                while fed < 64_000_000 {
                    try feed(chunk, to: reader)
                    fed += chunk.count
                }
            } catch { problem = error }
            #expect(problem != nil, "\(opening)")
            #expect(fed < 32_000_000, "\(opening)")
        }
    }

    private func feed(_ bytes: [UInt8], to reader: XMLReader) throws(XMLProblem) {
        let problem = bytes.withUnsafeBytes { bytes -> XMLProblem? in
            do throws(XMLProblem) {
                try reader.feed(bytes) { _ in }
                return nil
            } catch { return error }
        }
        if let problem { throw problem }
    }

    /// From the second figure of `/proc/self/statm`, in pages of 4 KiB.
    private func residentBytes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        return (Int(text.split(separator: " ")[1]) ?? 0) * 4_096
    }
}
