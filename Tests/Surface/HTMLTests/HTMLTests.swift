// SPDX-License-Identifier: Apache-2.0
import HTML
import Testing

struct HTMLTests {
    func text(_ html: HTML) -> String { String(decoding: html.bytes, as: UTF8.self) }

    @Test func `Text put into markup cannot become markup`() {
        let name = #"<script>alert("1")</script>&'"#
        #expect(
            text("<td title=\"\(name)\">\(name)</td>")
                == "<td title=\"&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;\">"
                + "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;</td>")
    }

    @Test func `Markup put into markup stays what it is`() {
        let rows: [HTML] = ["<li>\("a&b")</li>", "<li>\(42)</li>"]
        #expect(text("<ul>\(rows)</ul>") == "<ul><li>a&amp;b</li><li>42</li></ul>")
    }

    @Test func `Control characters are shown as unreadable, line ends stay`() {
        #expect(text("\("a\u{0}b\nc")") == "a\u{FFFD}b\nc")
    }

    @Test func `A piece that is not there adds nothing`() {
        let none: HTML? = nil
        #expect(text("<p>\(none)</p>") == "<p></p>")
    }
}
