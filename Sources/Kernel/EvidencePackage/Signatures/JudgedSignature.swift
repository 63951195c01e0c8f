// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// A person's signature on a record, and whether it is one.
public struct JudgedSignature: Hashable, Sendable {
    /// What a signature is held against.
    public enum Part: String, Sendable, CaseIterable {
        /// It can be read.
        case form
        /// It was given once, not copied from another act.
        case once
        /// The statement speaks of this log and of this very act.
        case statement
        /// The key is the signer's at that point of the log.
        case key
        /// The key made it, over these bytes.
        case value
        /// The record as the log has it is what was signed.
        case digest
        /// The name shown is the one that was signed.
        case name
    }

    public enum Judgement: Hashable, Sendable {
        case valid
        case invalid(Part, expected: String, found: String)
        /// Something that is needed is not in the package.
        case undecided(String)
    }

    /// The name as it was printed when the signature was given.
    public enum PrintedName: Hashable, Sendable {
        case shown(String)
        case withheld
    }

    public let entry: LeafIndex
    /// As a message names it: `NC-2026-0001 act 7 (entry 31)`.
    public let name: String
    /// `nil` when it cannot be read.
    public let statement: SignedStatement?
    public let printedName: PrintedName
    public let judgement: Judgement

    public var isValid: Bool { judgement == .valid }

    /// One line: who signed what as what, when, and how it was judged.
    public var line: String {
        guard let statement else { return "\(name): \(judgement.words)" }
        let behalf = statement.onBehalfOf.map { " on behalf of \($0)" } ?? ""
        return "\(name): \(statement.meaning) by \(signer), \(statement.role)\(behalf), "
            + "\(statement.at) (\(statement.zone)): \(judgement.words)"
    }

    /// The printed name with the pseudonym, or the pseudonym alone.
    private var signer: String {
        switch printedName {
        case .shown(let name): "\(name) (\(statement?.signer ?? ""))"
        case .withheld: "\(statement?.signer ?? "") (name withheld)"
        }
    }
}

extension JudgedSignature.Judgement {
    /// The judgement in words.
    var words: String {
        switch self {
        case .valid: "valid"
        case .invalid(let part, let expected, let found):
            "INVALID (\(part.rawValue)): expected \(expected); found \(found)"
        case .undecided(let reason): "cannot tell: \(reason)"
        }
    }

    var word: String {
        switch self {
        case .valid: "valid"
        case .invalid: "invalid"
        case .undecided: "cannot_tell"
        }
    }
}

extension JudgedSignature {
    /// The signature for a machine.
    var json: JSON {
        var members: [JSON.Member] = [
            .init("entry", .integer(Int64(clamping: entry.value))), .init("name", .string(name)),
            .init("verdict", .string(judgement.word)),
        ]
        switch judgement {
        case .valid: break
        case .invalid(let part, let expected, let found):
            members += [
                .init("part", .string(part.rawValue)), .init("expected", .string(expected)),
                .init("found", .string(found)),
            ]
        case .undecided(let reason): members.append(.init("reason", .string(reason)))
        }
        guard let said = statement else { return .object(members) }
        if case .shown(let printed) = printedName {
            members.append(.init("printed_name", .string(printed)))
        }
        members += [
            .init("meaning", .string(said.meaning)), .init("at", .string(said.at)),
            .init("zone", .string(said.zone)), .init("signer", .string(said.signer)),
            .init("role", .string(said.role)), .init("site", .string(said.site)),
            .init("record", .string(said.record)), .init("kind", .string(said.kind)),
            .init("revision", .integer(said.revision)), .init("version", .integer(said.version)),
            .init("transition", .string(said.transition)),
            .init("authentication", .string(said.authentication)),
        ]
        if let delegator = said.onBehalfOf {
            members.append(.init("on_behalf_of", .string(delegator)))
        }
        return .object(members)
    }
}
