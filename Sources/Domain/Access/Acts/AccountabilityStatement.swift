// SPDX-License-Identifier: Apache-2.0
import Canon

/// The text by which people take responsibility for their signatures (21 CFR 11.10(j), P11-10j).
package struct AccountabilityText: Hashable, Sendable {
    /// A new revision is signed anew by everybody before their next signature.
    package let revision: String
    package let text: String

    package init(revision: String, text: String) {
        self.revision = revision
        self.text = text
    }

    package var digest: Digest { Digest(of: Array(text.utf8)) }

    /// What holds where the plant has no text of its own.
    package static let standard = AccountabilityText(
        revision: "1",
        text: """
            My electronic signature is the legally binding equivalent of my handwritten signature. \
            I answer for everything that is signed in my name. I keep my password and my second \
            factor to myself, I let nobody sign as me, and I report at once when somebody might \
            be able to. I know that falsifying a record or a signature has consequences.
            """)
}

/// What somebody signs when they accept the accountability text.
package struct AccountabilityStatement: Hashable, Sendable {
    /// The log it is signed for.
    package let origin: String
    package let person: PersonID
    package let revision: String
    package let textDigest: Digest
    package let at: Instant

    package init(origin: String, person: PersonID, text: AccountabilityText, at: Instant) {
        self.init(
            origin: origin, person: person, revision: text.revision, textDigest: text.digest,
            at: at)
    }

    init(origin: String, person: PersonID, revision: String, textDigest: Digest, at: Instant) {
        self.origin = origin
        self.person = person
        self.revision = revision
        self.textDigest = textDigest
        self.at = at
    }

    static let schema = "witnessmark.accountability/1"

    /// The statement as canonical JSON: the payload that is signed.
    package var json: JSON {
        [
            "at": .string(at.rfc3339), "origin": .string(origin),
            "person": .string(person.text), "revision": .string(revision),
            "schema": .string(AccountabilityStatement.schema),
            "textDigest": .string(textDigest.hex),
        ]
    }

    /// Reads a statement; `nil` when a member is missing or not what it should be.
    package init?(json: JSON) {
        guard json["schema"]?.text == AccountabilityStatement.schema,
            json.members?.count == 6,
            let at = json["at"]?.text.flatMap({ WrittenTime($0)?.instant }),
            let origin = json["origin"]?.text,
            let person = json["person"]?.text.flatMap({ PersonID($0) }),
            let revision = json["revision"]?.text,
            let textDigest = json["textDigest"]?.text.flatMap({ Digest(hex: $0) })
        else { return nil }
        self.init(
            origin: origin, person: person, revision: revision, textDigest: textDigest, at: at)
    }
}
