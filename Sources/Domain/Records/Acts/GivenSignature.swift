// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

/// A signature as it was given: what was signed, and what the signer's key made of it.
package struct GivenSignature: Hashable, Sendable {
    package let statement: SignatureStatement
    /// SHA-256 of the public key, by which the key is found in the log.
    package let keyID: Digest
    /// Ed25519 over the statement, 64 bytes; see `FORMAT.md`.
    package let value: [UInt8]
    /// Opens the commitment to the printed name.
    package let nameSalt: [UInt8]

    package init(
        statement: SignatureStatement, keyID: Digest, value: [UInt8], nameSalt: [UInt8]
    ) {
        self.statement = statement
        self.keyID = keyID
        self.value = value
        self.nameSalt = nameSalt
    }
}

/// What a person signs: which record as it stands, what the signature means, and who they are.
///
/// All of it stands under the signature, so that it can neither be moved to another record or
/// revision nor be read differently later (21 CFR 11.50, 11.70; P11-50a, P11-70).
package struct SignatureStatement: Hashable, Sendable {
    /// The log that the record is in.
    package let origin: String
    package let record: RecordID
    package let kind: KindName
    package let revision: Int
    package let version: Int
    /// The record's digest at that version, see ``RecordState/digest``.
    package let digest: Digest
    package let meaning: SignatureMeaning
    /// The step it was given for.
    package let transition: String
    package let signer: PersonID
    /// Commits to the printed name, which stands in the person body.
    package let nameCommitment: Digest
    package let role: Role
    package let site: String
    package let onBehalfOf: PersonID?
    package let at: Instant
    package let zone: String
    /// How the signer was recognised: `password`, `password+totp`.
    package let authentication: String

    package init(
        origin: String, record: RecordID, kind: KindName, revision: Int, version: Int,
        digest: Digest, meaning: SignatureMeaning, transition: String, signer: PersonID,
        nameCommitment: Digest, role: Role, site: String, onBehalfOf: PersonID?, at: Instant,
        zone: String, authentication: String
    ) {
        self.origin = origin
        self.record = record
        self.kind = kind
        self.revision = revision
        self.version = version
        self.digest = digest
        self.meaning = meaning
        self.transition = transition
        self.signer = signer
        self.nameCommitment = nameCommitment
        self.role = role
        self.site = site
        self.onBehalfOf = onBehalfOf
        self.at = at
        self.zone = zone
        self.authentication = authentication
    }

    /// The statement as canonical JSON: the payload that is signed.
    package var json: JSON {
        var members: [JSON.Member] = [
            .init("at", .string(at.rfc3339)), .init("authentication", .string(authentication)),
            .init("digest", .string(digest.hex)), .init("kind", .string(kind.text)),
            .init("meaning", .string(meaning.rawValue)),
            .init("nameCommitment", .string(nameCommitment.hex)),
        ]
        if let onBehalfOf { members.append(.init("onBehalfOf", .string(onBehalfOf.text))) }
        members += [
            .init("origin", .string(origin)), .init("record", .string(record.text)),
            .init("revision", .integer(Int64(revision))), .init("role", .string(role.rawValue)),
            .init("schema", "witnessmark.signature/1"), .init("signer", .string(signer.text)),
            .init("site", .string(site)), .init("transition", .string(transition)),
            .init("version", .integer(Int64(version))), .init("zone", .string(zone)),
        ]
        return .object(members)
    }

    /// Reads a statement; `nil` when a member is missing, unknown or not what it should be.
    package init?(json: JSON) {
        let known = [
            "at", "authentication", "digest", "kind", "meaning", "nameCommitment", "onBehalfOf",
            "origin", "record", "revision", "role", "schema", "signer", "site", "transition",
            "version", "zone",
        ]
        guard json["schema"]?.text == "witnessmark.signature/1",
            json.members?.allSatisfy({ known.contains($0.name) }) == true,
            let at = json["at"]?.text.flatMap({ WrittenTime($0)?.instant }),
            let authentication = json["authentication"]?.text,
            let digest = json["digest"]?.text.flatMap({ Digest(hex: $0) }),
            let kind = json["kind"]?.text,
            let meaning = json["meaning"]?.text.flatMap({ SignatureMeaning(rawValue: $0) }),
            let nameCommitment = json["nameCommitment"]?.text.flatMap({ Digest(hex: $0) }),
            let origin = json["origin"]?.text,
            let record = json["record"]?.text.flatMap({ RecordID($0) }),
            let revision = json["revision"]?.integer, let version = json["version"]?.integer,
            let role = json["role"]?.text.flatMap({ Role(rawValue: $0) }),
            let signer = json["signer"]?.text.flatMap({ PersonID($0) }),
            let site = json["site"]?.text, let transition = json["transition"]?.text,
            let zone = json["zone"]?.text
        else { return nil }
        let delegator = json["onBehalfOf"]?.text
        let onBehalfOf = delegator.flatMap { PersonID($0) }
        guard (json["onBehalfOf"] == nil) == (onBehalfOf == nil) else { return nil }
        self.init(
            origin: origin, record: record, kind: KindName(kind), revision: Int(revision),
            version: Int(version), digest: digest, meaning: meaning, transition: transition,
            signer: signer, nameCommitment: nameCommitment, role: role, site: site,
            onBehalfOf: onBehalfOf, at: at, zone: zone, authentication: authentication)
    }
}
