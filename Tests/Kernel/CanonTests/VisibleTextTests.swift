// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

struct VisibleTextTests {
    @Test(arguments: ["", "lot L-0420", "Prüfung 日本 e\u{301}", "100 % \\ “quoted”"])
    func `Plain text is shown as it is`(text: String) { #expect(text.visible == text) }

    @Test(arguments: [
        ("\u{1B}[2K\rVERIFIED", "\\u{1B}[2K\\u{D}VERIFIED"),
        ("a\nb", "a\\u{A}b"), ("a\r\nb", "a\\u{D}\\u{A}b"), ("x\u{0}", "x\\u{0}"),
        ("\u{202E}fdp.exe", "\\u{202E}fdp.exe"), ("a\u{2028}b", "a\\u{2028}b"),
        ("a\u{85}b\u{7F}", "a\\u{85}b\\u{7F}"),
    ])
    func `What would move a cursor or turn text round is written out`(text: String, shown: String) {
        #expect(text.visible == shown)
    }
}
