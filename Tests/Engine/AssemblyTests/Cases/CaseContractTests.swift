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

/// What the contracts of a record and of a case find, and what they miss.
struct CaseContractTests {
    private let lind = JointCase.lind

    private func item(
        _ id: String, in example: JointCase,
        under contract: Contract<CaseDossier> = .jointCase
    ) async throws -> Assessment.Item {
        let assessment = try Assessment(of: await example.dossier(), under: contract)
        return try #require(assessment.items.first { $0.id == id })
    }

    @Test func `Every item has a name of its own and says which requirement it answers`() {
        for contract in [Contract<CaseDossier>.record, .jointCase] {
            #expect(Set(contract.items.map(\.id)).count == contract.items.count)
            #expect(contract.items.allSatisfy { $0.requirement.hasPrefix("EPK-") })
        }
        let asked = Contract<CaseDossier>.jointCase.items.map(\.requirement).joined(separator: " ")
        for number in 1...13 {
            #expect(asked.contains("EPK-JQS-\(number)"))
            #expect(asked.contains("EPK-NC-\(number)"))
        }
    }

    @Test func `A record with its acts and signatures is complete`() async throws {
        let example = try JointCase()
        let assessment = try Assessment(of: await example.dossier(), under: .record)
        #expect(assessment.completeness.outcome == .complete)
    }

    @Test func `What is still open is named, and takes nothing from completeness`() async throws {
        let open = try await item("open-items", in: JointCase(), under: .record)
        #expect(open.judgement.finding.contains("HLD-2026-0001 (placed)"))
        #expect(open.judgement.state == .present)
    }

    @Test(.covers("EPK-COM-6"))
    func `A signature that does not hold leaves the item missing and says why`() async throws {
        var example = try JointCase()
        let statement = try #require(example.writer.records[example.decision]?.signatures.first)
            .statement
        // The decision's signature, put under the hold by whoever holds the log's key.
        try example.writer.file(
            .signed(
                transition: "decide",
                GivenSignature(
                    statement: statement, keyID: Digest(of: [1]),
                    value: [UInt8](repeating: 1, count: 64), nameSalt: Digest(of: [2]).bytes)),
            on: example.hold, by: JointCase.ortiz)
        let item = try await item("signatures", in: example)
        #expect(item.judgement.state == .missing)
        #expect(item.judgement.finding.contains("HLD-2026-0001 act 2"))
        #expect(item.judgement.finding.contains("expected the record HLD-2026-0001"))
    }

    // MARK: In which role

