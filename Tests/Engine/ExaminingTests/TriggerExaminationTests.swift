// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import DataIntegrity
import EvidencePackage
import Fixtures
import Ledger
import Quality
import Records
import Testing

@testable import Examining

/// From a log to what trigger criteria look at, and to the criteria that are met.
struct TriggerExaminationTests {
    private static let builtIn = TriggerCriteria.all.map(TriggerCriteria.RuleInForce.init(builtIn:))

    private func facts(
        in journal: MemoryJournal, _ book: RecordBook = RecordBook(QualityKinds.catalogue)
    ) async throws -> TriggerFacts {
        let report = try await LogExamination(of: journal, with: Catalogue.checks).run()
        return try await TriggerExamination(of: journal, Self.builtIn).facts(report, book)
    }

    private func rules(_ facts: TriggerFacts) -> [String] {
        TriggerCriteria.hits(in: facts, by: Self.builtIn).map(\.rule)
    }

    private func activity(
        _ event: String, _ kind: String, _ things: [Thing] = [], state: ProductState? = nil,
        _ attributes: [(String, String)] = []
    ) throws -> PreparedEntry {
        var activity = Activity(kind: kind)
        activity.participants = things.map { Participation(.subject, $0) }
        activity.state = state
        activity.attributes = attributes.map { Attribute($0.0, $0.1) }
        let bodies = RecordedActivity(
            activity: activity,
            original: OriginalPart(
                file: Digest(of: []), offset: 0, length: 0, digest: Digest(of: [])),
            reader: "test / 1"
        ).bodies
        return try entry(
            "activity.recorded", event, content: bodies.content, person: bodies.person)
    }

    private func failure(
        _ number: Int, of person: Int?, minute: Int64, _ why: FailedSigning.Why = .wrongPassword
    ) throws -> PreparedEntry {
        let act = AccessAct(
            number: number,
            stamp: .init(
                doer: .product, printedName: nil,
                at: Instant(seconds: 1_795_262_400 + minute * 60), request: "r-\(number)",
                reason: nil),
            event: .signingFailed(
                FailedSigning(
                    person: person.map { PersonID(number: $0) }, record: nil, attempt: 1, why: why))
        )
        return try entry("signing.failed", "access:\(number)", content: act.content.canonical)
    }

    @Test(.covers("JQS-T11")) func `Activities that some rule speaks of are kept, others are not`()
        async throws
    {
        let oven = try Thing(.equipment, "OVEN-2")
        let journal = try await log([
            try activity("a-1", "lot.mixed"),
            try activity("a-2", "operator.report", [oven], [("about", "inconsistent-data")]),
        ])
        let facts = try await facts(in: journal)
        #expect(facts.activities.map(\.kind) == ["operator.report"])
        #expect(facts.activities.first?.entry == 1)
        #expect(facts.activities.first?.things == [oven])
        #expect(rules(facts) == ["T11"])
    }

    @Test(.covers("JQS-T8", "P11-300d"))
    func `Five signatures of one person that failed are found in the log`() async throws {
        var entries = try (1...4).map { try failure($0, of: 1, minute: Int64($0)) }
        entries.append(try failure(5, of: 2, minute: 5))
        entries.append(try failure(6, of: nil, minute: 6, .unknownPerson))
        let four = try await facts(in: log(entries))
        #expect(four.failedSignings.map(\.entry) == [0, 1, 2, 3, 4])
        #expect(rules(four).isEmpty)
        entries.append(try failure(7, of: 1, minute: 7))
        #expect(rules(try await facts(in: log(entries))) == ["T8"])
    }

    @Test(
        .covers("JQS-T8"),
        arguments: [
            (FailedSigning.Why.deactivated, ["T8"]), (.credentialExchanged, ["T8"]),
            (.wrongCode, []),
        ])
    func `One attempt with means that were taken away is enough`(
        why: FailedSigning.Why, met: [String]
    ) async throws {
        let journal = try await log([try failure(1, of: 1, minute: 1, why)])
        #expect(rules(try await facts(in: journal)) == met)
    }

    @Test(.covers("JQS-T10")) func `What a ticket names counts as shipped once the log says so`()
        async throws
    {
        let pump = try Thing(.serial, "PUMP-9")
        let id = try #require(RecordID("TKT-2026-0001"))
        let values: [ValueChange] = [
            ValueChange("category", old: nil, new: .text("exploited-vulnerability")),
            ValueChange("things", old: nil, new: .list([.thing(pump)])),
        ]
        let mori = Act.Stamp(
            person: PersonID(number: 3), printedName: "S. Mori", role: .itSecurity,
            onBehalfOf: nil, at: Instant(seconds: 1_795_262_400), zone: "UTC", request: "r-1",
            reason: nil, cause: nil)
        let opened = Act(
            record: id, kind: "ticket", number: 1, revision: 1, version: 1, stamp: mori,
            deed: .opened(
                state: "new", site: "plant-7", title: "exploited", values, []))
        var book = RecordBook(QualityKinds.catalogue)
        book[id] = try RecordState(replaying: [
            LoggedAct(opened, leaf: Digest(of: []), position: 0)
        ])
        let stored = try activity("a-1", "lot.stored", [pump])
        #expect(rules(try await facts(in: log([stored]), book)).isEmpty)
        let shipped = try activity("a-2", "lot.shipped", [pump], state: .shipped)
        let facts = try await facts(in: log([stored, shipped]), book)
        #expect(rules(facts) == ["T10"])
        #expect(TriggerCriteria.hits(in: facts, by: Self.builtIn).first?.record == id)
    }

    @Test(.covers("JQS-T4")) func `A finding somebody signed for is known to be explained`()
        async throws
    {
        func numbered(_ event: String, _ number: String) throws -> PreparedEntry {
            var activity = Activity(kind: "inspection.completed")
            var result = MeasuredResult(name: "bore", value: number)
            result.unit = nil
            activity.results = [result]
            let bodies = RecordedActivity(
                activity: activity,
                original: OriginalPart(
                    file: Digest(of: []), offset: 0, length: 0, digest: Digest(of: [])),
                reader: "test / 1"
            ).bodies
            return try entry("activity.recorded", event, content: bodies.content)
        }
        let measured = try numbered("m-1", "12.02")
        let before = try await facts(in: log([measured]))
        let open = try #require(before.findings.first { $0.check == "unit-missing" })
        #expect(open.entries == [0] && !open.isExplained)

        let report = try await LogExamination(of: log([measured]), with: Catalogue.checks).run()
        let finding = try #require(
            report.judgements.flatMap(\.findings).first { $0.check == "unit-missing" })
        let draft = try FindingDecision.draft(
            on: finding, by: "K. Lind", because: "millimetres by the drawing",
            source: "urn:witnessmark:desk", actor: "test", at: Instant(seconds: 1_795_262_500))
        let decided = try EntryPreparer(salts: SystemSalts()).prepare(draft)
        let after = try await facts(in: log([measured, decided]))
        #expect(after.findings.first { $0.check == "unit-missing" }?.isExplained == true)
    }
}
