// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Records

extension Kind {
    /// The answer to a trust-window question, frozen as it was at a checkpoint.
    ///
    /// The log grows, and the same question asked later has another answer. What was known when
    /// somebody decided is the snapshot; a re-run is a snapshot of its own that says what is new
    /// since (JQS-3).
    package static let trustWindowSnapshot = Kind(
        "trust-window-snapshot", title: "trust window", prefix: "TWS",
        purpose: "What relied on a suspect, as the log had it at a checkpoint.",
        openedBy: Set.quality.union([.itSecurity, .service]),
        fields: [
            Field(
                "query", "Question", .longText, "The question as it was asked, word for word.",
                required: .always, changes: .never),
            Field(
                "suspects", "Suspects",
                .thing([.system, .account, .equipment, .programme, .party]),
                "What is not trusted.", isList: true, required: .always, changes: .never),
            Field(
                "from", "From", .moment, "Since when it is suspect.", required: .always,
                changes: .never),
            Field(
                "to", "To", .moment, "Until when; open when nothing is said.", changes: .never),
            Field(
                "checkpoint", "Checkpoint", .longText,
                "The checkpoint it was answered at: origin, size and root.", required: .always,
                changes: .never),
            Field(
                "confirmed-until", "Last confirmed", .text,
                "The last point before it that something independent confirms.", changes: .never),
            Field(
                "streams", "Streams", .thing([]),
                "The sources of records in the window, each of which needs a verdict.",
                isList: true, required: .always, changes: .never),
        ] + SnapshotCount.allCases.map(\.field) + [
            Field(
                "answer", "Answer", .file, "The whole answer as a file.", required: .from("frozen"),
                changes: .never)
        ],
        lifecycle: Lifecycle(
            [
                State("taken", .open, "Asked and answered; nobody has looked at it."),
                State("frozen", .closed, "Signed as what was known then."),
                State("discarded", .cancelled, "The wrong question."),
            ],
            [
                Transition(
                    "freeze", from: ["taken"], to: "frozen",
                    by: Set.quality.union([.itSecurity]), guards: [rerunAsksTheSame],
                    signatures: [
                        SignatureNeed(.reviewed, by: Set.quality.union([.itSecurity]))
                    ],
                    rule: "Somebody signs to have read the answer and that the question is right."),
                Transition(
                    "discard", from: ["taken"], to: "discarded",
                    by: Set.quality.union([.itSecurity]), asksReason: true,
                    rule: "A wrong question is put aside with its reason."),
            ]),
        links: [
            LinkRole("of", "the joint case it belongs to", to: ["joint-case"], isPermanent: true),
            LinkRole(
                "repeats", "the earlier snapshot whose question it asks again",
                to: ["trust-window-snapshot"], isPermanent: true),
        ],
        topics: ["HS-NC", "HS-DOC"], retention: .vendorDefault, covers: ["JQS-3", "EPK-JQS-4"])

    private static let rerunAsksTheSame = Guard(
        "asks-the-same", "A repetition asks the question of the snapshot that it repeats.",
        covers: ["JQS-3"]
    ) { situation in
        situation.linked("repeats").filter { earlier in
            ["query", "suspects", "from"].contains { earlier[$0] != situation.record[$0] }
        }.map { Obstacle("its question is another", in: $0.id) }
    }
}
