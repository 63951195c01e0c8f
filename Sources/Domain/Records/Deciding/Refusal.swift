// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

/// Why a command does nothing: every reason there is, each with what would mend it.
package struct Refusal: Error, Hashable, Sendable {
    package let reasons: [Reason]

    package init(_ reasons: [Reason]) { self.reasons = reasons }
    package init(_ reason: Reason) { reasons = [reason] }

    package enum Reason: Hashable, Sendable {
        case unknownKind(KindName)
        case noSuchRecord(RecordID)
        case recordExists(RecordID)
        /// Somebody changed the record since the actor looked at it.
        case changedMeanwhile(seen: Int, actual: Int)
        case final(RecordID, StateName)
        case reasonMissing
        case unknownField(String, known: [String])
        case valueUnfit(field: String, found: String, expected: String)
        case fieldMissing(field: String, from: StateName)
        case fieldFixed(field: String, why: String)
        case nothingChanges
        case unknownLink(String, known: [String])
        case linkTarget(role: String, RecordID, expected: [KindName])
        case linkThere(RecordLink)
        case linkMissing(RecordLink)
        case remoteClaimed(SystemKey, by: RecordID)
        case systemLinkMissing(SystemKey)
        case ownedElsewhere(field: String, SystemKey)
        case unknownTransition(String, known: [String])
        case notFromHere(transition: String, StateName, possible: [String])
        case roleMissing(act: String, roles: [Role])
        case excluded(act: String, Excluded, PersonID)
        case serviceCannotSign
        case signatureNotAsked(transition: String, SignatureMeaning)
        case signatureGiven(transition: String, by: PersonID)
        case notQualified(String)
        case statementDiffers(String)
        case signatureMissing(transition: String, SignatureMeaning, [Role])
        case guarded(transition: String, guardName: String, Guard.Severity, Obstacle)
        case noProposal(transition: String)
        case cannotReopen(KindName)
        case supersededBySelf
        case tooMuch(what: String, max: Int)
    }
}

extension Refusal.Reason {
    /// Which rule it is, for programs: stable.
    package var code: String {
        switch self {
        case .unknownKind: "kind.unknown"
        case .noSuchRecord: "record.unknown"
        case .recordExists: "record.exists"
        case .changedMeanwhile: "record.changed-meanwhile"
        case .final: "record.final"
        case .reasonMissing: "reason.missing"
        case .unknownField: "field.unknown"
        case .valueUnfit: "field.unfit"
        case .fieldMissing: "field.missing"
        case .fieldFixed: "field.fixed"
        case .nothingChanges: "change.none"
        case .unknownLink: "link.unknown"
        case .linkTarget: "link.target"
        case .linkThere: "link.there"
        case .linkMissing: "link.missing"
        case .remoteClaimed: "system.claimed"
        case .systemLinkMissing: "system.missing"
        case .ownedElsewhere: "field.owned-elsewhere"
        case .unknownTransition: "step.unknown"
        case .notFromHere: "step.not-from-here"
        case .roleMissing: "role.missing"
        case .excluded: "duties.not-separate"
        case .serviceCannotSign: "signature.service"
        case .signatureNotAsked: "signature.not-asked"
        case .signatureGiven: "signature.given"
        case .notQualified: "qualification.missing"
        case .statementDiffers: "signature.differs"
        case .signatureMissing: "signature.missing"
        case .guarded(_, let name, _, _): name
        case .noProposal: "proposal.none"
        case .cannotReopen: "reopen.never"
        case .supersededBySelf: "supersede.self"
        case .tooMuch: "record.too-much"
        }
    }
}

