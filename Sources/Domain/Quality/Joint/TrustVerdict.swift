// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Records

/// Whether a stream of records can be relied on (EPK-JQS-5).
package enum TrustVerdict: String, CaseIterable, Sendable {
    case trusted
    case suspect
    case untrusted
    /// It was not to be trusted, and something independent confirms it again.
    case reestablished = "re-established"

    package var meaning: String {
        switch self {
        case .trusted: "nothing of it was touched, and that is shown"
        case .suspect: "it is not known yet"
        case .untrusted: "it is not relied on; what rested on it was judged anew"
        case .reestablished: "something independent confirms or rebuilt it"
        }
    }

    static let choices = allCases.map { FieldType.Choice($0.rawValue, $0.meaning) }
}

extension Kind {
    /// A signed word on whether one stream of records can be relied on, and on what ground.
    ///
    /// Quality signs, and whoever answers for the process that the records tell of: neither knows
    /// alone. A later verdict supersedes an earlier one; it is never changed.
    package static let trustVerdict = Kind(
        "trust-verdict", title: "trust verdict", prefix: "TRV",
        purpose: "Whether one stream of records can be relied on, and on what ground.",
        openedBy: Set.quality.union([.itSecurity, .processOwner]),
        fields: [
            Field(
                "stream", "Stream", .thing([]), "Which source of records.", required: .always,
                changes: .never),
            Field("from", "From", .moment, "For records since when.", changes: .onlyInFirstState),
            Field("to", "To", .moment, "For records until when.", changes: .onlyInFirstState),
            Field(
                "verdict", "Verdict", .choice(TrustVerdict.choices), "Whether it is relied on.",
                required: .from("signed"), changes: .onlyInFirstState),
            Field(
                "basis", "Basis", .longText, "What was compared with what, and what it showed.",
                required: .from("signed"), changes: .onlyInFirstState),
            Field(
                "re-established-by", "Re-established by", .longText,
                "What independent thing confirms or rebuilt it.", changes: .onlyInFirstState),
            Field(
                "evidence", "Evidence", .thing([.record, .document, .certificate]),
                "Where that is.", isList: true),
        ],
        lifecycle: Lifecycle(
            [
                State("proposed", .open, "Somebody thinks so."),
                State("signed", .closed, "Quality and the process owner stand by it."),
                State("withdrawn", .cancelled, "Not held any more before it was signed."),
            ],
            [
                Transition(
                    "sign-off", from: ["proposed"], to: "signed",
                    by: Set.quality.union([.processOwner]), guards: [hasItsGround],
                    signatures: [
                        SignatureNeed(.approved, by: .quality, notBy: [.authors]),
                        SignatureNeed(.approved, by: [.processOwner], notBy: [.authors]),
                    ],
                    rule: "Quality and the process owner sign, neither of whom wrote it."),
                Transition(
                    "withdraw", from: ["proposed"], to: "withdrawn",
                    by: Set.quality.union([.itSecurity, .processOwner]), asksReason: true,
                    rule: "What nobody holds any more is taken back before it is signed."),
            ]),
        links: [
            LinkRole(
                "of", "the joint case it belongs to", to: ["joint-case"], isPermanent: true,
                isForOpen: true)
        ],
        topics: ["HS-NC", "HS-DOC"], retention: .vendorDefault, covers: ["JQS-3", "EPK-JQS-5"])

    private static let hasItsGround = Guard(
        "has-its-ground", "Trust that was re-established says by what.", covers: ["EPK-JQS-5"]
    ) { situation in
        guard situation.record.text("verdict") == TrustVerdict.reestablished.rawValue,
            situation.record["re-established-by"] == nil
        else { return [] }
        return [Obstacle("it does not say by what", field: "re-established-by")]
    }
}
