// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Records

extension Kind {
    /// The joint procedure tried out, with a made-up case in a log of its own.
    ///
    /// A drill's records look like real ones, so they never stand in the log that product is released
    /// by. What is kept here is what was tried, how long each step took and what came of it (JQS-10).
    package static let drill = Kind(
        "drill", title: "drill", prefix: "DRL",
        purpose:
            "A rehearsal of the joint procedure: scenario, times, findings, what came of them.",
        openedBy: [.qualityManager, .qualityEngineer, .itSecurity, .siteManagement],
        fields: [
            Field(
                "scenario", "Scenario", .longText, "What was made up, and what it covers.",
                required: .always, changes: .onlyInFirstState),
            Field(
                "log-origin", "Log", .text, "The origin of the drill's own log.",
                required: .from("running"), changes: .onlyInFirstState),
            Field("team", "Team", .person, "Who takes part.", isList: true, bodyClass: .person),
            Field(
                "started", "Started", .moment, "When the first sign was given out.",
                required: .from("evaluated")),
            Field("declared", "Declared", .moment, "When it was declared."),
            Field("linked", "Linked", .moment, "When both records named each other."),
            Field("assessed", "Assessed", .moment, "When the impact was signed."),
            Field("contained", "Contained", .moment, "When product and systems were safe."),
            Field("duties", "Duties known", .moment, "When the first duty's clock was started."),
            Field(
                "ended", "Ended", .moment, "When the case was closed, or the drill stopped.",
                required: .from("evaluated")),
            Field(
                "findings", "Findings", .longText, "What did not go as it should; also if nothing.",
                isList: true, required: .from("evaluated")),
            Field(
                "actions", "Actions", .record(["action"]), "What is done about the findings.",
                isList: true),
            Field(
                "nothing-to-do", "Nothing to do", .longText,
                "Why nothing is done, if nothing is."),
        ],
        lifecycle: Lifecycle(
            [
                State("planned", .open, "Being planned."),
                State("running", .inProgress, "Going on, in its own log."),
                State("evaluated", .inReview, "Over; times and findings are there."),
                State("closed", .closed, "What was found has become actions."),
                State("cancelled", .cancelled, "Did not take place."),
            ],
            [
                Transition(
                    "begin", from: ["planned"], to: "running",
                    by: [.qualityManager, .qualityEngineer, .itSecurity, .siteManagement],
                    rule: "It takes place in a log of its own."),
                Transition(
                    "evaluate", from: ["running"], to: "evaluated",
                    by: [.qualityManager, .qualityEngineer, .itSecurity, .siteManagement],
                    guards: [.timesInOrder],
                    rule: "What took how long, and what did not go as it should, is written down."),
                Transition(
                    "close", from: ["evaluated"], to: "closed",
                    by: [.qualityManager, .siteManagement], guards: [.findingsAnswered],
                    signatures: [
                        SignatureNeed(.reviewed, by: [.qualityManager]),
                        SignatureNeed(.reviewed, by: [.itSecurity]),
                    ],
                    rule: "Quality and IT/OT security sign what came of it."),
                Transition(
                    "cancel", from: ["planned", "running"], to: "cancelled",
                    by: [.qualityManager, .itSecurity, .siteManagement], asksReason: true,
                    rule: "A drill that does not take place says why."),
            ]),
        topics: ["HS-COMP", "HS-CI"], retention: .vendorDefault,
        covers: ["JQS-10", "EPK-JQS-13", "SEC-171-IR", "SEC-27001-5.24"])
}

/// What a drill measured, and when the next one is due.
package enum Drills {
    /// The moments that are measured, in the order of the procedure.
    static let marks = [
        "started", "declared", "linked", "assessed", "contained", "duties", "ended",
    ]

    /// How long after the start each step was reached, in seconds; steps that were not, are not in it.
    package static func times(of drill: RecordState) -> [(mark: String, seconds: Int64)] {
        guard let start = drill.moment("started") else { return [] }
        return marks.dropFirst().compactMap { mark in
            drill.moment(mark).map {
                (mark, ($0.microseconds - start.microseconds) / 1_000_000)
            }
        }
    }

    /// Days within which the next drill is to be held; vendor default, at least one a year (JQS-10).
    package static let intervalDaysMax: Int64 = 366

    /// By when the next drill of a site is due; `nil` when it never held one and so is due now.
    package static func nextDue(at site: String, in book: RecordBook) -> Instant? {
        book.all("drill")
            .filter {
                $0.site.hasSameBytes(as: site) && ["evaluated", "closed"].contains($0.state)
            }
            .compactMap { $0.moment("ended") }.max()
            .map { $0.adding(microseconds: intervalDaysMax * Instant.dayLength) }
    }
}

extension Guard {
    fileprivate static let timesInOrder = Guard(
        "times-in-order", "Nothing was reached before the drill began or after it ended.",
        covers: ["JQS-10"]
    ) { situation in
        let record = situation.record
        guard let start = record.moment("started"), let end = record.moment("ended") else {
            return []
        }
        return Drills.marks.compactMap { mark in
            guard let at = record.moment(mark), at < start || at > end else { return nil }
            return Obstacle("\(at.rfc3339Seconds) is not within the drill", field: mark)
        }
    }

    fileprivate static let findingsAnswered = Guard(
        "findings-answered", "Findings become actions, or it says why nothing is done.",
        covers: ["JQS-10", "EPK-JQS-13"]
    ) { situation in
        situation.record.records("actions").isEmpty && situation.record["nothing-to-do"] == nil
            ? [Obstacle("nothing came of the findings", field: "actions")] : []
    }
}
