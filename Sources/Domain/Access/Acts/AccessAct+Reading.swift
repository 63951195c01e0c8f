// SPDX-License-Identifier: Apache-2.0
import Canon

/// Why an entry is no access act.
package struct MalformedAccessAct: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which member is not what it should be.
    package let member: String

    package var description: String { "its member \"\(member)\" is not what it should be" }
}

extension AccessAct {
    /// Reads an act out of the bodies of its entry.
    ///
    /// - Parameters:
    ///   - type: the entry's type, `role.granted`.
    ///   - content: the body that everybody may see.
    ///   - person: `nil` where that body was withheld or erased.
    /// - Throws: ``MalformedAccessAct`` with the member that is not in order.
    package init(type: String, content: JSON, person: JSON?) throws(MalformedAccessAct) {
        let reader = AccessReader(content: content, person: person)
        guard content["schema"]?.text == AccessAct.schema else {
            throw MalformedAccessAct(member: "schema")
        }
        self.init(
            number: try reader.count("act"), stamp: try reader.stamp(type),
            event: try reader.event(type))
    }
}

/// Takes members out of an access act's bodies and says which one is not in order.
private struct AccessReader {
    let content: JSON
    let person: JSON?

    func stamp(_ type: String) throws(MalformedAccessAct) -> AccessAct.Stamp {
        let isEnrolment = type == "person.enrolled"
        return AccessAct.Stamp(
            doer: try doer(),
            printedName: isEnrolment
                ? person?["by"]?.text : person?["names"]?.elements?.first?.text,
            at: try moment("at"), request: try text("request"), reason: content["reason"]?.text)
    }

    private func doer() throws(MalformedAccessAct) -> AccessAct.Doer {
        let by = content["by"]
        if let token = by?["setUpToken"]?.text.flatMap({ Digest(hex: $0) }) {
            return .setUp(token: token)
        }
        if by?["product"]?.bool == true { return .product }
        guard let id = by?["person"]?.text.flatMap({ PersonID($0) }),
            let zone = by?["zone"]?.text
        else { throw MalformedAccessAct(member: "by") }
        guard let word = by?["role"]?.text else { return .person(id, nil, zone: zone) }
        guard let role = Role(rawValue: word) else { throw MalformedAccessAct(member: "by") }
        return .person(id, role, zone: zone)
    }

    func event(_ type: String) throws(MalformedAccessAct) -> AccessEvent {
        switch type {
        case "person.enrolled": return .enrolled(try id("person"), try enrolment())
        case "person.keyed":
            guard let reason = KeyReason(rawValue: try text("keyReason")) else {
                throw MalformedAccessAct(member: "keyReason")
            }
            return .keyed(try id("person"), try keyFacts(), because: reason)
        case "person.reset": return .reset(try id("person"))
        case "person.deactivated": return .deactivated(try id("person"))
        case "role.granted":
            return .granted(
                try grant(),
                GrantWish(
                    try role(), to: try id("person"), scope: try scope(), until: try until()))
        case "role.revoked": return .revoked(try grant(), try id("person"), try role())
        case "role.delegated":
            return .delegated(
                try delegation(), from: try id("from"),
                DelegationWish(
                    try role(), to: try id("to"), scope: try scope(),
                    since: try moment("since"), until: try moment("until")))
        case "delegation.ended": return .delegationEnded(try delegation())
        case "qualification.recorded":
            return .qualified(
                try id("person"),
                Qualification(
                    name: try text("qualification"), until: try until(),
                    evidence: try text("evidence")))
        case "accountability.signed":
            return .accountabilitySigned(try id("person"), try signature())
        case "signing.failed": return .signingFailed(try failed())
        default: throw MalformedAccessAct(member: "type")
        }
    }

    private func enrolment() throws(MalformedAccessAct) -> Enrolment {
        guard let isService = content["isService"]?.bool else {
            throw MalformedAccessAct(member: "isService")
        }
        guard let how = content["verifiedHow"], let method = how["method"]?.text,
            let date = how["date"]?.text
        else { throw MalformedAccessAct(member: "verifiedHow") }
        return Enrolment(
            login: person?["login"]?.text, printedName: person?["names"]?.elements?.first?.text,
            isService: isService, zone: try text("zone"),
            verification: IdentityCheck(method: method, date: date))
    }

