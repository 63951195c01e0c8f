// SPDX-License-Identifier: Apache-2.0
import Testing
import XMLReading

struct XMLElementTests {
    @Test func `Children, attributes and texts are found by local name`() throws {
        let root = try element(
            "<q:Part xmlns:q='urn:q' id='4'><q:Header><q:Name> box </q:Name></q:Header><Id>1</Id>"
                + "<Id>2</Id></q:Part>")
        #expect(root.attribute("id") == "4")
        #expect(root.text("Header", "Name") == "box")
        #expect(root.children("Id").map(\.text) == ["1", "2"])
        #expect(root.child("Nothing") == nil)
        #expect(root.text("Header") == nil)
    }

    @Test func `Text in several pieces is one text`() throws {
        #expect(try element("<a>1 &lt; <![CDATA[2 & 3]]></a>").text == "1 < 2 & 3")
    }

    @Test func `A text that ends in a letter of several bytes keeps it`() throws {
        #expect(try element("<a> Prüfmaß </a>").text == "Prüfmaß")
    }

    @Test func `It ends where its end tag does`() throws {
        let text = "<a><b/></a>"
        #expect(try element(text).endOffset == UInt64(text.utf8.count))
    }

    @Test func `What it holds is counted`() throws {
        let reader = XMLReader()
        var builder: XMLElementBuilder?
        let bytes = Array("<a><b>\(String(repeating: "x", count: 1_000))</b></a>".utf8)
        // No `throws(XMLProblem)` on this closure: the compiler (6.3.1, debug) does not survive it.
        try bytes.withUnsafeBytes { bytes in
            try reader.feed(bytes) { event in
                if case .start(let tag) = event, builder == nil {
                    builder = XMLElementBuilder(tag)
                } else {
                    _ = builder?.follow(event)
                }
            }
        }
        #expect(try #require(builder).byteCount > 1_000)
    }

    /// The only element of a document.
    private func element(_ text: String) throws -> XMLElement {
        let reader = XMLReader()
        var builder: XMLElementBuilder?
        var found: XMLElement?
        func take(_ event: XMLEvent) {
            if case .start(let tag) = event, builder == nil {
                builder = XMLElementBuilder(tag)
            } else if let element = builder?.follow(event) {
                found = element
            }
        }
        let bytes = Array(text.utf8)
        try bytes.withUnsafeBytes { bytes in try reader.feed(bytes, take) }
        try reader.finish(take)
        return try #require(found)
    }
}
