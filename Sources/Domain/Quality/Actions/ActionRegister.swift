// SPDX-License-Identifier: Apache-2.0
import Records

/// All actions around a record, and which of them are one and the same.
///
/// Two systems that each get "lock the shared account" from another meeting is how work is done
/// twice and each side believes the other does it. So an action is known by what it is against, what
/// it says and what it is done to (JQS-6).
package struct ActionRegister: Sendable {
    private let book: RecordBook

    package init(in book: RecordBook) { self.book = book }

    /// Actions that are the same as one: standing, against a shared cause, on a shared asset.
    ///
    /// Actions without causes share one when they belong to one case; without assets, when neither
    /// names any.
    package func duplicates(of action: RecordState) -> [RecordState] {
        let words = ActionRegister.normalised(action.text("what") ?? "")
        return book.all("action").filter { other in
            other.id != action.id && book.status(of: other) != .cancelled
                && other.state != "proposed"
                && sharesCause(action, other) && sharesAsset(action, other)
                && ActionRegister.normalised(other.text("what") ?? "") == words
        }
    }

    /// The effectiveness checks of an action.
    package func checks(of action: RecordID) -> [RecordState] {
        book.all("effectiveness-check").filter { $0.records("action").contains(action) }
    }

    /// Of several checks those that count: the latest of each action that nobody took back.
    ///
    /// An action that was judged ineffective went on and is judged anew; the earlier judgement stays
    /// in the record and no longer stands in the way.
    package func standing(_ checks: [RecordState]) -> [RecordState] {
        var latest: [RecordID: RecordState] = [:]
        for check in checks.sorted(by: { ($0.openedAt, $0.id) < ($1.openedAt, $1.id) })
        where book.status(of: check) != .cancelled {
            for judged in check.records("action").first.map({ [$0] }) ?? [check.id] {
                latest[judged] = check
            }
        }
        return latest.values.sorted { $0.id < $1.id }
    }

    /// The judgements that count for a case: on the case itself, or of one of its actions.
    package func standingChecks(_ linked: [RecordState], of actions: [RecordState]) -> [RecordState]
    {
        standing(linked + actions.flatMap { checks(of: $0.id) })
    }

    private func sharesCause(_ one: RecordState, _ other: RecordState) -> Bool {
        let causes = (Set(one.records("cause")), Set(other.records("cause")))
        if causes.0.isEmpty && causes.1.isEmpty {
            return !Set(one.cases).isDisjoint(with: other.cases)
        }
        return !causes.0.isDisjoint(with: causes.1)
    }

    private func sharesAsset(_ one: RecordState, _ other: RecordState) -> Bool {
        let (first, second) = (one.things("things"), other.things("things"))
        if first.isEmpty && second.isEmpty { return true }
        return !one.named(among: second).isEmpty
    }

    /// The words of an action without what people write differently: case, spaces, punctuation.
    package static func normalised(_ text: String) -> String {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }
}
