// SPDX-License-Identifier: Apache-2.0

/// One question that is asked of every record: one value in one file.
///
/// Everything that is said of it elsewhere (the catalogue, the help, a finding) comes from here.
package struct Check: Sendable {
    /// Lower-case words with hyphens; stable, for it is named in findings and on command lines.
    package let name: String
    /// Goes up whenever the same data may be judged otherwise.
    package let version: Int
    /// The check as an assertion: "Every number carries its unit".
    package let title: String
    package let principle: Principle
    /// The ids of the rules it serves: `ALC-AC-1`.
    package let rules: [String]
    /// What it asks, in a sentence or two.
    package let asks: String
    /// Why that matters.
    package let why: String
    /// What it looks at: the members of an activity, the master data.
    package let looksAt: String
    /// All it can say, beside what every check can say.
    package let reasons: [Reason]
    package let thresholds: [Threshold]
    package let bounds: [Bound]
    /// Whether it judges records that a later entry corrects as well.
    package let judgesWithdrawn: Bool
    /// Begins an examination of a log.
    package let examination: @Sendable (Standards, Register) -> any Examination

    init(
        _ name: String, version: Int = 1, _ title: String, _ principle: Principle,
        rules: [String], asks: String, why: String, looksAt: String, reasons: [Reason],
        thresholds: [Threshold] = [], bounds: [Bound] = [], judgesWithdrawn: Bool = false,
        examination: @escaping @Sendable (Standards, Register) -> any Examination
    ) {
        self.name = name
        self.version = version
        self.title = title
        self.principle = principle
        self.rules = rules
        self.asks = asks
        self.why = why
        self.looksAt = looksAt
        self.reasons = reasons
        self.thresholds = thresholds
        self.bounds = bounds
        self.judgesWithdrawn = judgesWithdrawn
        self.examination = examination
    }
}

/// One check at work on one log.
///
/// It is shown every recorded activity once, in the order of the log, and then told that there are
/// no more. What it keeps in mind meanwhile is bounded.
package protocol Examination: Sendable {
    mutating func observe(_ observation: Observation, _ judgements: inout Judgements)
    mutating func finish(_ judgements: inout Judgements)
}

extension Examination {
    /// Nothing more to say, for a check that judges each record by itself.
    package mutating func finish(_ judgements: inout Judgements) {}
}
