// SPDX-License-Identifier: Apache-2.0
import Canon
import Records

/// Everything that follows by itself from an act on a record.
///
/// Each is seen in the history of the record it changed: "by rule extension-moves-due-date,
/// revision A". A reaction never signs and never decides; what needs a person waits for one.
package enum Reactions {
    package static let table: [Reaction] = [
        extensionMovesDueDate, ineffectiveActionGoesOn, custodyMoves, changeUnsettlesValidation,
        declaredCaseBringsDuties, profileBringsDuties, declaredCaseCastsDoubt,
    ]

    /// An approved extension moves the due date of what it was asked for.
    package static let extensionMovesDueDate = Reaction(
        rule: "extension-moves-due-date", revision: "A",
        title: "An approved extension moves the due date of what it was asked for.",
        covers: ["JQS-6"]
    ) { logged, record, book in
        guard record.kind == "extension-request", logged.act.reached == "approved",
            let until = record["until"]
        else { return [] }
        return record.records("for").map { target in
            ReactionCommand(
                .amend(target, [FieldChange("due", until)]),
                because: record.text("reason") ?? record.title, carryingOut: record.id)
        }
    }

    /// An action that was found not to help goes on, closed or not.
    package static let ineffectiveActionGoesOn = Reaction(
        rule: "ineffective-action-goes-on", revision: "A",
        title: "An action that was judged ineffective goes on; a closed one is opened again.",
        covers: ["RCA-EFF", "Q9-10.2"]
    ) { logged, record, book in
        guard record.kind == "effectiveness-check", logged.act.reached == "ineffective" else {
            return []
        }
        let reason = "\(record.id) judged it ineffective: \(record.text("result") ?? record.title)"
        return record.records("action").compactMap { book[$0] }.flatMap { action in
            let doings: [ReactionCommand.Doing] =
                switch action.state {
                case "verified": [.reopen(action.id)]
                case "done":
                    [
                        .transition(action.id, "find-ineffective"),
                        .transition(action.id, "take-up"),
                    ]
                default: []
                }
            return doings.map {
                ReactionCommand($0, because: reason, carryingOut: record.id)
            }
        }
    }

    /// Evidence that a receiver accepted is in their custody.
    package static let custodyMoves = Reaction(
        rule: "custody-moves", revision: "A",
        title: "Evidence that its receiver accepted is in the receiver's custody.",
        covers: ["SEC-27037-2"]
    ) { logged, record, book in
        guard record.kind == "custody-transfer", logged.act.reached == "accepted" else { return [] }
        return record.records("order").map { order in
            ReactionCommand(
                .amend(
                    order,
                    [
                        FieldChange("custodian", record["to"]),
                        FieldChange("location", record["location"]),
                    ]),
                because: record.text("purpose") ?? record.title, carryingOut: record.id)
        }
    }

    /// What was validated is pending while an approved change to it is carried out.
    package static let changeUnsettlesValidation = Reaction(
        rule: "change-unsettles-validation", revision: "A",
        title: "A validated item is pending while a change to it is carried out.",
        covers: ["VAL-15"]
    ) { logged, record, book in
        guard record.kind == "change", logged.act.reached == "implementing" else { return [] }
        let items = ValidatedItems(in: book)
        let states = record.things("things").flatMap { items.records(of: $0) }
            .filter { $0.state == "validated" }
        var seen: Set<RecordID> = []
        return states.filter { seen.insert($0.id).inserted }.flatMap { state in
            [
                ReactionCommand(
                    .amend(state.id, [FieldChange("change", .record(record.id))]),
                    because: "\(record.id) is being carried out", carryingOut: record.id),
                ReactionCommand(
                    .transition(state.id, "begin-change"),
                    because: "\(record.id) is being carried out", carryingOut: record.id),
            ]
        }
    }

    /// A declared joint case, or a nonconformity that somebody must be told of, brings its duties at
    /// once, none of them with a guessed date.
    package static let declaredCaseBringsDuties = Reaction(
        rule: "declared-case-brings-duties", revision: "A",
        title: "A declared or triaged case opens a duty for each rule that applies, not started.",
        covers: ["OBL-R1", "OBL-R4"]
    ) { logged, record, book in
        let isDeclared = record.kind == "joint-case" && logged.act.reached == "declared"
        // What is part of a joint case brings its duties there, once.
        let isTriaged =
            record.kind == "nonconformity" && logged.act.reached == "containment"
            && !record.links.contains { $0.role.hasSameBytes(as: "part-of") }
        guard isDeclared || isTriaged else { return [] }
        return duties(of: record, in: book, at: logged.act.stamp.at)
    }

    /// A new profile brings the duties that open cases lack by it.
    package static let profileBringsDuties = Reaction(
        rule: "profile-brings-duties", revision: "A",
        title: "When a profile comes into force, open cases of its site are judged again.",
        covers: ["OBL-R8"]
    ) { logged, record, book in
        guard record.kind == "applicability-profile", logged.act.reached == "in-force" else {
            return []
        }
        return book.all("joint-case")
            .filter {
                !book.isFinal($0) && $0.state != "suspected"
                    && $0.site.hasSameBytes(as: record.site)
            }
            .flatMap { duties(of: $0, in: book, at: logged.act.stamp.at) }
    }

    /// What a declared case calls suspect does not count as validated until somebody cleared it.
    package static let declaredCaseCastsDoubt = Reaction(
        rule: "declared-case-casts-doubt", revision: "A",
        title: "What a declared case calls suspect does not count as validated until cleared.",
        covers: ["JQS-7", "VAL-15"]
    ) { logged, record, book in
        guard record.kind == "joint-case", logged.act.reached == "declared" else { return [] }
        let items = ValidatedItems(in: book)
        var seen: Set<RecordID> = []
        return record.things("suspects").flatMap { items.records(of: $0) }
            .filter { ["validated", "change-pending"].contains($0.state) }
            .filter { seen.insert($0.id).inserted }
            .map {
                ReactionCommand(
                    .transition($0.id, "suspect"), because: "\(record.id): \(record.title)",
                    carryingOut: record.id)
            }
    }

    private static func duties(
        of thisCase: RecordState, in book: RecordBook, at now: Instant
    ) -> [ReactionCommand] {
        let evaluation = DutyEvaluation(in: book)
        return evaluation.missing(for: thisCase, on: CivilDate(daysSinceEpoch: now.day))
            .map { evaluation.opening($0, for: thisCase) }
    }
}
