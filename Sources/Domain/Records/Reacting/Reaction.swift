// SPDX-License-Identifier: Apache-2.0
import Canon

/// A rule that answers an act with commands: "an approved extension moves the due date".
///
/// Pure: the act, the record after it and the records around it go in, commands come out. Whoever
/// runs it acts for a service account, names the rule and its revision as the cause of each act, and
/// uses the same request for the same answer, so that nothing is done twice.
package struct Reaction: Sendable {
    /// Stable, kebab-case: `extension-moves-due-date`.
    package let rule: String
    /// Grows when the rule changes; what it did before keeps the revision it was done under.
    package let revision: String
    /// The rule in a sentence.
    package let title: String
    /// Requirements it answers.
    package let covers: [String]
    package let when: @Sendable (LoggedAct, RecordState, RecordBook) -> [ReactionCommand]

    package init(
        rule: String, revision: String, title: String, covers: [String] = [],
        when: @escaping @Sendable (LoggedAct, RecordState, RecordBook) -> [ReactionCommand]
    ) {
        self.rule = rule
        self.revision = revision
        self.title = title
        self.covers = covers
        self.when = when
    }

    /// The request under which its commands are carried out: the same act, the same request.
    package func request(for act: LoggedAct, number: Int = 0) -> String {
        "reaction:\(rule):\(revision):\(act.position)" + (number == 0 ? "" : ".\(number)")
    }

    /// What stands as the cause of everything it does in answer to an act.
    package func cause(of command: ReactionCommand, for act: LoggedAct) -> Cause {
        Cause(
            rule: rule, revision: revision, entries: [act.position], record: command.carryingOut)
    }
}

/// What a reaction wants done, in the name of a service account.
package struct ReactionCommand: Sendable {
    package let doing: Doing
    /// The reason that is recorded with it.
    package let reason: String
    /// The approved record that it carries out, if one.
    package let carryingOut: RecordID?

    package init(_ doing: Doing, because reason: String, carryingOut: RecordID? = nil) {
        self.doing = doing
        self.reason = reason
        self.carryingOut = carryingOut
    }

    package enum Doing: Sendable {
        /// Opens a record; its number is given by whoever runs the reaction.
        case open(
            KindName, title: String, site: String, values: [FieldChange], links: [RecordLink])
        case amend(RecordID, [FieldChange])
        case transition(RecordID, String)
        /// Opens a closed record again.
        case reopen(RecordID)

        /// The record it is done to; `nil` when it is to be opened.
        package var record: RecordID? {
            switch self {
            case .open: nil
            case .amend(let id, _), .transition(let id, _), .reopen(let id): id
            }
        }
    }
}

extension ReactionCommand {
    /// The command to decide, for the record of that number.
    package func command(as id: RecordID) -> Command {
        switch doing {
        case .open(let kind, let title, let site, let values, let links):
            .open(
                .init(
                    kind: kind, id: id, title: title, site: site, values: values, links: links))
        case .amend(_, let changes): .amend(changes)
        case .transition(_, let name): .transition(name, justifications: [:])
        case .reopen: .reopen
        }
    }
}

extension Act {
    /// The step that was taken with it, if one was.
    package var step: String? {
        if case .transitioned(let name, _, _, _, _) = deed { name } else { nil }
    }

    /// The state that was reached with it, if another.
    package var reached: StateName? {
        switch deed {
        case .opened(let state, _, _, _, _): state
        case .transitioned(_, _, let to, _, _): to
        case .reopened(_, let to): to
        case .voided: Voided.state
        case .amended, .attached, .linked, .unlinked, .systemLinked, .systemChecked,
            .synchronised, .proposed, .signed, .refused, .superseded:
            nil
        }
    }
}
