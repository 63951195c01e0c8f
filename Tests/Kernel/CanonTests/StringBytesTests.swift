// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Canon

struct StringBytesTests {
    @Test(
        arguments: [
            ("limit", 0), ("lowerlimit", 5), ("limilimit", 4), ("a limit and a limit", 2),
            ("limi", nil),
            ("", nil), ("Limit", nil),
            // A mark that joins the last letter makes another character, and the same bytes.
            ("limit\u{301}", 0),
            // Beside letters of several bytes the count is in bytes.
            ("é limit", 3),
        ] as [(String, Int?)])
    func `A word is found where its bytes first stand`(text: String, offset: Int?) {
        #expect(text.byteOffset(of: "limit") == offset)
        #expect(text.containsBytes(of: "limit") == (offset != nil))
    }

    @Test func `Nothing stands everywhere`() {
        #expect("".byteOffset(of: "") == 0)
        #expect("abc".containsBytes(of: ""))
    }
}
