// SPDX-License-Identifier: Apache-2.0
import Canon

/// A record of another system that a record of ours is the counterpart of.
///
/// Two truths about one matter are worse than none, so a link says for each field which side is
/// right, and when both were last compared.
package struct SystemLink: Hashable, Sendable {
    package let key: SystemKey
    package let url: String?
    /// The fields that the other side owns; all others are ours.
    package let ownedThere: [String]
    package let maturity: Maturity

    package init(key: SystemKey, url: String?, ownedThere: [String], maturity: Maturity) {
        self.key = key
        self.url = url
        self.ownedThere = ownedThere
        self.maturity = maturity
    }

    /// How well the two sides are joined (JQS-11).
    package enum Maturity: String, CaseIterable, Hashable, Sendable {
        /// Somebody wrote the number down.
        case noted
        /// Its existence there is looked up.
        case checked
        /// Changes come over by themselves.
        case synchronised
    }
}

/// What names one object of another system.
package struct SystemKey: Hashable, Sendable {
    /// The system: `itsm`, `sap-qm`.
    package let system: String
    /// What it is there: `incident`, `quality notification`.
    package let kind: String
    package let remoteID: String

    package init(system: String, kind: String, remoteID: String) {
        self.system = system
        self.kind = kind
        self.remoteID = remoteID
    }

    /// As a message names it: `itsm incident INC0042`.
    package var description: String { "\(system) \(kind) \(remoteID)" }
}

/// What a look at the other side brought.
package struct SystemCheck: Hashable, Sendable {
    package let result: Result
    /// The state there, in the other system's own word.
    package let sourceState: String?
    /// What differs, or why nobody could look.
    package let detail: String?

    package init(result: Result, sourceState: String? = nil, detail: String? = nil) {
        self.result = result
        self.sourceState = sourceState
        self.detail = detail
    }

    package enum Result: String, CaseIterable, Hashable, Sendable {
        /// It is there, and names this record in return.
        case mutual = "mutual"
        /// It is there and does not name this record.
        case oneWay = "one-way"
        /// It is not there.
        case broken = "broken"
        /// Nobody could look.
        case unreachable = "unreachable"
        /// Both sides say something different about one field.
        case conflict = "conflict"
    }
}
