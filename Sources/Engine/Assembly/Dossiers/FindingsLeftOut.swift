// SPDX-License-Identifier: Apache-2.0
import DataIntegrity

/// What checks said of a dossier's records and its list of findings does not hold.
///
/// A check lists so many findings of one outcome and only counts the rest. Whoever reads a list
/// that was cut must be told, or a batch with ten thousand findings looks like one that has no more.
package struct FindingsLeftOut: Equatable, Sendable {
    /// Findings of one check and outcome beyond those it lists.
    package struct Unlisted: Equatable, Sendable {
        package let check: String
        package let outcome: Outcome
        package let count: UInt64

        package init(check: String, outcome: Outcome, count: UInt64) {
            self.check = check
            self.outcome = outcome
            self.count = count
        }
    }

    package let unlisted: [Unlisted]
    /// Bounds of what the examination keeps in mind that were reached, so that checks did not see
    /// everything.
    package let boundsReached: [Bound]

    package static let nothing = FindingsLeftOut(unlisted: [], boundsReached: [])

    package init(unlisted: [Unlisted], boundsReached: [Bound]) {
        self.unlisted = unlisted
        self.boundsReached = boundsReached
    }

    /// What judgements counted beyond what they list.
    package init(of judgements: [Judgements], boundsReached: [Bound]) {
        unlisted = judgements.flatMap { said in
            [Outcome.fail, .indeterminate].compactMap { outcome in
                let count = said.unlisted(outcome)
                return count == 0
                    ? nil : Unlisted(check: said.check.name, outcome: outcome, count: count)
            }
        }
        self.boundsReached = boundsReached
    }

    package var isEmpty: Bool { unlisted.isEmpty && boundsReached.isEmpty }

    /// Failures that nobody can decide upon, because they are not listed.
    var failures: UInt64 {
        unlisted.reduce(0) { $1.outcome == .fail ? $0 + $1.count : $0 }
    }

    /// Each in a sentence, for a page and for a judgement.
    package var words: [String] {
        unlisted.map { unlisted in
            "\(unlisted.check): \(unlisted.count) more that "
                + (unlisted.outcome == .fail ? "fail" : "are left open by the data")
                + " than the \(Judgements.listedMax) that are listed"
        }
            + boundsReached.map {
                "there are more than \($0.most) \($0.name); checks did not see the rest"
            }
    }
}
