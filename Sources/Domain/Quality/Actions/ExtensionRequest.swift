// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Records

extension Kind {
    /// The wish to have more time, which is granted by somebody who gains nothing by it.
    ///
    /// A date that its owner can move is no date. When the request is approved the date moves by
    /// itself, and the action's history says because of which request.
    package static let extensionRequest = Kind(
        "extension-request", title: "extension request", prefix: "EXT",
        purpose: "A request to move the due date of an action or an effectiveness check.",
        openedBy: .caseWorkers,
        fields: [
            Field(
                "for", "For", .record(["action", "effectiveness-check"]), "What needs more time.",
                required: .always, changes: .never),
            Field(
                "until", "Until", .moment, "The date wished for.", required: .always,
                changes: .never),
            Field("reason", "Reason", .longText, "Why more time is needed.", required: .always),
            Field(
                "risk", "Risk of waiting", .longText, "What can happen until then.",
                required: .from("approved")),
        ],
        lifecycle: Lifecycle(
            [
                State("asked", .open, "Asked for; the old date stands."),
                State("approved", .closed, "Granted; the date moves because of it."),
                State("refused", .cancelled, "Not granted; the old date stands."),
            ],
            [
                Transition(
                    "approve", from: ["asked"], to: "approved", by: approvers,
                    notBy: [.authors], guards: [.isLater, .approverIsNotOwner],
                    signatures: [SignatureNeed(.approved, by: approvers, notBy: [.authors])],
                    rule: "Neither who asks nor who owns the action signs that it may wait."),
                Transition(
                    "refuse", from: ["asked"], to: "refused", by: approvers, asksReason: true,
                    rule: "It is not granted, and a reason says why."),
            ]),
        links: [.ofCase], topics: ["HS-NC"], retention: .vendorDefault,
        covers: ["JQS-6", "Q9-10.2"])

    private static let approvers: Set<Role> = [
        .qualityManager, .itSecurity, .processOwner, .siteManagement,
    ]
}

extension Guard {
    private static func subject(_ situation: Situation) -> RecordState? {
        situation.record.records("for").first.flatMap { situation.book[$0] }
    }

    fileprivate static let isLater = Guard(
        "is-later", "The date wished for is after the one that stands, and still to come."
    ) { situation in
        guard let wished = situation.record.moment("until") else { return [] }
        var obstacles: [Obstacle] = []
        if wished <= situation.context.now {
            obstacles.append(Obstacle("\(wished.rfc3339Seconds) has passed", field: "until"))
        }
        guard let subject = subject(situation) else { return obstacles }
        if situation.book.isFinal(subject) {
            obstacles.append(Obstacle("it is \(subject.state)", in: subject.id))
        }
        if let due = subject.moment("due"), wished <= due {
            obstacles.append(
                Obstacle("it is due \(due.rfc3339Seconds) already", in: subject.id, field: "until"))
        }
        return obstacles
    }

    fileprivate static let approverIsNotOwner = Guard(
        "approver-is-not-owner", "Whoever owns the action does not grant it more time.",
        covers: ["JQS-6"]
    ) { situation in
        guard let subject = subject(situation) else { return [] }
        let owners = Set(subject.people("owner") + subject.people("verifier"))
        let actor = situation.context.actor
        // Standing in for an owner is no better, unless they also have a say of their own.
        let standsIn =
            !actor.capacities.isEmpty
            && actor.capacities.allSatisfy { $0.onBehalfOf.map { owners.contains($0) } ?? false }
        return owners.contains(actor.person) || standsIn
            ? [Obstacle("\(actor.person) answers for it", in: subject.id)] : []
    }
}
