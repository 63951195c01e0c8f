// SPDX-License-Identifier: Apache-2.0

/// All chosen checks at work on one log.
///
/// ```swift
/// for observation in log { register.note(observation) }
/// register.complete()
/// var review = IntegrityReview(Catalogue.checks, register)
/// for observation in log { review.observe(observation) }
/// let judgements = review.finish()
/// ```
package struct IntegrityReview: Sendable {
    private var examinations: [any Examination]
    private var judgements: [Judgements]
    private let register: Register

    package init(
        _ checks: [Check], _ register: Register, _ standards: Standards = Standards(),
        _ spotlight: Spotlight = .all, listsPasses: Bool = false
    ) {
        self.register = register
        examinations = checks.map { $0.examination(standards, register) }
        judgements = checks.map { Judgements(of: $0, spotlight, listsPasses: listsPasses) }
    }

    /// Shows an activity to every check; one that was corrected only to those that want it.
    package mutating func observe(_ observation: Observation) {
        let correction = register.corrections.entry(correcting: observation)
        for index in examinations.indices {
            if correction != nil, !judgements[index].check.judgesWithdrawn {
                judgements[index].judge(.withdrawn, observation)
            } else {
                examinations[index].observe(observation, &judgements[index])
            }
        }
    }

    /// What each check said, in the order of the checks.
    package mutating func finish() -> [Judgements] {
        for index in examinations.indices { examinations[index].finish(&judgements[index]) }
        return judgements
    }
}
