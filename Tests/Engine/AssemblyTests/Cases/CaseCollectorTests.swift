// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Assembly
import Canon
import CaseExample
import EvidencePackage
import Fixtures
import Records
import Testing
import Traceability

/// What goes into a package of a governed record, and what does not.
struct CaseCollectorTests {
    private let lind = JointCase.lind

    @Test func `A case has its record, all that points at it, and every act of each`() async throws
    {
        let example = try JointCase()
        let dossier = try await example.dossier()
        #expect(
            dossier.records.map(\.id.text) == [
                "JQS-2026-0001", "DEC-2026-0001", "HLD-2026-0001", "IMP-2026-0001",
                "NC-2026-0001",
            ])
        #expect(dossier.timeline.count == 12)
        let acts = dossier.timeline.map(\.act.position)
        #expect(acts == acts.sorted())
    }

    @Test(.covers("EPK-COM-6")) func `All signatures in it verify with what is in it`() async throws
    {
        let dossier = try await JointCase().dossier()
        #expect(dossier.examination.signatures.count == 4)
        #expect(!dossier.examination.signatures.contains { !$0.isValid })
        #expect(dossier.examination.contradictions.isEmpty)
    }

    @Test func `Who signed is in it, with key and role, and nobody else`() async throws {
        let dossier = try await JointCase().dossier()
        let people = Set(dossier.people.compactMap { $0.content?["person"]?.text })
        #expect(people == ["P-0003", "P-0004", "P-0005"])
        #expect(dossier.people.count == 9)
    }

    @Test func `A delegation is in it with its end, when somebody signed under it`() async throws {
        var example = try JointCase()
        // After the last signature so far, and before one more.
        let people = example.writer.peoplePositions().count
        try example.writer.note(
            "role.delegated", ["delegation": "D-1", "from": "P-0003", "to": "P-0004"])
        try example.writer.note("delegation.ended", ["delegation": "D-1"])
        try example.writer.note("delegation.ended", ["delegation": "D-2"])
        try example.writer.note("signing.failed", ["person": "P-0003"])
        try example.writer.sign(example.hold, "release", .released, by: lind)
        #expect(example.writer.peoplePositions().count == people + 4)
        let dossier = try await example.dossier()
        #expect(
            dossier.people.map(\.type.text).suffix(2) == ["role.delegated", "delegation.ended"])
    }

    @Test func `It goes down as many links as asked, and one up from there`() async throws {
        var example = try JointCase()
        let order = try example.writer.open("decision", "DEC-2026-0002", "Shared change", by: lind)
        let below = try example.writer.open(
            "decision", "DEC-2026-0003", "Below the hold", by: lind, [],
            links: [RecordLink("about", example.hold), RecordLink("carries-out", order)])
        let foreign = try example.writer.open(
            "nonconformity", "NC-2026-0002", "Another case", by: lind, [],
            links: [RecordLink("waits-for", order)])
        let near = try await example.dossier(depth: 1).records.map(\.id)
        #expect(near.count == 5)
        let deep = try await example.dossier().records.map(\.id)
        #expect(deep.contains(below))
        #expect(deep.contains(order))
        // Somebody else's case, which the shared change leads to.
        #expect(!deep.contains(foreign))
    }

    @Test func `A record alone is a dossier too`() async throws {
        let dossier = try await JointCase().dossier(depth: 0)
        #expect(dossier.records.count == 1)
        #expect(dossier.people.isEmpty)
    }

    @Test func `A number that nobody gave is refused`() async throws {
        let number = try #require(RecordID("NC-2026-0099"))
        await #expect(throws: CaseRefusal.noSuchRecord(number)) {
            _ = try await CaseCollector(
                CaseWriter(), kinds: JointCase.kinds, origin: CaseWriter.origin
            ).dossier(of: number, depth: 1)
        }
    }

    @Test func `Attached files go into the package with the act that named them`() async throws {
        var example = try JointCase()
        let photo = FileReference(
            digest: Digest(of: [7]), name: "charge.jpg", size: 1, mediaType: "image/jpeg")
        let lost = FileReference(
            digest: Digest(of: [8]), name: "lost.pdf", size: 1, mediaType: "application/pdf")
        let position = try example.writer.file(
            .attached(photo, note: nil), on: example.root, by: lind)
        try example.writer.file(.attached(lost, note: nil), on: example.root, by: lind)
        example.writer.held = [photo.digest]
        let dossier = try await example.dossier()
        let pieces = dossier.pieces.filter { !$0.originals.isEmpty }
        #expect(pieces.map(\.position) == [EntryPosition(position)])
        #expect(pieces.flatMap(\.originals).map(\.name) == ["charge.jpg"])
        #expect(pieces.flatMap(\.originals).map(\.part.digest) == [photo.digest])
        #expect(dossier.pieces.map(\.position) == dossier.positions)
    }

    @Test func `Withholding persons leaves pseudonyms and takes names and their fields`()
        async throws
    {
        let whole = try await JointCase().dossier()
        #expect(whole.root?.state["reporter"] != nil)
        let dossier = try whole.withholdingPersons()
        #expect(dossier.timeline.allSatisfy { $0.act.act.stamp.printedName == nil })
        #expect(dossier.people.allSatisfy { $0.person == nil })
        let fields = dossier.timeline.flatMap { $0.act.act.deed.changedFields }
        #expect(fields.allSatisfy { $0.bodyClass == .content })
        #expect(dossier.root?.state["reporter"] == nil)
        #expect(dossier.root?.state["quantity"] != nil)
    }
}
