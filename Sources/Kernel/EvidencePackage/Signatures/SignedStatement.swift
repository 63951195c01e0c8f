// SPDX-License-Identifier: Apache-2.0
import Canon

/// What a person signed: which record as it stood, what the signature means, who, when and as what.
public struct SignedStatement: Hashable, Sendable {
    public static let schema = "witnessmark.signature/1"
    static let schemaName = "witnessmark.signature/"
    /// The type of what is signed, which stands under the signature (DSSE).
    public static let payloadType = "application/vnd.witnessmark.signature+json"
    /// The step for which a record is declared void.
    static let voiding = "void"

    public let origin: String
    public let record: String
    public let kind: String
    public let revision: Int64
    public let version: Int64
    /// The record's digest at that version (`FORMAT.md` §18).
    public let digest: Digest
    /// `reviewed`, `approved` and so on.
    public let meaning: String
    public let transition: String
    /// The pseudonym of whoever signed.
    public let signer: String
    public let nameCommitment: Digest
    public let role: String
    public let site: String
    public let onBehalfOf: String?
    /// As written, in UTC.
    public let at: String
    /// The zone that the signer was in.
    public let zone: String
    public let authentication: String

    private static let members: Set<String> = [
        "at", "authentication", "digest", "kind", "meaning", "nameCommitment", "origin", "record",
        "revision", "role", "schema", "signer", "site", "transition", "version", "zone",
    ]

    /// Reads a statement; `nil` when a member is missing, unknown or not what it should be.
    init?(_ json: JSON) {
        var names = Set(json.members?.map(\.name) ?? [])
        names.remove("onBehalfOf")
        guard names == SignedStatement.members,
            json["schema"]?.text == SignedStatement.schema,
            let at = json["at"]?.text, WrittenTime(at)?.instant?.rfc3339 == at,
            let authentication = json["authentication"]?.text,
            let digest = json["digest"]?.text.flatMap({ Digest(hex: $0) }),
            let kind = json["kind"]?.text, let meaning = json["meaning"]?.text,
            let name = json["nameCommitment"]?.text.flatMap({ Digest(hex: $0) }),
            let origin = json["origin"]?.text, let record = json["record"]?.text,
            let revision = json["revision"]?.integer, let version = json["version"]?.integer,
            (1...RecordAct.numberMax).contains(version), let role = json["role"]?.text,
            let signer = json["signer"]?.text, RecordAct.isIdentifier(signer),
            let site = json["site"]?.text, let transition = json["transition"]?.text,
            let zone = json["zone"]?.text
        else { return nil }
        onBehalfOf = json["onBehalfOf"]?.text
        guard (json["onBehalfOf"] == nil) == (onBehalfOf == nil) else { return nil }
        self.at = at
        self.authentication = authentication
        self.digest = digest
        self.kind = kind
        self.meaning = meaning
        nameCommitment = name
        self.origin = origin
        self.record = record
        self.revision = revision
        self.version = version
        self.role = role
        self.signer = signer
        self.site = site
        self.transition = transition
        self.zone = zone
    }
}
