// SPDX-License-Identifier: Apache-2.0

/// How an activity came into its source.
///
/// It decides how late a record may be and still count as made at the time of the work.
package enum Capture: String, CaseIterable, Sendable {
    /// Written by a sensor, a machine or an instrument by itself.
    case automatic
    /// Entered by a person at the time.
    case manual
    /// Copied from paper or from a screen.
    case transcribed
    /// Sent on in one piece by another system, such as a coordinate measuring machine.
    case imported
    /// Worked out from other records.
    case derived
}

/// How far a source's clock was to be trusted when it wrote a time down.
package struct SourceClock: Hashable, Sendable {
    package var state: State
    /// How far the clock was ahead of the reference, in milliseconds; negative when behind.
    package var offsetMilliseconds: Int64?

    package init(_ state: State, offsetMilliseconds: Int64? = nil) {
        self.state = state
        self.offsetMilliseconds = offsetMilliseconds
    }

    /// The four states a clock can be in.
    package enum State: String, CaseIterable, Sendable {
        /// At most a second off, and compared with its reference within a day.
        case synchronised
        /// At most thirty seconds off, or compared within a week.
        case degraded
        /// Worse than that.
        case unsynchronised
        case unknown
    }
}

/// Where a record stands in its source's own numbering.
package struct SequencePosition: Hashable, Sendable {
    /// What is numbered, within the source: an instance of an agent, a counter's name.
    package var stream: String
    /// The first number that the record has.
    package var first: Int64
    /// The last; the same where the record has one number.
    package var last: Int64

    /// One number, or a run of them without a gap.
    package init(stream: String, first: Int64, last: Int64? = nil) {
        self.stream = stream
        self.first = first
        self.last = last ?? first
    }
}

/// What a record says about the set it is one of.
package struct Membership: Hashable, Sendable {
    /// The set, as the source names it: a run, a sampling plan.
    package var set: String
    /// Which one it is, from 1.
    package var ordinal: Int64?
    /// How many there are to be in all.
    package var count: Int64?

    package init(of set: String, ordinal: Int64? = nil, count: Int64? = nil) {
        self.set = set
        self.ordinal = ordinal
        self.count = count
    }
}

/// From when to when something holds; an open end holds for good.
package struct Validity: Hashable, Sendable {
    package var from: SourceTime?
    package var until: SourceTime?

    package init(from: SourceTime? = nil, until: SourceTime? = nil) {
        self.from = from
        self.until = until
    }
}

/// Whether an exception is settled.
package enum ExceptionState: String, CaseIterable, Sendable {
    case open, closed
}