    private func keyFacts() throws(MalformedAccessAct) -> SigningKeyFacts {
        guard let bytes = Hex.bytes(try text("publicKey")),
            bytes.count == SigningKeyFacts.publicKeyLength
        else { throw MalformedAccessAct(member: "publicKey") }
        guard let scrypt = content["scrypt"], let rounds = scrypt["n"]?.integer,
            let blockSize = scrypt["r"]?.integer, let parallelism = scrypt["p"]?.integer
        else { throw MalformedAccessAct(member: "scrypt") }
        let cost = ScryptCost(
            rounds: Int(rounds), blockSize: Int(blockSize), parallelism: Int(parallelism))
        guard cost.isUsable else { throw MalformedAccessAct(member: "scrypt") }
        guard let hasTOTP = content["hasTOTP"]?.bool else {
            throw MalformedAccessAct(member: "hasTOTP")
        }
        let facts = SigningKeyFacts(
            publicKey: bytes, cost: cost, hasTOTP: hasTOTP,
            sealedKeyDigest: try digest("sealedKeyDigest"))
        guard facts.keyID == (try digest("keyID")) else {
            throw MalformedAccessAct(member: "keyID")
        }
        return facts
    }

    private func signature() throws(MalformedAccessAct) -> AccountabilitySignature {
        guard let json = content["signature"], json["algorithm"]?.text == "ed25519",
            let keyID = json["keyID"]?.text.flatMap({ Digest(hex: $0) }),
            let value = json["value"]?.text.flatMap({ Hex.bytes($0) }), value.count == 64,
            let statement = json["statement"].flatMap({ AccountabilityStatement(json: $0) })
        else { throw MalformedAccessAct(member: "signature") }
        return AccountabilitySignature(statement: statement, keyID: keyID, value: value)
    }

    private func failed() throws(MalformedAccessAct) -> FailedSigning {
        guard let why = FailedSigning.Why(rawValue: try text("why")) else {
            throw MalformedAccessAct(member: "why")
        }
        return FailedSigning(
            person: content["person"] == nil ? nil : try id("person"),
            record: content["record"]?.text, attempt: try count("attempt"), why: why)
    }

    private func scope() throws(MalformedAccessAct) -> Scope {
        guard let kinds = content["kinds"] else { return Scope(site: content["site"]?.text) }
        guard let names = kinds.elements?.compactMap(\.text), !names.isEmpty else {
            throw MalformedAccessAct(member: "kinds")
        }
        return Scope(site: content["site"]?.text, kinds: Set(names))
    }

    // MARK: Single members

    private func text(_ name: String) throws(MalformedAccessAct) -> String {
        guard let text = content[name]?.text else { throw MalformedAccessAct(member: name) }
        return text
    }

    func count(_ name: String) throws(MalformedAccessAct) -> Int {
        guard let number = content[name]?.integer, number > 0 else {
            throw MalformedAccessAct(member: name)
        }
        return Int(number)
    }

    private func id(_ name: String) throws(MalformedAccessAct) -> PersonID {
        guard let id = PersonID(try text(name)) else { throw MalformedAccessAct(member: name) }
        return id
    }

    private func grant() throws(MalformedAccessAct) -> GrantID {
        guard let id = GrantID(try text("grant")) else {
            throw MalformedAccessAct(member: "grant")
        }
        return id
    }

    private func delegation() throws(MalformedAccessAct) -> DelegationID {
        guard let id = DelegationID(try text("delegation")) else {
            throw MalformedAccessAct(member: "delegation")
        }
        return id
    }

    private func role() throws(MalformedAccessAct) -> Role {
        guard let role = Role(rawValue: try text("role")) else {
            throw MalformedAccessAct(member: "role")
        }
        return role
    }

    private func digest(_ name: String) throws(MalformedAccessAct) -> Digest {
        guard let digest = Digest(hex: try text(name)) else {
            throw MalformedAccessAct(member: name)
        }
        return digest
    }

    private func moment(_ name: String) throws(MalformedAccessAct) -> Instant {
        guard let moment = WrittenTime(try text(name))?.instant else {
            throw MalformedAccessAct(member: name)
        }
        return moment
    }

    private func until() throws(MalformedAccessAct) -> Instant? {
        content["until"] == nil ? nil : try moment("until")
    }
}
