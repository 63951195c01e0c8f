// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Canon
import CaseExample
import Fixtures
import HTML
import PackagePages
import Records
import Testing

/// The page of a joint case, kept as a file so that a change of wording is read as a difference.
struct CasePageTests {
    private func page(withholdingPersons: Bool = false) async throws -> PackagePage {
        var example = try JointCase()
        let key = SystemKey(system: "itsm", kind: "incident", remoteID: "INC0042")
        try example.writer.file(
            .systemLinked(SystemLink(key: key, url: nil, ownedThere: [], maturity: .checked)),
            on: example.root, by: JointCase.ortiz)
        try example.writer.file(
            .systemChecked(key, SystemCheck(result: .mutual, sourceState: "In Progress")),
            on: example.root, by: JointCase.ortiz)
        let photo = FileReference(
            digest: Digest(of: [7]), name: "charge.jpg", size: 1, mediaType: "image/jpeg")
        try example.writer.file(
            .attached(photo, note: "the chart"), on: example.root, by: JointCase.lind)
        example.writer.held = [photo.digest]
        let dossier = try await example.dossier()
        let shown = withholdingPersons ? try dossier.withholdingPersons() : dossier
        var page = PackagePage(
            shown, assessment: try Assessment(of: dossier, under: .jointCase),
            verifyCommand: "witnessmark-verify --key plant7.vkey NC-2026-0001.wmpack",
            files: DossierPageTests.files)
        page.facts.append(.init("Log", CaseWriter.origin, isCode: true))
        return page
    }

    @Test func `The page of a case reads as it was reviewed`() async throws {
        try Golden.compare(try await page().html.bytes, "case.html")
    }

    @Test(.covers("P11-50a"))
    func `Every signature shows printed name, date and time with zone, and meaning`() async throws {
        let text = String(decoding: try await page().html.bytes, as: UTF8.self)
        for name in ["K. Lind (P-0003)", "A. Ortiz (P-0004)", "J. Weber (P-0005)"] {
            #expect(text.contains(name))
        }
        #expect(text.contains("2026-11-03 23:40:00 UTC</div><div>2026-11-04 00:40:00 +01:00"))
        #expect(text.contains("approved</div><div>“This shall be so.”"))
        #expect(text.contains("4 of 4 valid: approved"))
    }

    @Test func `A page without names has none`() async throws {
        let text = String(
            decoding: try await page(withholdingPersons: true).html.bytes, as: UTF8.self)
        for name in ["Lind", "Ortiz", "Weber"] { #expect(!text.contains(name)) }
        #expect(text.contains("P-0003"))
    }
}
