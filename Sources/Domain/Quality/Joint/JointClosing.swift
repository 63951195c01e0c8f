// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Records

/// The close rule of a joint case, as a whole (JQS-7).
///
/// Each condition is looked at where its step is taken and all once more at the end: what was in order
/// when a step was taken may have been opened again since.
enum JointClosing {
    static let all = [
        JointRules.ticketLinked, JointRules.scopeIsWhole, JointRules.leadsDiffer,
        JointRules.impactSigned, JointTrust.windowFrozen,
        JointTrust.streamsJudged, JointTrust.nothingInDoubt, productSettled, causeVerified,
        actionsDone, validatedAgain, effectivenessProven, dutiesSatisfied, nothingLeftOpen,
    ]

    static let causeVerified = Guard(
        "cause-verified", "A cause is verified, none is left open, and security was looked at.",
        covers: ["EPK-JQS-11", "RCA-ISH"]
    ) { situation in
        let causes = matter("cause", situation)
        guard causes.contains(where: { $0.state == "verified" }) else {
            return [Obstacle("no cause is verified")]
        }
        let open = causes.filter { $0.state != "verified" && $0.state != "rejected" }.map {
            Obstacle("it is neither verified nor rejected", in: $0.id)
        }
        guard !causes.contains(where: { $0.text("domain") != "quality" }) else { return open }
        return open + [Obstacle("no cause of security was looked at, not even to rule it out")]
    }

    static let actionsDone = Guard(
        "actions-done", "There are actions, and each is done and verified.",
        covers: ["JQS-6", "EPK-JQS-11"]
    ) { situation in
        let actions = matter("action", situation)
        guard !actions.isEmpty else { return [Obstacle("nothing was done against the cause")] }
        return actions.filter { $0.state != "verified" }.map {
            Obstacle("it is \($0.state) and not verified", in: $0.id)
        }
    }

    /// Time-limited layers count only while they last, and only with both approvals: their own kind
    /// asks for those.
    static let validatedAgain = Guard(
        "validated-again",
        "Every suspect system is validated, or layers that have not run out shield it.",
        covers: ["JQS-7", "EPK-JQS-12"]
    ) { situation in
        let layers = matter("layered-mitigation", situation).filter {
            Mitigations.isInForce($0, at: situation.context.now)
        }
        return suspects(situation).filter {
            $0.kind != .account && $0.kind != .party
        }
        .compactMap { suspect in
            let standing = situation.book.all("validation-state").last {
                $0.things.contains(suspect) && situation.book.status(of: $0) != .cancelled
            }
            switch standing?.state {
            case "retired": return nil
            case "validated":
                let isOver = standing?.date("until")?.isOver(at: situation.context.now)
                if isOver != true { return nil }
            case nil where situation.record.things("outside-validation").contains(suspect):
                return nil
            default: break
            }
            if layers.contains(where: { $0.things.contains(suspect) }) { return nil }
            return Obstacle(
                "\(suspect) is not validated again, and no approved layers shield it",
                in: standing?.id)
        }
    }

    static let effectivenessProven = Guard(
        "effectiveness-proven", "There are checks, and each says that it helped.",
        covers: ["JQS-7", "RCA-EFF", "EPK-JQS-11"]
    ) { situation in
        let checks = ActionRegister(in: situation.book).standingChecks(
            matter("effectiveness-check", situation), of: matter("action", situation))
        guard !checks.isEmpty else { return [Obstacle("nobody looks whether it helped")] }
        return checks.filter { $0.state != "effective" }.map {
            Obstacle("it is \($0.state)", in: $0.id)
        }
    }

    static let dutiesSatisfied = Guard(
        "duties-satisfied", "Every duty is settled, or it says why there is none.",
        covers: ["JQS-7", "EPK-JQS-10"]
    ) { situation in
        let duties = matter("duty", situation)
        guard !duties.isEmpty || situation.record["no-duties"] != nil else {
            return [Obstacle("there is no duty, and nobody said why", field: "no-duties")]
        }
        return duties.filter { !situation.book.isFinal($0) }.map {
            Obstacle("it is \($0.state)", in: $0.id)
        }
    }

    static let productSettled = Guard(
        "product-settled", "Every nonconformity in it is closed and no product is held.",
        covers: ["JQS-7", "EPK-JQS-7"]
    ) { situation in
        let open =
            situation.linking("part-of", "nonconformity")
            + matter("product-hold", situation)
        return open.filter { !situation.book.isFinal($0) }.map {
            Obstacle("it is \($0.state)", in: $0.id)
        }
    }

    static let nothingLeftOpen = Guard(
        "nothing-left-open", "No candidate, question, measure, order, change or notice is open.",
        covers: ["JQS-7"]
    ) { situation in
        let candidates = situation.linked("because-of").filter { $0.state == "open" }
        let waiting: [KindName] = [
            "security-measure", "preservation-order", "rebuild", "change", "extension-request",
            "notice-of-escape",
        ]
        // A measure in force and evidence in safe keeping may last; what was only ordered may not.
        let lasting: Set<StateName> = ["executed", "preserved"]
        let open = waiting.flatMap { matter($0, situation) }
            .filter { !situation.book.isFinal($0) && !lasting.contains($0.state) }
        let questions = situation.linking("about", "decision").filter { $0.state == "open" }
        return (candidates + open + questions).map { Obstacle("it is \($0.state)", in: $0.id) }
    }

    /// What the case suspects, and what a frozen window once did: to strike a suspect off the list does
    /// not restore it.
    private static func suspects(_ situation: Situation) -> [Thing] {
        let windows = situation.linking("of", "trust-window-snapshot").filter {
            $0.state == "frozen"
        }
        var seen: Set<Thing> = []
        return ([situation.record] + windows).flatMap { $0.things("suspects") }
            .filter { seen.insert($0).inserted }
    }

    private static func matter(_ kind: KindName, _ situation: Situation) -> [RecordState] {
        JointMatter.records(kind, of: situation.record, in: situation.book)
    }
}
