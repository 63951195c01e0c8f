// SPDX-License-Identifier: Apache-2.0
import Testing
import XMLReading

/// Elements that are taken out of the document they stand in, one by one.
struct XMLElementStackTests {
    /// Reads a document; elements of a name are taken out instead of becoming children.
    private func read(_ text: String, takingOut local: String) throws -> (XMLElement, [XMLElement])
    {
        var stack = XMLElementStack()
        var root: XMLElement?
        var taken: [XMLElement] = []
        var held = 0
        let reader = XMLReader()
        func follow(_ event: XMLEvent) {
            switch event {
            case .start(let tag): stack.begin(tag)
            case .text(let text): stack.add(text)
            case .end(let tag):
                guard let element = stack.end(tag) else { return }
                if element.local == local {
                    stack.release(element)
                    taken.append(element)
                } else if stack.depth == 0 {
                    root = element
                } else {
                    stack.adopt(element)
                }
            }
            held = max(held, stack.count)
        }
        var failure: XMLProblem?
        Array(text.utf8).withUnsafeBytes { bytes in
            do throws(XMLProblem) {
                try reader.feed(bytes, follow)
                try reader.finish(follow)
            } catch { failure = error }
        }
        #expect(failure == nil)
        #expect(held <= 4)
        return (try #require(root), taken)
    }

    @Test func `What is taken out is whole, and leaves nothing behind`() throws {
        let inner = (1...50).map { "<r n=\"\($0)\"><id> \($0) </id></r>" }.joined()
        let (root, taken) = try read("<a><b>x</b>\(inner)</a>", takingOut: "r")
        #expect(root.children.map(\.local) == ["b"])
        #expect(taken.map { $0.text("id") } == (1...50).map { "\($0)" })
        #expect(taken.last?.attribute("n") == "50")
    }

    @Test func `An element knows its bytes`() throws {
        let text = "<a><r><id>1</id></r></a>"
        let (_, taken) = try read(text, takingOut: "r")
        #expect(taken.first?.place.offset == 3)
        #expect(taken.first?.endOffset == UInt64(text.utf8.count - 4))
    }

    @Test func `Nothing open ends nothing`() {
        var stack = XMLElementStack()
        stack.add("text")
        #expect(stack.depth == 0)
        #expect(stack.elements.isEmpty)
    }
}
