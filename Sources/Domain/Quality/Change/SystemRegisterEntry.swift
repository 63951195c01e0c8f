// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Records

extension Kind {
    /// One system that the plant relies on: who answers for it, how much depends on it, how it is joined.
    package static let systemRegisterEntry = Kind(
        "system-register-entry", title: "system", prefix: "SYS",
        purpose: "A system in use: owners, what depends on it, its validation, how it is joined.",
        openedBy: [.itSecurity, .itOperations, .processOwner, .qualityManager, .qualityEngineer],
        fields: [
            Field(
                "things", "System", .thing([.system, .equipment, .programme]),
                "The names it goes by in our data; further ones are an entry of their own.",
                isList: true, required: .always, changes: .never),
            Field("purpose", "Purpose", .longText, "What it does for us.", required: .always),
            Field(
                "process-owner", "Process owner", .person, "Who answers for its use.",
                bodyClass: .person, required: .from("in-use")),
            Field(
                "system-owner", "System owner", .person, "Who answers for its running.",
                bodyClass: .person, required: .from("in-use")),
            Field(
                "gxp", "Relevance",
                .choice([
                    .init("direct", "It decides on product, or keeps records that do."),
                    .init("indirect", "It supports one that does."),
                    .init("none", "Neither."),
                ]), "What depends on it.", required: .always, changes: .onlyInFirstState),
            Field(
                "on-ot", "Touches production", .flag,
                "Whether measures on it reach a line that runs.", required: .always,
                changes: .onlyInFirstState),
            Field(
                "safety", "Touches safety", .flag, "Whether measures on it could do harm.",
                required: .always, changes: .onlyInFirstState),
            Field(
                "validation", "Validation", .record(["validation-state"]),
                "How far it is validated."),
            Field("supplier", "Supplier", .thing([.party]), "Who makes it or runs it for us."),
            Field("location", "Location", .text, "Where it stands, or whose cloud it is in."),
            Field(
                "integration", "How it is joined", .choice(IntegrationMaturity.choices),
                "How what it says comes to us.", required: .from("in-use")),
        ],
        lifecycle: Lifecycle(
            [
                State("proposed", .open, "Being written."),
                State("in-use", .inProgress, "In use as described."),
                State("retired", .closed, "No longer used."),
            ],
            [
                Transition(
                    "adopt", from: ["proposed"], to: "in-use",
                    by: [.itSecurity, .itOperations, .processOwner, .qualityManager],
                    signatures: [
                        SignatureNeed(
                            .approved, by: [.processOwner, .qualityManager], notBy: [.authors]),
                        SignatureNeed(.approved, by: [.itSecurity], notBy: [.authors]),
                    ],
                    rule: "Somebody of the process or of quality, and IT/OT security, sign."),
                Transition(
                    "revise", from: ["in-use"], to: "proposed",
                    by: [.itSecurity, .itOperations, .processOwner, .qualityManager],
                    asksReason: true,
                    rule: "What it is relied on for is changed only with both signatures again."),
                Transition(
                    "retire", from: ["in-use"], to: "retired",
                    by: [.processOwner, .qualityManager], asksReason: true,
                    rule: "What is no longer used is retired."),
            ],
            voiding: SignatureNeed(.approved, by: [.qualityManager], notBy: [.authors])),
        topics: ["HS-OPS", "HS-CHG"], retention: .vendorDefault,
        covers: ["JQS-11", "A11-4", "SEC-27001-5.24"])
}