    @Test(.covers("EPK-COM-10"), arguments: ["role.revoked", "person.deactivated"])
    func `A role that was taken away before somebody signed is named as lacking`(
        type: String
    ) async throws {
        var example = try JointCase()
        #expect(try await item("signers", in: example).judgement.state == .present)
        // After all signatures so far; those stay good.
        try example.writer.note(type, ["grant": "G-P-0003", "person": "P-0003"])
        #expect(try await item("signers", in: example).judgement.state == .present)
        let position = try example.writer.sign(example.hold, "release", .released, by: lind)
        #expect(
            try await item("signers", in: example).judgement
                == .missing(
                    "Not shown by the log: P-0003: the role quality-manager when signing "
                        + "HLD-2026-0001 (entry \(position))."))
    }

    @Test(arguments: [
        ["role": "it-security"], ["site": "Plant 8"], ["until": "2026-11-01T00:00:00.000000Z"],
        ["person": "P-0004"],
    ])
    func `A grant that does not reach the signature shows nothing`(
        change: [String: String]
    ) async throws {
        var example = try JointCase()
        try example.writer.note("role.revoked", ["grant": "G-P-0003", "person": "P-0003"])
        var members = ["grant": "G-2", "person": "P-0003", "role": "quality-manager"]
        members.merge(change) { $1 }
        try example.writer.note(
            "role.granted", .object(members.map { JSON.Member($0.key, .string($0.value)) }))
        try example.writer.sign(example.hold, "release", .released, by: lind)
        #expect(try await item("signers", in: example).judgement.state == .missing)
        try example.writer.note(
            "role.granted", ["grant": "G-3", "person": "P-0003", "role": "quality-manager"])
        // A grant that comes after does not mend it.
        #expect(try await item("signers", in: example).judgement.state == .missing)
    }

    @Test(.covers("EPK-JQS-6"))
    func `The assessment counts when quality, operations and security have signed it`() async throws
    {
        let whole = try await item("assessment", in: JointCase())
        #expect(whole.judgement.state == .present, "\(whole.judgement.finding)")
    }

    @Test(.covers("EPK-JQS-6"))
    func `An assessment without the signature of security names the function`() async throws {
        var example = try JointCase()
        let second = try example.writer.open(
            "nonconformity", "NC-2026-0007", "Another", by: lind)
        let assessment = try example.writer.open(
            "impact-assessment", "IMP-2026-0007", "Impact", by: lind, [],
            links: [RecordLink("of", second)])
        try example.writer.sign(assessment, "sign", .approved, by: lind)
        let dossier = try await CaseCollector(
            example.writer, kinds: JointCase.kinds, origin: CaseWriter.origin
        ).dossier(of: second, depth: 3)
        let item = try Assessment(of: dossier, under: .jointCase).items
            .first { $0.id == "assessment" }
        #expect(
            item?.judgement == .missing("Not signed by operations or engineering, IT/OT security."))
    }

    @Test(.covers("EPK-JQS-7"))
    func `Without a hold the record says why, or the item is missing`() async throws {
        #expect(try await item("holds", in: JointCase()).judgement.state == .present)
        var example = try JointCase()
        func holds() async throws -> Judgement? {
            let alone = try Assessment(of: await example.dossier(depth: 0), under: .jointCase)
            return alone.items.first { $0.id == "holds" }?.judgement
        }
        #expect(try await holds()?.state == .missing)
        try example.writer.file(
            .amended([
                ValueChange("no-product-held", old: nil, new: .text("All of it is scrapped."))
            ]), on: example.root, by: lind)
        #expect(try await holds() == .nothingToReport("All of it is scrapped."))
    }

    @Test(.covers("EPK-NC-12"))
    func `Rework asks for a look by somebody else, scrap for a witness`() async throws {
        var example = try JointCase()
        let line = try example.writer.open(
            "disposition", "DSP-2026-0001", "Twelve serials", by: lind, state: "open",
            [ValueChange("decision", old: nil, new: .choice("rework"))],
            links: [RecordLink("of", example.nonconformity)])
        #expect(try await item("nc-reverification", in: example).judgement.state == .missing)
        #expect(try await item("nc-scrap", in: example).judgement.state == .notApplicable)
        try example.writer.file(
            .amended([
                ValueChange("decision", old: .choice("rework"), new: .choice("scrap"))
            ]), on: line, by: lind, reason: "cracked")
        #expect(try await item("nc-scrap", in: example).judgement.state == .missing)
        try example.writer.file(
            .amended([
                ValueChange(
                    "destruction-witness", .person, old: nil, new: .person(JointCase.weber.id))
            ]), on: line, by: lind)
        #expect(try await item("nc-scrap", in: example).judgement.state == .present)
    }

    @Test(.covers("EPK-JQS-2"))
    func `A link counts only when the other side names the record too`() async throws {
        var example = try JointCase()
        let key = SystemKey(system: "itsm", kind: "incident", remoteID: "INC0042")
        #expect(try await item("counterparts", in: example).judgement.state == .missing)
        try example.writer.file(
            .systemLinked(SystemLink(key: key, url: nil, ownedThere: [], maturity: .checked)),
            on: example.root, by: lind)
        let unseen = try await item("counterparts", in: example).judgement
        #expect(unseen == .missing("JQS-2026-0001 → itsm incident INC0042: never looked at."))
        try example.writer.file(
            .systemChecked(key, SystemCheck(result: .oneWay)), on: example.root, by: lind)
        #expect(try await item("counterparts", in: example).judgement.state == .missing)
        try example.writer.file(
            .systemChecked(key, SystemCheck(result: .mutual)), on: example.root, by: lind)
        #expect(try await item("counterparts", in: example).judgement.state == .present)
    }

    @Test(.covers("EPK-NC-1"))
    func `A nonconformity without a requirement is not stated`() async throws {
        let item = try await item("nc-statement", in: JointCase())
        #expect(item.judgement.state == .missing)
        #expect(item.judgement.finding.contains("NC-2026-0001: requirement"))
    }

    @Test func `Without a nonconformity its items do not apply`() async throws {
        let example = try JointCase()
        let dossier = try await CaseCollector(
            example.writer, kinds: JointCase.kinds, origin: CaseWriter.origin
        ).dossier(of: example.decision, depth: 0)
        let items = try Assessment(of: dossier, under: .jointCase).items
            .filter { $0.requirement.hasPrefix("EPK-NC") }
        #expect(items.allSatisfy { $0.judgement.state == .notApplicable })
        #expect(items.count == 11)
    }

    @Test func `The answer names each signature with name, time, zone and meaning`() async throws {
        let dossier = try await JointCase().dossier()
        let answer = CaseAnswer.json(dossier, try Assessment(of: dossier, under: .jointCase))
        let signatures =
            answer["records"]?.elements?
            .flatMap { $0["signatures"]?.elements ?? [] } ?? []
        #expect(signatures.count == 4)
        for signature in signatures {
            #expect(signature["valid"]?.bool == true)
            for member in ["printed_name", "at", "zone", "meaning", "role"] {
                #expect(signature[member]?.text?.isEmpty == false)
            }
        }
    }
}
