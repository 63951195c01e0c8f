// SPDX-License-Identifier: Apache-2.0
import Access
import Records

/// What must be done before a nonconformity is closed.
enum NonconformityClosing {
    static let causeFound = Guard(
        "cause-found", "Where the cause must be found, one is verified and none is left open.",
        covers: ["EPK-NC-9", "Q9-10.2"]
    ) { situation in
        let causes = situation.linking("of", "cause")
        let open = causes.filter { !situation.book.isFinal($0) && $0.state != "verified" }
        guard open.isEmpty else {
            return open.map { Obstacle("it is neither verified nor rejected", in: $0.id) }
        }
        guard TriagePolicy.investigation.isNeeded(by: situation.record),
            !(causes + shared("cause", situation)).contains(where: { $0.state == "verified" })
        else { return [] }
        return [Obstacle("the cause must be found, and none is verified")]
    }

    static let actionsDone = Guard(
        "actions-done",
        "What was to be done is done and verified, and somebody looked whether "
            + "it helped.", covers: ["EPK-NC-10", "Q9-10.2", "RCA-EFF"]
    ) { situation in
        let actions = standing("action", situation)
        let checks = ActionRegister(in: situation.book).standingChecks(
            standing("effectiveness-check", situation), of: actions)
        var obstacles = actions.filter { $0.state != "verified" }.map {
            Obstacle("it is \($0.state) and not verified", in: $0.id)
        }
        obstacles += checks.filter { $0.state != "effective" }.map {
            Obstacle("it is \($0.state) and does not say that the action helped", in: $0.id)
        }
        guard TriagePolicy.correctiveAction.isNeeded(by: situation.record) else { return obstacles }
        if (actions + shared("action", situation)).isEmpty {
            obstacles.append(Obstacle("corrective action is needed, and there is none"))
        }
        if (checks + shared("effectiveness-check", situation)).isEmpty {
            obstacles.append(Obstacle("nobody looks whether the corrective action helps"))
        }
        for field in ["similar-elsewhere", "risk-update"] where situation.record[field] == nil {
            obstacles.append(Obstacle("it is not answered", field: field))
        }
        return obstacles
    }

    static let ownersTold = Guard(
        "owners-told", "Whoever must be told has been, and every duty is settled.",
        covers: ["EPK-NC-8", "OBL-NOE", "AS9-8.7"]
    ) { situation in
        let notices = standing("notice-of-escape", situation)
        let duties = standing("duty", situation)
        let open = (notices + duties).filter { !situation.book.isFinal($0) }.map {
            Obstacle("it is \($0.state)", in: $0.id)
        }
        guard open.isEmpty, TriagePolicy.notification.isNeeded(by: situation.record),
            (notices + duties + shared("duty", situation)).isEmpty
        else { return open }
        return [Obstacle("somebody must be told, and there is no notice and no duty")]
    }

    static let holdsReleased = Guard(
        "holds-released", "No product is held because of it any more.", covers: ["EPK-NC-4"]
    ) { situation in
        standing("product-hold", situation).filter { !situation.book.isFinal($0) }
            .map { Obstacle("it is still \($0.state)", in: $0.id) }
    }

    /// The records of a kind that link to it and were not taken back.
    private static func standing(_ kind: KindName, _ situation: Situation) -> [RecordState] {
        situation.linking("of", kind).filter { situation.book.status(of: $0) != .cancelled }
    }

    /// Those of the joint case it is part of: what is done there is not done here once more.
    private static func shared(_ kind: KindName, _ situation: Situation) -> [RecordState] {
        situation.linked("part-of").flatMap { joint in
            situation.book.linking(to: joint.id, as: "of").filter {
                $0.kind == kind && situation.book.status(of: $0) != .cancelled
            }
        }
    }
}
