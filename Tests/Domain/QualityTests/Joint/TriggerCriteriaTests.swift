// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Fixtures
import Quality
import Records
import Testing

/// Each criterion, met and just not met.
struct TriggerCriteriaTests {
    private let mirror: RecordID
    private let oven: Thing
    private let mes: Thing

    init() throws {
        oven = try Thing(.equipment, "OVEN-2")
        mes = try Thing(.system, "MES")
        mirror = try #require(RecordID("TKT-2026-0001"))
    }

    /// The rules that facts meet, by the built-in criteria.
    private func hits(_ change: (inout TriggerFacts) throws -> Void) rethrows -> [TriggerHit] {
        var facts = TriggerFacts(book: RecordBook(QualityKinds.catalogue))
        try change(&facts)
        return TriggerCriteria.hits(
            in: facts, by: TriggerCriteria.all.map { .init(builtIn: $0) })
    }

    private func rules(_ change: (inout TriggerFacts) throws -> Void) rethrows -> [String] {
        try hits(change).map(\.rule)
    }

    private func ticket(_ category: String, _ things: [Thing]) -> TriggerFacts.Ticket {
        TriggerFacts.Ticket(
            record: mirror, name: "itsm incident INC1", category: category,
            things: things)
    }

    @Test(.covers("JQS-T1")) func `T1: a change nobody explained behind a nonconformity`() throws {
        var desk = Desk()
        let coded = try desk.assume(
            "nonconformity", in: "evaluation", ["cause-codes": ["unexplained-change"]])
        let suspected = try desk.assume("nonconformity", in: "evaluation")
        try desk.assume(
            "cause", in: "suspected", ["branch": .value(.choice("change-and-configuration"))],
            links: [("of", suspected)])
        let ruledOut = try desk.assume("nonconformity", in: "evaluation")
        try desk.assume(
            "cause", in: "rejected", ["branch": .value(.choice("change-and-configuration"))],
            links: [("of", ruledOut)])
        try desk.assume("nonconformity", in: "closed", ["cause-codes": ["unexplained-change"]])
        let found = hits { $0 = TriggerFacts(book: desk.book) }
        #expect(found.map(\.rule) == ["T1", "T1"])
        #expect(found.map(\.record) == [coded, suspected])
        #expect(found.allSatisfy { $0.action == .propose && $0.revision == "built-in" })
    }

    @Test(.covers("JQS-T2"), arguments: TriggerFacts.Tag.allCases)
    func `T2: an incident on what product is made, accepted or released by`(
        tag: TriggerFacts.Tag
    ) {
        let found = hits {
            $0.tickets = [ticket("phishing", [oven])]
            $0.tags = [oven: [tag]]
        }
        let isRelevant = [.gxp, .validated, .acceptance, .release].contains(tag)
        #expect(found.map(\.rule) == (isRelevant ? ["T2"] : []))
        #expect(found.allSatisfy { $0.action == .mandatory && $0.record == mirror })
    }