extension Refusal.Reason: CustomStringConvertible {
    /// What is in the way, as a person reads it.
    package var description: String {
        switch self {
        case .unknownKind(let kind): "There is no kind of record called \"\(kind)\"."
        case .noSuchRecord(let id): "There is no record \(id)."
        case .recordExists(let id): "\(id) is there already."
        case .changedMeanwhile(let seen, let actual):
            "You saw version \(seen); it is at version \(actual) now. Look at it again."
        case .final(let id, let state):
            "\(id) is \(state); nothing about it changes any more."
        case .reasonMissing: "A reason is asked for, and kept."
        case .unknownField(let field, let known):
            "There is no field \"\(field)\". Fields are: \(known.joined(separator: ", "))."
        case .valueUnfit(let field, let found, let expected):
            "\"\(field)\" is \(found); expected is \(expected)."
        case .fieldMissing(let field, let state):
            "\"\(field)\" must be filled in for the state \(state)."
        case .fieldFixed(let field, let why): "\"\(field)\" does not change: \(why)."
        case .nothingChanges: "The record says this already."
        case .unknownLink(let role, let known):
            known.isEmpty
                ? "Records of this kind link to nothing."
                : "There is no link \"\(role)\". Links are: \(known.joined(separator: ", "))."
        case .linkTarget(let role, let target, let expected):
            "\"\(role)\" cannot point at \(target); expected is a "
                + expected.map(\.text).joined(separator: " or ") + "."
        case .linkThere(let link): "It is linked to \(link.target) as \"\(link.role)\" already."
        case .linkMissing(let link): "It is not linked to \(link.target) as \"\(link.role)\"."
        case .remoteClaimed(let key, let record):
            "\(key.description) is linked with \(record) already; one counterpart, one record."
        case .systemLinkMissing(let key): "It is not linked with \(key.description)."
        case .ownedElsewhere(let field, let key):
            "\"\(field)\" is kept in \(key.system); change it there, it comes over from there."
        case .unknownTransition(let name, let known):
            "There is no step \"\(name)\". Steps are: \(known.joined(separator: ", "))."
        case .notFromHere(let transition, let state, let possible):
            "The step \"\(transition)\" does not lead out of \(state). From here: "
                + (possible.isEmpty ? "none" : possible.joined(separator: ", ")) + "."
        case .roleMissing(let act, let roles):
            roles.isEmpty
                ? "Nobody may \(act) here."
                : "To \(act) one must be "
                    + roles.map(\.title).sorted().joined(separator: " or ")
                    + " for this site and kind of record."
        case .excluded(let act, let rule, let person):
            "\(person) cannot \(act): that is not for \(rule.phrase)."
        case .serviceCannotSign: "A service account never signs."
        case .signatureNotAsked(let transition, let meaning):
            "The step \"\(transition)\" waits for no signature as \(meaning.rawValue)."
        case .signatureGiven(let transition, let person):
            "\(person) signed for \"\(transition)\" already."
        case .notQualified(let what): "The qualification \"\(what)\" is missing or has run out."
        case .statementDiffers(let what):
            "What was signed is not this record as it stands: \(what). Look at it and sign again."
        case .signatureMissing(let transition, let meaning, let roles):
            "\"\(transition)\" waits for a signature as \(meaning.rawValue) of "
                + roles.map(\.title).sorted().joined(separator: " or ") + "."
        case .guarded(_, let name, let severity, let obstacle):
            obstacle.message.withoutFullStop + (obstacle.record.map { " (\($0))" } ?? "")
                + ". [\(name)]"
                + (severity == .warn ? " Give a justification to go on all the same." : "")
        case .noProposal(let transition): "Nobody asked for \"\(transition)\"."
        case .cannotReopen(let kind): "A closed \(kind) stays closed; open a new one."
        case .supersededBySelf: "A record cannot take its own place."
        case .tooMuch(let what, let max): "There would be more than \(max) \(what)."
        }
    }
}

extension String {
    /// What somebody wrote may end in a full stop of its own.
    fileprivate var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}

extension Refusal: CustomStringConvertible {
    package var description: String { reasons.map(\.description).joined(separator: "\n") }
}
