// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Records

extension Kind {
    /// The work of making a system good again, or of getting rid of it.
    ///
    /// It destroys what is there now. So it waits until what must be preserved is preserved and the
    /// custodian has signed that the original may go (JQS-4).
    package static let rebuild = Kind(
        "rebuild", title: "rebuild", prefix: "RBD",
        purpose: "Rebuilding, re-imaging, patching or disposing of a system that was in doubt.",
        openedBy: [.itSecurity, .itOperations, .processOwner, .engineering, .operations],
        fields: [
            Field(
                "what", "What is done",
                .choice([
                    .init("rebuild", "Set up anew from known sources."),
                    .init("re-image", "Overwritten with an image."),
                    .init("restore", "Brought back from a backup."),
                    .init("patch", "Changed in place."),
                    .init("dispose", "Wiped or scrapped."),
                ]), "What is done to it.", required: .always, changes: .onlyInFirstState),
            Field(
                "things", "Systems", .thing([.system, .equipment, .programme, .account]),
                "What it is done to.", isList: true, required: .always, changes: .never),
            Field("reason", "Reason", .longText, "Why.", required: .always),
            Field(
                "source", "Known-good source", .longText,
                "From what it is rebuilt, and why that is known to be good.",
                required: .from("approved")),
            Field(
                "change", "Changes", .record(["change"]),
                "The approved changes it is done under.", isList: true),
            Field("owner", "Owner", .person, "Who does it.", bodyClass: .person),
            Field("due", "Due", .moment, "By when."),
            Field(
                "side-effect", "Side effect", .longText,
                "What it does to the other side: validation to repeat, product to wait."),
            Field(
                "executing-system", "Executing system", .text, "Where the work is kept: ITSM, OT.",
                required: .from("done")),
            Field(
                "proof", "Proof", .longText, "What shows that it was done as planned.",
                required: .from("done")),
        ],
        lifecycle: Lifecycle(
            [
                State("planned", .open, "Wanted."),
                State("approved", .inProgress, "May be done."),
                State("done", .inReview, "Done; nobody else has looked yet."),
                State("verified", .closed, "Somebody else found it as it should be."),
                State("dropped", .cancelled, "Not done."),
            ],
            [
                Transition(
                    "approve", from: ["planned"], to: "approved",
                    by: [.itSecurity, .processOwner],
                    guards: [.evidencePreserved(), .evidenceOrdered],
                    signatures: [SignatureNeed(.approved, by: [.itSecurity], notBy: [.authors])],
                    rule: "IT/OT security signs; no evidence is destroyed by it."),
                Transition(
                    "finish", from: ["approved"], to: "done",
                    by: [.itSecurity, .itOperations, .processOwner, .engineering],
                    guards: [.evidencePreserved(), .changeApproved()],
                    rule: "It is done, under the change it needs, and no evidence with it."),
                Transition(
                    "verify", from: ["done"], to: "verified",
                    by: [.itSecurity, .processOwner, .qualityManager, .qualityEngineer],
                    notBy: [.performers(of: "finish")],
                    signatures: [
                        SignatureNeed(
                            .verified,
                            by: [.itSecurity, .processOwner, .qualityManager, .qualityEngineer],
                            notBy: [.performers(of: "finish"), .named(inField: "owner")])
                    ],
                    rule: "Another than who did it signs that the system is as it should be."),
                Transition(
                    "drop", from: ["planned", "approved"], to: "dropped",
                    by: [.itSecurity, .processOwner], asksReason: true,
                    rule: "Work that is not done after all is dropped."),
            ]),
        links: [.ofCase], topics: ["HS-CHG", "HS-NC"], retention: .vendorDefault,
        covers: ["JQS-4", "EPK-JQS-12"])
}

extension Guard {
    /// Nobody having ordered anything is how evidence is usually lost.
    fileprivate static let evidenceOrdered = Guard(
        "evidence-ordered", "Somebody thought of the evidence on each system.", severity: .warn,
        covers: ["SEC-27037-1"]
    ) { situation in
        let thought = Set(
            situation.book.all("preservation-order").flatMap { $0.things("things") }
                .map(\.identity))
        return situation.record.things("things").filter { !thought.contains($0.identity) }
            .map { Obstacle("nobody ordered evidence on \($0) to be preserved", field: "things") }
    }
}
