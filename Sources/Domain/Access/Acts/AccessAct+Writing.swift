// SPDX-License-Identifier: Apache-2.0
import Canon

/// The two bodies of an access act's entry; `FORMAT.md` says what stands in them.
extension AccessAct {
    static let schema = "witnessmark.access-act/1"

    /// The body `content`, without anything that says who somebody is.
    package var content: JSON {
        var members: [JSON.Member] = [
            .init("act", .integer(Int64(number))), .init("at", .string(stamp.at.rfc3339)),
            .init("by", stamp.doer.json), .init("request", .string(stamp.request)),
            .init("schema", .string(AccessAct.schema)),
        ]
        if let reason = stamp.reason { members.append(.init("reason", .string(reason))) }
        return .object(members + event.members)
    }

    /// The body `person`: the name of who acted, and login and name of somebody who is enrolled.
    package var person: JSON {
        let doer = stamp.printedName.map { JSON.string($0) }
        guard case .enrolled(_, let enrolment) = event else {
            return ["names": .array(doer.map { [$0] } ?? [])]
        }
        var members: [JSON.Member] = []
        if let doer { members.append(.init("by", doer)) }
        if let login = enrolment.login { members.append(.init("login", .string(login))) }
        members.append(
            .init("names", .array(enrolment.printedName.map { [.string($0)] } ?? [])))
        return .object(members)
    }
}

extension AccessAct.Doer {
    fileprivate var json: JSON {
        switch self {
        case .person(let id, let role, let zone):
            var members: [JSON.Member] = [.init("person", .string(id.text))]
            if let role { members.append(.init("role", .string(role.rawValue))) }
            return .object(members + [.init("zone", .string(zone))])
        case .setUp(let token): return ["setUpToken": .string(token.hex)]
        case .product: return ["product": true]
        }
    }
}

extension AccessEvent {
    /// What this event alone says, as members of the content.
    fileprivate var members: [JSON.Member] {
        switch self {
        case .enrolled(let id, let enrolment):
            [
                .init("isService", .bool(enrolment.isService)), .init("person", id.json),
                .init(
                    "verifiedHow",
                    [
                        "date": .string(enrolment.verification.date),
                        "method": .string(enrolment.verification.method),
                    ]),
                .init("zone", .string(enrolment.zone)),
            ]
        case .keyed(let id, let facts, let reason):
            facts.members + [
                .init("keyReason", .string(reason.rawValue)), .init("person", id.json),
            ]
        case .reset(let id), .deactivated(let id): [.init("person", id.json)]
        case .granted(let id, let wish):
            [
                .init("grant", .string(id.description)), .init("person", wish.person.json),
                .init("role", .string(wish.role.rawValue)),
            ] + wish.scope.members + until(wish.until)
        case .revoked(let id, let person, let role):
            [
                .init("grant", .string(id.description)), .init("person", person.json),
                .init("role", .string(role.rawValue)),
            ]
        case .delegated(let id, let from, let wish):
            [
                .init("delegation", .string(id.description)), .init("from", from.json),
                .init("role", .string(wish.role.rawValue)),
                .init("since", .string(wish.since.rfc3339)), .init("to", wish.to.json),
            ] + wish.scope.members + until(wish.until)
        case .delegationEnded(let id): [.init("delegation", .string(id.description))]
        case .qualified(let id, let qualification):
            [
                .init("evidence", .string(qualification.evidence)), .init("person", id.json),
                .init("qualification", .string(qualification.name)),
            ] + until(qualification.until)
        case .accountabilitySigned(let id, let signature):
            [.init("person", id.json), .init("signature", signature.json)]
        case .signingFailed(let failed): failed.members
        }
    }

    private func until(_ moment: Instant?) -> [JSON.Member] {
        moment.map { [.init("until", .string($0.rfc3339))] } ?? []
    }
}

extension PersonID {
    fileprivate var json: JSON { .string(text) }
}

extension Scope {
    fileprivate var members: [JSON.Member] {
        var members: [JSON.Member] = []
        if let kinds {
            members.append(.init("kinds", .array(kinds.sorted().map { .string($0) })))
        }
        if let site { members.append(.init("site", .string(site))) }
        return members
    }
}

extension SigningKeyFacts {
    fileprivate var members: [JSON.Member] {
        [
            .init("hasTOTP", .bool(hasTOTP)), .init("keyID", .string(keyID.hex)),
            .init("publicKey", .string(Hex.text(publicKey))),
            .init(
                "scrypt",
                [
                    "n": .integer(Int64(cost.rounds)), "p": .integer(Int64(cost.parallelism)),
                    "r": .integer(Int64(cost.blockSize)),
                ]),
            .init("sealedKeyDigest", .string(sealedKeyDigest.hex)),
        ]
    }
}

extension AccountabilitySignature {
    fileprivate var json: JSON {
        [
            "algorithm": "ed25519", "keyID": .string(keyID.hex), "statement": statement.json,
            "value": .string(Hex.text(value)),
        ]
    }
}

extension FailedSigning {
    fileprivate var members: [JSON.Member] {
        var members: [JSON.Member] = [
            .init("attempt", .integer(Int64(attempt))), .init("why", .string(why.rawValue)),
        ]
        if let person { members.append(.init("person", person.json)) }
        if let record { members.append(.init("record", .string(record))) }
        return members
    }
}
