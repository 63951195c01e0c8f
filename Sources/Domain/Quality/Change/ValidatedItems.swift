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

    /// The latest validation state of a thing: one that nobody cancelled.
    package func record(of thing: Thing) -> RecordState? {
        book.all("validation-state").last {
            book.status(of: $0) != .cancelled && !$0.named(among: [thing]).isEmpty
        }
    }

    /// How a thing stands at a moment.
    ///
    /// A validation lasts to the end of its day and not a moment longer, whether or not anybody has
    /// written down that it lapsed; what is in doubt counts as not validated.
    package func standing(of thing: Thing, at now: Instant) -> Standing {
        guard let record = record(of: thing) else { return .notValidated }
        switch record.state {
        case "validated":
            guard let until = record.date("until"), !until.isOver(at: now) else {
                return .notValidated
            }
            return .validated
        case "change-pending": return .changePending
        default: return .notValidated
        }
    }

    /// Those whose validation is at stake when they are changed: validated now or once, or planned.
    ///
    /// What the system register calls relevant to product or records counts too, even before anybody
    /// has written down its validation.
    package func needingChange(among things: [Thing]) -> [Thing] {
        let relevant = book.all("system-register-entry").filter {
            book.status(of: $0) != .cancelled && ["direct", "indirect"].contains($0.text("gxp"))
        }
        return things.filter { thing in
            if let record = record(of: thing), record.wasOnceValidated { return true }
            return relevant.contains { !$0.named(among: [thing]).isEmpty }
        }
    }
}

extension RecordState {
    /// Whether it was validated at some time, or is on the way to it, by its steps or its state.
    fileprivate var wasOnceValidated: Bool {
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
