// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Records

extension Kind {
    /// The days off of a country, an authority or a customer, as somebody answers for them.
    ///
    /// A deadline that is counted in working days is only as right as this list, so it has a version,
    /// and is signed by another than who typed it.
    package static let workCalendar = Kind(
        "work-calendar", title: "work calendar", prefix: "CAL",
        purpose: "The days on which a recipient of reports does not work, with source and version.",
        openedBy: [.regulatory, .legal, .qualityManager],
        fields: [
            Field(
                "name", "Name", .text, "As duty rules name it: eu_state:DE, nhtsa.",
                required: .always, changes: .onlyInFirstState),
            Field(
                "version", "Version", .text, "As deadlines show it: 2027-1.", required: .always,
                changes: .onlyInFirstState),
            Field(
                "holidays", "Days off", .date, "Each day off that is no Saturday or Sunday.",
                isList: true, required: .always, changes: .onlyInFirstState),
            Field(
                "source", "Source", .longText, "Where the days were read.", required: .always,
                changes: .onlyInFirstState),
        ],
        lifecycle: Lifecycle(
            [
                State("draft", .open, "Being written; counts nothing."),
                State("active", .inProgress, "What deadlines are counted by."),
                State("withdrawn", .closed, "Counts nothing any more."),
            ],
            [
                Transition(
                    "activate", from: ["draft"], to: "active", by: [.regulatory, .legal],
                    signatures: [
                        SignatureNeed(.approved, by: [.regulatory, .legal], notBy: [.authors])
                    ],
                    rule: "Another of regulatory affairs or law than who wrote it signs."),
                Transition(
                    "withdraw", from: ["draft", "active"], to: "withdrawn",
                    by: [.regulatory, .legal], asksReason: true,
                    rule: "It ends when another version takes its place."),
            ],
            voiding: SignatureNeed(.approved, by: [.legal], notBy: [.authors])),
        topics: ["HS-COM"], retention: .vendorDefault, covers: ["OBL-R3"])
}

extension WorkCalendar {
    /// Reads a calendar from its record; `nil` when it has no name or version.
    package init?(record: RecordState) {
        guard let name = record.text("name"), let version = record.text("version") else {
            return nil
        }
        let holidays = (record["holidays"]?.elements ?? []).compactMap { value -> CivilDate? in
            if case .date(let date) = value { date } else { nil }
        }
        self.init(name, version: version, holidays: holidays)
    }
}
