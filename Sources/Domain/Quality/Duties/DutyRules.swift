// SPDX-License-Identifier: Apache-2.0
import Canon
import Records

/// The duties that are known, in one revision: what ships, overridden by what the plant approved.
///
/// Rows come from requirements §8, each with the mark of how far it was checked. They are a start for
/// a plant's own regulatory people and not advice; a plant's rule of the same id takes the place of
/// ours, for laws differ by country and contracts by customer.
package struct DutyRules: Sendable {
    package let rules: [DutyRule]
    /// Which set it is, as evidence of what was judged by.
    package let revision: String
    private let calendars: [String: WorkCalendar]

    package init(
        _ rules: [DutyRule], revision: String,
        calendars: [WorkCalendar] = [.weekdays, .usFederal]
    ) {
        self.rules = rules
        self.revision = revision
        self.calendars = calendars.reduce(into: [:]) { $0[$1.name] = $1 }
    }

    /// What ships with this version.
    package static let seed = DutyRules(
        defenceAndFederal + cyberAndDisclosure + aviation + devicesAndMedicines + nuclear
            + productsAndExport + customerContracts, revision: "2026-11")

    package subscript(_ id: String) -> DutyRule? {
        rules.first { $0.id.hasSameBytes(as: id) }
    }

    /// The calendar that a rule counts by; weekdays where nobody entered holidays.
    package func calendar(of rule: DutyRule) -> WorkCalendar {
        calendars[rule.calendar] ?? .weekdays
    }

    /// This set with the plant's own rules and calendars in the place of ours of the same name.
    package func overridden(by book: RecordBook) -> DutyRules {
        let own = book.all("duty-rule").filter { $0.state == "active" }
            .compactMap { DutyRule(record: $0) }
        let days = book.all("work-calendar").filter { $0.state == "active" }
            .compactMap { WorkCalendar(record: $0) }
        guard !own.isEmpty || !days.isEmpty else { return self }
        let replaced = Set(own.map(\.id))
        let changes =
            own.map { "\($0.id)@\($0.revision)" } + days.map { "\($0.name)@\($0.version)" }
        return DutyRules(
            rules.filter { !replaced.contains($0.id) } + own,
            revision: ([revision] + changes).joined(separator: "+"),
            calendars: Array(calendars.values) + days)
    }

    /// The rules that fire for a profile when something happened, on a day.
    package func firing(
        for profile: Set<String>, _ triggers: Set<DutyTrigger>, on day: CivilDate
    ) -> [DutyRule] {
        rules.filter {
            $0.fires(on: day) && !$0.appliesIf.isDisjoint(with: profile)
                && !$0.triggers.isDisjoint(with: triggers)
        }
    }

    /// The rules that do not fire and may one day: proposals, and law whose day is to come (OBL-R7).
    package func planned(for profile: Set<String>, on day: CivilDate) -> [DutyRule] {
        rules.filter { !$0.fires(on: day) && !$0.appliesIf.isDisjoint(with: profile) }
    }

    /// Everything of a profile that some rule speaks of.
    package var profileTerms: [String] { Set(rules.flatMap(\.appliesIf)).sorted() }
}
