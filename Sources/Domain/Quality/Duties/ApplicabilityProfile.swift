// SPDX-License-Identifier: Apache-2.0
import Access
import Records

extension Kind {
    /// What a site is, in the eyes of laws and contracts: licences, products, countries, customers.
    ///
    /// A duty that nobody knows of is missed. So what decides which duties apply is itself a record
    /// that two functions sign, and open cases are judged again when it changes (OBL-R8).
    package static let applicabilityProfile = Kind(
        "applicability-profile", title: "applicability profile", prefix: "APP",
        purpose: "Licences, products, countries and contracts of a site that decide its duties.",
        openedBy: [.regulatory, .legal, .qualityManager],
        fields: [
            Field(
                "terms", "Terms",
                .choice(
                    DutyRules.seed.profileTerms.map {
                        .init($0, "Rules that speak of it apply.")
                    }), "What the site is.", isList: true, required: .always,
                changes: .onlyInFirstState),
            Field(
                "basis", "Basis", .longText,
                "What each term rests on: licence, contract, register.",
                required: .always, changes: .onlyInFirstState),
            Field("countries", "Countries", .text, "Where it makes, and sells.", isList: true),
            Field(
                "products", "Products", .text, "Families, in the words of the laws.", isList: true),
            Field("contracts", "Contracts", .text, "Those that bring duties.", isList: true),
            Field("from", "In force from", .date, "The first day.", required: .from("in-force")),
        ],
        lifecycle: Lifecycle(
            [
                State("draft", .open, "Being written; decides nothing."),
                State("in-force", .inProgress, "Decides which duties apply."),
                State("superseded", .closed, "Another is in force."),
            ],
            [
                Transition(
                    "put-in-force", from: ["draft"], to: "in-force", by: [.regulatory, .legal],
                    signatures: [
                        SignatureNeed(.approved, by: [.regulatory], notBy: [.authors]),
                        SignatureNeed(.approved, by: [.legal, .qualityManager], notBy: [.authors]),
                    ],
                    rule: "Regulatory affairs and law or quality sign; neither wrote it."),
                Transition(
                    "supersede", from: ["in-force"], to: "superseded", by: [.regulatory, .legal],
                    guards: [.anotherInForce], asksReason: true,
                    rule: "It ends when another profile of the site is in force."),
            ],
            voiding: SignatureNeed(.approved, by: [.legal], notBy: [.authors])),
        links: [
            LinkRole(
                "supersedes", "the profile it takes the place of", to: ["applicability-profile"])
        ],
        topics: ["HS-COM", "HS-CTX"], retention: .vendorDefault, covers: ["OBL-R8"])
}

extension Guard {
    fileprivate static let anotherInForce = Guard(
        "another-in-force", "A site is never without a profile.", covers: ["OBL-R8"]
    ) { situation in
        let others = situation.linking("supersedes", "applicability-profile")
            .filter { $0.state == "in-force" }
        return others.isEmpty ? [Obstacle("no profile that supersedes it is in force")] : []
    }
}
