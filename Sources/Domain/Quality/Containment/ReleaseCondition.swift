// SPDX-License-Identifier: Apache-2.0
import Access
import Records

extension Kind {
    /// One thing that must hold before a product hold is released.
    ///
    /// Conditions are written down when product is held, not when somebody wants to ship it. Each is
    /// met by somebody who looked, so "3 of 5 met" is a count of signatures.
    package static let releaseCondition = Kind(
        "release-condition", title: "release condition", prefix: "RLC",
        purpose: "What must hold before a product hold is released, and what shows that it does.",
        openedBy: .caseWorkers,
        fields: [
            Field(
                "hold", "Product hold", .record(["product-hold"]), "The hold it is for.",
                required: .always, changes: .never),
            Field(
                "condition", "Condition", .longText, "What must hold.", required: .always,
                changes: .never),
            Field(
                "evidence", "Evidence", .longText, "What shows that it holds.",
                required: .from("met")),
            Field("owner", "Owner", .person, "Who sees to it.", bodyClass: .person),
        ],
        lifecycle: Lifecycle(
            [
                State("set", .open, "Not known to hold."),
                State("met", .closed, "Somebody looked, and it holds."),
                State("waived", .cancelled, "The release does not wait for it after all."),
            ],
            [
                Transition(
                    "meet", from: ["set"], to: "met", by: .caseWorkers,
                    signatures: [SignatureNeed(.verified, by: .caseWorkers)],
                    rule: "Somebody who looked at the evidence signs that it holds."),
                Transition(
                    "waive", from: ["set"], to: "waived",
                    by: [.qualityManager, .itSecurity, .releaseAuthority],
                    notBy: [.opener],
                    signatures: [
                        SignatureNeed(
                            .approved, by: [.qualityManager, .itSecurity, .releaseAuthority],
                            notBy: [.opener])
                    ],
                    asksReason: true,
                    rule: "Another than who set it signs why the release need not wait for it."),
            ],
            voiding: SignatureNeed(.approved, by: [.siteManagement], notBy: [.authors])),
        topics: ["HS-NC", "HS-OPS"], retention: .vendorDefault, covers: ["EPK-JQS-7"])
}
