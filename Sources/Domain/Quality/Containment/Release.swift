// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Records

extension Kind {
    /// The signed decision that product may go.
    ///
    /// It is refused, with every reason at once, while a hold stands on any of its things, whoever
    /// asks and whatever else is in order.
    package static let release = Kind(
        "release", title: "release", prefix: "REL",
        purpose: "The signed decision that lots or serials may be used or shipped.",
        openedBy: [
            .qualityEngineer, .qualityManager, .releaseAuthority, .operations, .operator, .service,
        ],
        fields: [
            Field(
                "things", "Product", .thing([.lot, .serial, .container]), "What is to go.",
                isList: true, required: .always, changes: .never),
            Field(
                "basis", "Basis", .longText,
                "What the decision rests on: batch review, inspection, disposition.",
                required: .from("released")),
            Field(
                "evidence", "Evidence", .file, "What was looked at, as files.", isList: true),
            Field(
                "documents", "Specifications in force", .document,
                "What it was judged against, each with its revision.", isList: true),
        ],
        lifecycle: Lifecycle(
            [
                State("prepared", .open, "Put together; nobody has decided."),
                State("released", .closed, "May go."),
                State("rejected", .cancelled, "Does not go."),
            ],
            [
                Transition(
                    "release", from: ["prepared"], to: "released", by: [.releaseAuthority],
                    notBy: [.authors], guards: [.noHoldStands, .noOpenCase],
                    signatures: [
                        SignatureNeed(.released, by: [.releaseAuthority], notBy: [.authors])
                    ],
                    rule: "The release authority signs what somebody else prepared; nothing held."),
                Transition(
                    "reject", from: ["prepared"], to: "rejected",
                    by: [.releaseAuthority, .qualityManager], asksReason: true,
                    rule: "Product that may not go is rejected, with a reason."),
            ]),
        links: [.ofCase], topics: ["HS-OPS", "HS-NC"], retention: .vendorDefault,
        covers: ["Q9-8.6", "A11-15", "A11D-12.8", "EPK-BAT-17", "EPK-JQS-7"])
}

extension Guard {
    fileprivate static let noHoldStands = Guard(
        "no-hold-stands", "No hold stands on any of its things.",
        covers: ["JQS-4", "EPK-NC-4", "EPK-BAT-16"]
    ) { situation in
        let things = situation.record.things("things")
        return StandingHolds(in: situation.book).holds(on: things).flatMap { hold in
            hold.named(among: things).map { thing in
                Obstacle(
                    "\(thing) is held (\(hold.text("type") ?? "hold"), \(hold.state)): "
                        + (hold.text("reason") ?? hold.title), in: hold.id, field: "things")
            }
        }
    }

    /// A case may be open about a lot that nobody holds: a minor one, or a hold that was forgotten.
    fileprivate static let noOpenCase = Guard(
        "no-open-case", "No open case is about any of its things.", severity: .warn
    ) { situation in
        let things = Set(situation.record.things("things").map(\.identity))
        return situation.book.all.filter { other in
            ["nonconformity", "joint-case"].contains(other.kind)
                && !situation.book.isFinal(other)
                && other.things.contains { things.contains($0.identity) }
        }.map { Obstacle("an open case is about it: \($0.title)", in: $0.id) }
    }
}
