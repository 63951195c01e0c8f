// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Records

/// Which systems and equipment are validated, and so change only under an approved change.
package struct ValidatedItems: Sendable {
    private let book: RecordBook

    package init(in book: RecordBook) { self.book = book }

    /// What a package shows of an item (VAL-15).
    package enum Standing: String, CaseIterable, Hashable, Sendable {
        case validated
        case changePending = "change pending"
        case notValidated = "not validated"
    }

    /// The validation states of a thing that count: those on the way, and those that once got there.
    ///
    /// One that was only opened counts for nothing, or writing a second, empty one would make a
    /// validated item look as if it never was.
    package func records(of thing: Thing) -> [RecordState] {
        book.all("validation-state").filter {
            $0.isBegun && !book.isFinal($0) && !$0.named(among: [thing]).isEmpty
        }
    }

    /// How a thing stands at a moment.
    ///
    /// A validation lasts to the end of its day and not a moment longer, whether or not anybody has
    /// written down that it lapsed; what is in doubt counts as not validated. Of several the worst
    /// counts.
    package func standing(of thing: Thing, at now: Instant) -> Standing {
        let standings = records(of: thing).map { ValidatedItems.standing(of: $0, at: now) }
        if standings.isEmpty || standings.contains(.notValidated) { return .notValidated }
        return standings.contains(.changePending) ? .changePending : .validated
    }

    private static func standing(of record: RecordState, at now: Instant) -> Standing {
        switch record.state {
        case "validated":
            record.date("until").map { $0.isOver(at: now) } ?? true ? .notValidated : .validated
        case "change-pending": .changePending
        default: .notValidated
        }
    }

    /// Those whose validation is at stake when they are changed: validated now or once, or planned.
    ///
    /// What the system register calls relevant to product or records counts too, even before anybody
    /// has written down its validation.
    package func needingChange(among things: [Thing]) -> [Thing] {
        let relevant = RegisteredSystems(in: book)
        return things.filter { !records(of: $0).isEmpty || relevant.isRelevant($0) }
    }
}

extension RecordState {
    /// Whether a validation is on its way, or was there at some time.
    fileprivate var isBegun: Bool {
        state != "not-validated" || performers["validate"] != nil
    }
}

extension CivilDate {
    /// Whether the day has passed everywhere, that is, twelve hours west of Greenwich.
    func isOver(at now: Instant) -> Bool {
        now.seconds >= (daysSinceEpoch + 1) * 86_400 + 12 * 3_600
    }
}

extension Guard {
    /// What is done to a validated item is done under an approved change that names it.
    package static func changeApproved(severity: Severity = .block) -> Guard {
        Guard(
            "change-approved",
            "A validated item is changed under an approved change that names it.",
            severity: severity, covers: ["VAL-15", "A11-10", "JQS-T5"]
        ) { situation in
            let things = situation.record.things("things")
            return ValidatedItems(in: situation.book).needingChange(among: things)
                .compactMap { thing in
                    let changes = situation.record.records("change")
                        .compactMap { situation.book[$0] }
                    guard let change = changes.first(where: { !$0.named(among: [thing]).isEmpty })
                    else {
                        return Obstacle(
                            "\(thing) is validated; no change names it", field: "change")
                    }
                    return ["approved", "implementing"].contains(change.state)
                        ? nil
                        : Obstacle("the change of \(thing) is \(change.state)", in: change.id)
                }
        }
    }
}
