// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import Projections
import Quality
import Records
import Registrar

/// What is owed to authorities, customers and insurers, and by when.
struct DutyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duty",
        abstract: "Show what is owed to whom about a case, and how its clock stands.",
        discussion: """
            Rules are data with a source and a mark of how far each was checked; they are no advice. A
            clock starts with an event that somebody signs for; until then a duty shows its question
            and no date. Proposed rules are listed and never fire.
            """,
        subcommands: [DutyList.self, DutyRulesCommand.self])
}

/// Duties with their clocks, the most urgent first.
struct DutyList: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List duties, of one case or all; those due first, open questions after.",
        discussion: """
            Example: witnessmark duty list --of JQS-2026-0001

            The date shown is the conservative one; the last legal moment stands beside it.

            Exit status: 0 done, 13 one was missed.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("Only of this case.", valueName: "number")) var of: String?
    @Flag(help: "Also those that are settled.") var all = false

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let desk = try await RecordDesk(
            reading: try Wiring.openForReading(plant.folder), output)
        let rows = try await desk.trace.projection.read { store in
            try ["duty", "duty-rule"].flatMap {
                try store.records(of: KindName($0), limit: RecordList.rowsMax)
            }
        }
        var book = RecordBook(QualityKinds.catalogue)
        for row in rows { book[row.id] = try await desk.registrar.record(row.id) }
        let parent = try of.map { try RecordDesk.id($0) }
        let clocks = book.all("duty")
            .filter { duty in parent.map { duty.namedRecords.contains($0) } ?? true }
            .filter { all || !book.isFinal($0) }
            .compactMap { DutyClock($0, book) }
            .sorted { DutyList.order($0) < DutyList.order($1) }
        let now = Instant.now
        var table = TextTable(
            ("duty", .left), ("rule", .left), ("to", .left), ("stands", .left), ("due", .left),
            ("last moment", .left))
        for clock in clocks {
            table.add(
                clock.duty.text, clock.rule.id, clock.rule.recipient,
                DutyList.words(clock.standing(at: now)),
                clock.due?.conservative.rfc3339Seconds ?? "", clock.due?.legal.rfc3339Seconds ?? "")
        }
        let isMissed = clocks.contains {
            if case .missed = $0.standing(at: now) { true } else { false }
        }
        output.result(
            clocks.isEmpty ? "No duties." : table.text,
            [
                "schema": "witnessmark.duties/1",
                "duties": .array(clocks.map { DutyList.json($0, at: now) }),
            ])
        return isMissed ? .findingsFail : .ok
    }

    private static func order(_ clock: DutyClock) -> (Int64, String) {
        (clock.due?.conservative.microseconds ?? .max, clock.duty.text)
    }

    static func words(_ standing: DutyClock.Standing) -> String {
        switch standing {
        case .notStarted(let question): "not started: \(question)"
        case .withoutDelay: "running, without undue delay"
        case .running: "running"
        case .late: "past the strict date"
        case .missed: "MISSED"
        case .submitted(let isLate): isLate ? "submitted late" : "submitted"
        case .notReportable(let wasMissed):
            wasMissed ? "not reportable, decided late" : "not reportable"
        }
    }

    private static func json(_ clock: DutyClock, at now: Instant) -> JSON {
        var members: [JSON.Member] = [
            .init("duty", .string(clock.duty.text)), .init("rule", .string(clock.rule.id)),
            .init("cite", .string(clock.rule.cite)),
            .init("recipient", .string(clock.rule.recipient)),
            .init("standing", .string(words(clock.standing(at: now)))),
            .init("calendar", .string(clock.calendar)),
        ]
        if let started = clock.startedAt {
            members.append(.init("startedAt", .string(started.rfc3339)))
        }
        if let due = clock.due {
            members.append(.init("due", .string(due.conservative.rfc3339)))
            members.append(.init("legal", .string(due.legal.rfc3339)))
        }
        return .object(members)
    }
}

/// The rules that duties come from.
struct DutyRulesCommand: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List the rules that duties come from, with source and mark.",
        discussion: """
            Example: witnessmark duty rules

            The mark says how far a row was checked: V its text was read, S a summary, K known and not
            checked, D a draft, ? sources differ. A plant's own rule of the same id takes its place.
            """)

    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let rules = DutyRules.seed.rules
        var table = TextTable(
            ("rule", .left), ("status", .left), ("mark", .left), ("deadline", .left),
            ("source", .left))
        for rule in rules {
            table.add(
                rule.id, rule.status.rawValue, rule.provenance.rawValue,
                rule.deadline.map { "\($0.amount) \($0.unit.rawValue)" } ?? "no number", rule.cite)
        }
        output.result(
            table.text,
            [
                "schema": "witnessmark.duty-rules/1", "revision": .string(DutyRules.seed.revision),
                "rules": .array(
                    rules.map { rule in
                        [
                            "id": .string(rule.id), "regime": .string(rule.regime),
                            "cite": .string(rule.cite), "status": .string(rule.status.rawValue),
                            "mark": .string(rule.provenance.rawValue),
                            "recipient": .string(rule.recipient),
                            "clockStarts": .string(rule.clock.question),
                        ]
                    }),
            ])
        return .ok
    }
}