    @Test(.covers("JQS-T3"), arguments: [(false, ["T3"]), (true, [])])
    func `T3: two sources disagree, and nobody explained it`(explained: Bool, rules: [String]) {
        #expect(
            self.rules {
                $0.findings = [
                    .init(
                        check: "conflicting-originals", reason: "values-differ", entries: [1, 2],
                        isExplained: explained)
                ]
            } == rules)
    }

    @Test(
        .covers("JQS-T4"),
        arguments: [
            ("sequence-gap", "gap", ["T4"]), ("chronology", "time-runs-back", ["T4"]),
            ("sequence-gap", "malformed", []), ("late-entry", "late", []),
        ])
    func `T4: a gap or a clock that jumped`(check: String, reason: String, rules: [String]) {
        #expect(
            self.rules { $0.findings = [.init(check: check, reason: reason, entries: [1])] }
                == rules)
    }

    @Test(.covers("JQS-T4")) func `T4: a proof that fails, unless nothing is accepted by it`() {
        func failing(_ tags: [Thing: Set<TriggerFacts.Tag>]) -> [String] {
            rules {
                $0.activities = [.init(kind: "verification.failed", entry: 3, things: [mes])]
                $0.tags = tags
            }
        }
        #expect(failing([:]) == ["T4"])
        #expect(failing([mes: [.acceptance]]) == ["T4"])
        #expect(failing([mes: [.recordSystem]]).isEmpty)
    }

    @Test(
        .covers("JQS-T5"),
        arguments: [
            (nil, ["T5"]), ("draft", ["T5"]), ("implementing", []), ("closed", []),
        ] as [(String?, [String])])
    func `T5: a validated thing changed without an approved change`(
        change: String?, rules: [String]
    ) throws {
        var desk = Desk()
        var attributes: [String: String] = [:]
        if let change {
            let id = try desk.assume(
                "change", in: StateName(change), ["things": .value(.list([.thing(oven)]))])
            attributes["change"] = id.text
        }
        #expect(
            self.rules {
                $0 = TriggerFacts(book: desk.book)
                $0.activities = [
                    .init(
                        kind: "parameter.changed", entry: 4, things: [oven], attributes: attributes)
                ]
                $0.tags = [oven: [.validated]]
            } == rules)
    }

    @Test(.covers("JQS-T5")) func `T5: a change of something else does not cover it`() throws {
        var desk = Desk()
        let id = try desk.assume(
            "change", in: "approved", ["things": .value(.list([.thing(mes)]))])
        #expect(
            rules {
                $0 = TriggerFacts(book: desk.book)
                $0.activities = [
                    .init(
                        kind: "parameter.changed", entry: 4, things: [oven],
                        attributes: ["change": id.text])
                ]
                $0.tags = [oven: [.validated]]
            } == ["T5"])
    }

    @Test(.covers("JQS-T6")) func `T6: misuse is proposed, and mandatory where results changed`() {
        let found = hits {
            $0.findings = [.init(check: "shared-account", reason: "shared-account", entries: [1])]
            $0.tickets = [ticket("sign-in-anomaly", [])]
            $0.activities = [.init(kind: "result.edited-by-administrator", entry: 9)]
        }
        #expect(found.map(\.rule) == ["T6", "T6", "T6"])
        #expect(found.map(\.action) == [.propose, .propose, .mandatory])
    }

    @Test(.covers("JQS-T7")) func `T7: malware where records are made`() {
        func found(_ category: String, _ tag: TriggerFacts.Tag) -> [String] {
            rules {
                $0.tickets = [ticket(category, [mes])]
                $0.tags = [mes: [tag]]
            }
        }
        #expect(found("ransomware", .recordSystem) == ["T7"])
        #expect(found("phishing", .recordSystem).isEmpty)
        #expect(found("ransomware", .shipped).isEmpty)
        #expect(
            rules {
                $0.activities = [.init(kind: "backup.lost", entry: 2, things: [mes])]
                $0.tags = [mes: [.recordSystem]]
            } == ["T7"])
    }

    private func attempts(_ minutes: [Int64], _ person: Int = 1) -> [TriggerFacts.FailedSigning] {
        minutes.enumerated().map { index, minute in
            .init(
                person: PersonID(number: person), at: t0.adding(microseconds: minute * 60_000_000),
                entry: UInt64(index))
        }
    }

    @Test(
        .covers("JQS-T8", "P11-300d"),
        arguments: [
            ([0, 1, 2, 3, 4], ["T8"]), ([0, 15, 30, 45, 60], ["T8"]),
            ([0, 15, 30, 45, 61], []), ([0, 1, 2, 3], []),
            ([0, 100, 101, 102, 103, 104], ["T8"]),
        ])
    func `T8: five failures of one person within an hour`(minutes: [Int64], rules: [String]) {
        #expect(self.rules { $0.failedSignings = attempts(minutes) } == rules)
    }

    @Test(.covers("JQS-T8")) func `T8: failures of several people do not add up`() {
        #expect(
            rules { $0.failedSignings = attempts([0, 1, 2], 1) + attempts([0, 1, 2], 2) }.isEmpty)
    }

    @Test(.covers("JQS-T8")) func `T8: one try with revoked credentials is enough`() {
        let try1 = TriggerFacts.FailedSigning(
            person: PersonID(number: 1), at: t0, entry: 5, wasRevoked: true)
        let found = hits { $0.failedSignings = [try1] }
        #expect(found.map(\.rule) == ["T8"])
        #expect(found.map(\.entries) == [[5]])
    }

    @Test(.covers("JQS-T9")) func `T9: a supplier whose word we accept on`() throws {
        let supplier = try Thing(.party, "ACME")
        func found(_ tag: TriggerFacts.Tag) -> [String] {
            rules {
                $0.tickets = [ticket("supplier-compromise", [supplier])]
                $0.tags = [supplier: [tag]]
            }
        }
        #expect(found(.acceptanceEvidence) == ["T9"])
        #expect(found(.shipped).isEmpty)
    }

    @Test(.covers("JQS-T10")) func `T10: exploited in what customers have`() throws {
        let product = try Thing(.material, "PUMP-9")
        let found = hits {
            $0.tickets = [ticket("exploited-vulnerability", [product])]
            $0.tags = [product: [.shipped]]
        }
        #expect(found.map(\.rule) == ["T10"])
        #expect(found.map(\.action) == [.mandatory])
        #expect(rules { $0.tickets = [ticket("exploited-vulnerability", [product])] }.isEmpty)
    }

    @Test(.covers("JQS-T11")) func `T11: an operator's word is looked at within hours`() {
        let found = hits {
            $0.activities = [
                .init(
                    kind: "operator.report", entry: 6, things: [oven],
                    attributes: ["about": "inconsistent-data"]),
                .init(kind: "operator.report", entry: 8, attributes: ["about": "cold coffee"]),
            ]
        }
        #expect(found.map(\.rule) == ["T11"])
        #expect(found.map(\.action) == [.triage])
        #expect(found.map(\.respondWithinHours) == [4])
    }

    @Test(.covers("JQS-T2", "JQS-T7", "JQS-T9"))
    func `What records say of tickets and systems is enough for a hit`() throws {
        let maker = try Thing(.party, "OVENWORKS")
        var desk = Desk()
        try desk.assume(
            "system-register-entry", in: "in-use",
            [
                "things": .value(.list([.thing(mes)])), "gxp": .value(.choice("direct")),
                "supplier": .value(.thing(maker)),
            ])
        let infected = try desk.assume(
            "ticket", in: "analysis",
            ["category": "malware", "things": .value(.list([.thing(mes)]))])
        try desk.assume(
            "ticket", in: Voided.state,
            ["category": "malware", "things": .value(.list([.thing(mes)]))])
        let notice = try desk.assume(
            "ticket", in: "closed",
            ["category": "supplier-compromise", "things": .value(.list([.thing(maker)]))])
        let found = hits { $0 = TriggerFacts(recordsOf: desk.book) }
        #expect(found.map(\.rule) == ["T2", "T7", "T9"])
        #expect(found.map(\.record) == [infected, infected, notice])
        #expect(found.first?.why == "\(infected) touches system MES.")
    }

    @Test func `A system that is retired is used for nothing`() throws {
        var desk = Desk()
        try desk.assume(
            "system-register-entry", in: "retired",
            ["things": .value(.list([.thing(oven)])), "gxp": .value(.choice("direct"))])
        try desk.assume(
            "system-register-entry", in: "in-use",
            ["things": .value(.list([.thing(mes)])), "gxp": .value(.choice("indirect"))])
        #expect(TriggerFacts(recordsOf: desk.book).tags == [mes: [.gxp]])
    }

    @Test func `Nothing known meets nothing`() {
        #expect(rules { _ in }.isEmpty)
    }

    @Test(.covers("EPK-JQS-1")) func `There are eleven, each with what it looks at`() {
        #expect(TriggerCriteria.all.map(\.rule) == (1...11).map { "T\($0)" })
        #expect(TriggerCriteria.all.allSatisfy { !$0.looksAt.isEmpty && !$0.criterion.isEmpty })
        #expect(
            TriggerCriteria.all.filter { $0.action == .mandatory }.map(\.rule)
                == ["T2", "T4", "T7", "T10"])
    }

    @Test(.covers("EPK-JQS-1")) func `A service opens what a rule found, and decides nothing`()
        throws
    {
        var desk = Desk()
        let coded = try desk.assume(
            "nonconformity", in: "evaluation", ["cause-codes": ["unexplained-change"]])
        let report = TriggerFacts.Happening(
            kind: "operator.report", entry: 6, things: [oven],
            attributes: ["about": "inconsistent-data"])
        let found = hits {
            $0 = TriggerFacts(book: desk.book)
            $0.activities = [report]
        }
        #expect(found.map(\.rule) == ["T1", "T11"])
        for (index, hit) in found.enumerated() {
            let id = try #require(RecordID(prefix: "JQC", year: 2026, number: 90 + index))
            let record = try desk.run(
                .open(hit.opening(as: id, at: "plant7", now: t0)), on: id, by: People.robot,
                cause: hit.cause)
            #expect(record.cause?.rule == hit.rule)
            #expect(record.text("default-action") == hit.action.rawValue)
            #expect((record.moment("respond-by") != nil) == (hit.rule == "T11"))
            #expect(
                refusals { try desk.step("dismiss", on: id, by: People.robot, because: "no") }
                    == ["role.missing"])
        }
        #expect(desk.book.linking(to: coded, as: "about").count == 1)
    }
}
