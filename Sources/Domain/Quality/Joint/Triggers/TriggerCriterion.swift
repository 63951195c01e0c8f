// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

/// One criterion by which a matter is proposed as a joint case: what it asks, and of what.
package struct TriggerCriterion: Sendable {
    /// `T1` to `T11`, as the procedure numbers them.
    package let rule: String
    package let title: String
    /// The criterion in words.
    package let criterion: String
    package let action: TriggerAction
    package let looksAt: [TriggerSource]
    package let defaults: TriggerParameters
    let matches: @Sendable (TriggerFacts, TriggerParameters) -> [Match]

    init(
        _ rule: String, _ title: String, _ criterion: String, _ action: TriggerAction,
        looksAt: [TriggerSource], defaults: TriggerParameters = TriggerParameters(),
        _ matches: @escaping @Sendable (TriggerFacts, TriggerParameters) -> [Match]
    ) {
        self.rule = rule
        self.title = title
        self.criterion = criterion
        self.action = action
        self.looksAt = looksAt
        self.defaults = defaults
        self.matches = matches
    }

    /// Something that meets the criterion.
    struct Match: Hashable {
        var entries: [UInt64] = []
        var things: [Thing] = []
        /// The record it was found in, if one.
        var record: RecordID?
        /// What was found, as a sentence.
        let why: String
        /// Where what was found asks for more than the criterion does.
        var action: TriggerAction?
    }
}

/// What a criterion is evaluated over.
package enum TriggerSource: String, CaseIterable, Sendable {
    case activities, findings, records, tickets, signings

    package var meaning: String {
        switch self {
        case .activities: "what outside systems told"
        case .findings: "what data-integrity checks found"
        case .records: "governed records"
        case .tickets: "tickets of the security desk"
        case .signings: "signatures that failed"
        }
    }
}

/// A criterion that was met, by which revision, and why.
package struct TriggerHit: Hashable, Sendable {
    package let rule: String
    package let revision: String
    /// The plant's own rule; `nil` for a built-in one.
    package let ruleRecord: RecordID?
    package let action: TriggerAction
    /// Positions in the log.
    package let entries: [UInt64]
    package let things: [Thing]
    package let record: RecordID?
    package let why: String
    /// Within how many hours somebody must have looked; `nil` where the rule gives none.
    package let respondWithinHours: Int64?
}
