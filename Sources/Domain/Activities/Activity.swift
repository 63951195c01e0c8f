// SPDX-License-Identifier: Apache-2.0

/// One thing that happened in an outside system, as that system told it.
///
/// What, when, where, why, by whom, with which equipment, under which documents, on which inputs
/// and outputs, with which results. Every format is read into this one value; the bytes it was
/// read from are kept beside it, because two readers of one file may see different things in it.
package struct Activity: Equatable, Sendable {
    /// What happened, in the source's own word: `heat-treat.completed`, `ObjectEvent`.
    package var kind: String
    /// How it went.
    package var status: Status = .completed
    /// Why: the step of the business it belongs to, as named by the source.
    package var step: String?
    /// One line for a person, when the source gave one.
    package var summary: String?

    /// When it happened, or began.
    package var occurred: SourceTime?
    /// When it ended, for what lasted.
    package var ended: SourceTime?
    /// When the source first wrote it down (`source_recorded_at`).
    package var recordedAtSource: SourceTime?
    /// When it became known, where that matters and differs.
    package var becameKnown: SourceTime?

    /// Everything that took part, each in its role, in the order the source named them.
    package var participants: [Participation] = []
    /// What it did to containment and existence.
    package var effect: Effect = .none
    /// What state its subjects are in afterwards, when the source says so.
    package var state: ProductState?
    /// The source's own word for that state.
    package var sourceState: String?
    /// Measured and observed values.
    package var results: [MeasuredResult] = []
    /// How well the act can be put down to somebody.
    package var attribution: Attribution = .none
    /// The earlier activity that this one corrects.
    package var correction: Correction?
    /// Values that the source claims and we can work out ourselves.
    package var claims: [Claim] = []
    /// How it came into the source: by itself, typed in, copied from paper.
    package var capture: Capture?
    /// How far the source's clock was to be trusted, when the source says so.
    package var clock: SourceClock?
    /// Its place in the source's own numbering, in which a gap is missing data.
    package var sequence: SequencePosition?
    /// The set it says it is one of: part 2 of 20 of a run.
    package var membership: Membership?
    /// The one measuring or recording session that several files may tell about.
    package var session: String?
    /// From when to when that what it says holds: a certificate, a revision, a registration.
    package var valid: Validity?
    /// Whether it is an exception from the planned course, and whether that is settled.
    package var exception: ExceptionState?
    /// Fields that the source requires and left blank, as the source names them.
    package var blanks: [String] = []
    /// What else the source said, name by name, for reading and searching only.
    package var attributes: [Attribute] = []

    package init(kind: String) { self.kind = kind }

    /// How an activity went.
    ///
    /// All attempts are kept, aborted ones too.
    package enum Status: String, CaseIterable, Sendable {
        case started, completed, aborted, planned
    }

    /// What an activity did to containment and existence.
    package enum Effect: String, CaseIterable, Sendable {
        case none
        /// Contents are in their container, or a part is in its assembly, from now on.
        case attach
        /// …and no longer from now on.
        case detach
        /// The subjects came into being.
        case create
        /// The subjects ceased to be.
        case destroy
    }
}

/// How well an act can be put down to somebody (ALCOA: attributable).
package enum Attribution: String, CaseIterable, Sendable {
    case personSigned, personNamed, device, organisation, none
}

/// Where a product stands, in the words every plant shares.
package enum ProductState: String, CaseIterable, Sendable {
    case inProcess, inStock, onHold, released, shipped, installed, consumed, scrapped, returned
    case unknown
}

/// A word about an earlier activity: that it did not happen, or happened otherwise.
package struct Correction: Equatable, Sendable {
    /// What is corrected: the source event id, or a hash of the event, as the source named it.
    package var event: String
    /// The source of the corrected event, when it is not the same as this one's.
    package var source: String?
    package var reason: String?
    /// When the error was declared.
    package var declared: SourceTime?
    /// The source event ids that say what really happened.
    package var replacements: [String] = []
    /// Whether this activity is itself the new version (`supersedes`) or only takes the old back.
    package var kind: Kind

    package enum Kind: String, CaseIterable, Sendable { case declaredInError, supersedes }

    package init(event: String, kind: Kind) {
        self.event = event
        self.kind = kind
    }
}

/// Something a file says of itself that can be worked out again: both are kept, never merged.
package struct Claim: Equatable, Sendable {
    /// What is claimed: `eventHash`, `verdict`.
    package var name: String
    package var claimed: String
    /// What we worked out; `nil` when it cannot be.
    package var computed: String?

    package init(name: String, claimed: String, computed: String?) {
        self.name = name
        self.claimed = claimed
        self.computed = computed
    }

    /// Whether both agree; `nil` when nothing could be worked out.
    package var holds: Bool? { computed.map { $0 == claimed } }
}

/// A field of the source that no other member has a place for.
package struct Attribute: Equatable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
