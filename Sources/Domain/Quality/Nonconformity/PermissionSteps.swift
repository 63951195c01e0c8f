// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Records

/// The path that concessions and deviation permits share.
///
/// They differ in when they are asked for and in what they hang on, not in how they are granted.
enum PermissionSteps {
    static func lifecycle(requesting guards: [Guard]) -> Lifecycle {
        Lifecycle(
            [
                State("draft", .open, "Being written."),
                State("requested", .inReview, "Waits for whoever answers for the design."),
                State("approved", .inReview, "Allowed here; the customer may still have to."),
                State("active", .inProgress, "In force, within its limits."),
                State("exhausted", .inReview, "Its amount is used up."),
                State("expired", .inReview, "Its time is over."),
                State("withdrawn", .inReview, "Taken back before its end."),
                State("closed", .closed, "Nothing is done under it any more."),
                State("dropped", .cancelled, "Never came into force."),
            ], granting(guards) + ending)
    }

    private static func granting(_ guards: [Guard]) -> [Transition] {
        [
            Transition(
                "request", from: ["draft"], to: "requested",
                by: Set.quality.union([.engineering, .operations, .supplierQuality]),
                guards: [limited] + guards,
                rule: "It is asked for with a limit in amount or time and with its reason."),
            Transition(
                "approve", from: ["requested"], to: "approved", by: Set.quality,
                guards: [limited],
                signatures: [
                    SignatureNeed(.approved, by: [.engineering], notBy: [.authors]),
                    SignatureNeed(.approved, by: .quality, notBy: [.authors]),
                ],
                rule: "Engineering, which answers for the design, and quality allow it."),
            Transition(
                "put-in-force", from: ["approved"], to: "active", by: .quality,
                guards: [customerNotAsked, limited],
                rule: "Where no contract asks for the customer's word it holds at once."),
            Transition(
                "approve-as-customer", from: ["approved"], to: "active",
                by: Set.quality.union([.customer]), guards: [customerAsked, limited],
                signatures: [SignatureNeed(.approved, by: [.customer], notBy: [.authors])],
                rule: "The customer signs for it here."),
            Transition(
                "record-customer-approval", from: ["approved"], to: "active", by: .quality,
                guards: [customerAsked, customerWordOnFile, limited],
                signatures: [SignatureNeed(.verified, by: .quality, notBy: [.authors])],
                rule: "The customer's written word is on file, and somebody signs to have read it."),
            Transition(
                "drop", from: ["draft", "requested", "approved"], to: "dropped",
                by: Set.quality.union([.engineering, .customer]), asksReason: true,
                rule: "It is refused, or not wanted any more."),
        ]
    }

    private static let ending: [Transition] = [
        Transition(
            "exhaust", from: ["active"], to: "exhausted", by: Set.quality.union([.service]),
            guards: [usedUp], rule: "Nothing of its amount is left."),
        Transition(
            "expire", from: ["active"], to: "expired", by: Set.quality.union([.service]),
            guards: [timeIsOver], rule: "Its last moment has passed."),
        Transition(
            "withdraw", from: ["active"], to: "withdrawn",
            by: Set.quality.union([.engineering, .customer]), asksReason: true,
            rule: "Whoever gave it may take it back."),
        Transition(
            "close", from: ["exhausted", "expired", "withdrawn"], to: "closed", by: .quality,
            guards: [usesSettled], rule: "All that rests on it is done and verified."),
    ]

    // MARK: Conditions

    private static let limited = Guard(
        "limited", "It has a limit in amount or in time, and one that can be met.",
        covers: ["EPK-NC-7"]
    ) { situation in
        let record = situation.record
        guard let permission = Permission(record) else { return [] }
        if record["limit"] == nil, record["until"] == nil {
            return [Obstacle("it is limited neither by amount nor by time", field: "limit")]
        }
        if record["limit"] != nil, permission.limit?.isPositive != true {
            return [Obstacle("its amount is none", field: "limit")]
        }
        if let from = permission.from, let until = permission.until, until <= from {
            return [Obstacle("it would end before it begins", field: "until")]
        }
        if let until = permission.until, until <= situation.context.now {
            return [Obstacle("it would have ended already", field: "until")]
        }
        return []
    }

    private static let customerNotAsked = Guard(
        "customer-not-asked", "No contract asks for the customer's word.", covers: ["AS9-8.7"]
    ) {
        $0.record["customer-asked"] == .flag(false)
            ? [] : [Obstacle("the customer is to be asked", field: "customer-asked")]
    }

    private static let customerAsked = Guard(
        "customer-asked", "A contract asks for the customer's word.", covers: ["AS9-8.7"]
    ) {
        $0.record.isTrue("customer-asked")
            ? [] : [Obstacle("no contract asks the customer", field: "customer-asked")]
    }

    private static let customerWordOnFile = Guard(
        "customer-word-on-file", "The customer's written word is attached and cited.",
        covers: ["AS9-8.7", "EPK-NC-7"]
    ) { situation in
        var obstacles: [Obstacle] = []
        if situation.record["customer-reference"] == nil {
            obstacles.append(
                Obstacle("nothing names the customer's word", field: "customer-reference"))
        }
        if situation.record.attachments.isEmpty {
            obstacles.append(Obstacle("the customer's word is not attached"))
        }
        return obstacles
    }

    private static let usedUp = Guard(
        "used-up", "Nothing of its amount is left.", covers: ["EPK-NC-7"]
    ) { situation in
        let uses = Permission.uses(of: situation.record.id, in: situation.book)
        guard let left = Permission(situation.record)?.left(after: uses) else {
            return [Obstacle("it has no limit in amount that could be used up")]
        }
        return left.isPositive ? [Obstacle("\(left) are left")] : []
    }

    private static let timeIsOver = Guard(
        "time-is-over", "Its last moment has passed.", covers: ["EPK-NC-7"]
    ) { situation in
        guard let until = situation.record.moment("until") else {
            return [Obstacle("it has no end")]
        }
        return until <= situation.context.now ? [] : [Obstacle("it holds on", field: "until")]
    }

    private static let usesSettled = Guard(
        "uses-settled", "Every disposition that rests on it is verified.", covers: ["EPK-NC-7"]
    ) { situation in
        situation.book.all("disposition").filter {
            $0.records("permission").contains(situation.record.id) && !situation.book.isFinal($0)
        }.map { Obstacle("it rests on this and is \($0.state)", in: $0.id) }
    }
}
