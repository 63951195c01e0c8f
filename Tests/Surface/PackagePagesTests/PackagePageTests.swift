// SPDX-License-Identifier: Apache-2.0
import HTML
import PackagePages
import Testing

struct PackagePageTests {
    static var page: PackagePage {
        var page = PackagePage(
            title: "Trust window: account mes-maint2", question: "Which product relied on it?",
            outcome: .incomplete(found: 14, of: 18), verifyCommand: "witnessmark-verify a.wmpack")
        page.facts = [.init("Log", "plant7.example/log-1", isCode: true)]
        page.items = [
            .init(
                title: "Genealogy", requirement: "EPK-DHR-5", state: .missing,
                finding: "no input of serial <P7-1001>", isRequired: true)
        ]
        page.sections = [
            .init(
                "Affected product", "Directly.", columns: ["Item", "Where"],
                rows: [[.file(path: "entries/1.json", label: "P7-1001"), .state("shipped", .bad)]],
                nothing: "None."),
            .init("Corrections", "", columns: [], rows: [], nothing: "No correction was declared."),
        ]
        return page
    }

    static let text = String(decoding: page.html.bytes, as: UTF8.self)

    @Test func `The count is told in words, never as a share`() {
        #expect(PackagePageTests.text.contains("14 of 18 required items"))
        #expect(!PackagePageTests.text.contains("78%"))
    }

    @Test func `A missing item is named with the reason`() {
        #expect(PackagePageTests.text.contains("no input of serial &lt;P7-1001&gt;"))
        #expect(PackagePageTests.text.contains("Missing"))
    }

    @Test func `A nil return is said, not left out`() {
        #expect(PackagePageTests.text.contains("No correction was declared."))
    }

    @Test func `The page needs no network and runs no script`() {
        #expect(!PackagePageTests.text.contains("http://"))
        #expect(!PackagePageTests.text.contains("https://"))
        #expect(!PackagePageTests.text.contains("<script"))
        #expect(PackagePageTests.text.contains("default-src 'none'"))
    }

    @Test func `Demonstration data are marked as such`() {
        #expect(!PackagePageTests.text.contains("nothing in this package is real"))
        var demo = PackagePageTests.page
        demo.isDemo = true
        let text = String(decoding: demo.html.bytes, as: UTF8.self)
        #expect(text.contains("nothing in this package is real"))
    }
}
