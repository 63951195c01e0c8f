// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Records

extension Kind {
    /// What stands in for the right fix while that is not possible: layers, with an end.
    ///
    /// A validated machine cannot be patched tonight. What is done instead is bounded: which
    /// controls, what risk remains, until when, and which change it waits for. Past its day it counts
    /// as open, whoever forgot it (RCA-LAYER, JQS-7).
    package static let layeredMitigation = Kind(
        "layered-mitigation", title: "layered mitigation", prefix: "MIT",
        purpose: "Controls that stand in for a fix that is not possible now, until a day.",
        openedBy: [
            .qualityEngineer, .qualityManager, .itSecurity, .itOperations, .engineering,
            .processOwner,
        ],
        fields: [
            Field(
                "things", "Items", .thing([.system, .equipment, .programme]), "What it protects.",
                isList: true, required: .always, changes: .never),
            Field(
                "why", "Why not the fix", .longText, "What the right fix is, and why not now.",
                required: .always, changes: .onlyInFirstState),
            Field(
                "controls", "Controls", .longText,
                "Each layer: what, where, who sees that it holds.", isList: true,
                required: .always, changes: .onlyInFirstState),
            Field(
                "residual-risk", "Residual risk", .longText, "What can still happen.",
                required: .from("approved"), changes: .onlyInFirstState),
            Field(
                "expires", "Until", .date, "The last day; then it counts as open.",
                required: .from("approved"), changes: .onlyInFirstState),
            Field(
                "change", "Waits for", .record(["change"]), "The change that brings the fix.",
                required: .from("approved"), changes: .onlyInFirstState),
            Field(
                "owner", "Owner", .person, "Who sees that the controls hold.", bodyClass: .person),
        ],
        lifecycle: Lifecycle(
            [
                State("proposed", .open, "Nobody has approved it."),
                State("approved", .inProgress, "In force until its day."),
                State("ended", .closed, "The fix is in; the controls may go."),
                State("dropped", .cancelled, "Not wanted."),
            ],
            [
                Transition(
                    "approve", from: ["proposed"], to: "approved",
                    by: [.qualityManager, .itSecurity, .processOwner],
                    guards: [.endToCome, .changeToCome],
                    signatures: [
                        SignatureNeed(.approved, by: [.qualityManager], notBy: [.authors]),
                        SignatureNeed(.approved, by: [.itSecurity], notBy: [.authors]),
                    ],
                    rule: "Quality and IT/OT security sign; neither wrote it."),
                Transition(
                    "renew", from: ["approved"], to: "proposed",
                    by: [.qualityManager, .itSecurity, .processOwner, .engineering],
                    asksReason: true,
                    rule: "To last longer it is proposed anew, and signed by both again."),
                Transition(
                    "end", from: ["approved"], to: "ended",
                    by: [.qualityManager, .itSecurity, .processOwner], guards: [.fixIsIn],
                    rule: "The change that it waited for is in and was looked at."),
                Transition(
                    "drop", from: ["proposed"], to: "dropped",
                    by: [.qualityManager, .itSecurity, .processOwner], asksReason: true,
                    rule: "What is not wanted is dropped, with a reason."),
            ],
            voiding: SignatureNeed(.approved, by: [.siteManagement], notBy: [.authors])),
        links: [.ofCase], topics: ["HS-RISK", "HS-CHG"], retention: .vendorDefault,
        covers: ["RCA-LAYER", "JQS-7", "EPK-VAL-11"])
}

/// Whether mitigations hold at a moment; what has run out counts as open.
package enum Mitigations {
    package static func isInForce(_ mitigation: RecordState, at now: Instant) -> Bool {
        guard mitigation.state == "approved", let expiry = mitigation.date("expires") else {
            return false
        }
        return !expiry.isOver(at: now)
    }
}

extension Guard {
    fileprivate static let endToCome = Guard(
        "end-to-come", "It lasts until a day that is still to come.", covers: ["RCA-LAYER"]
    ) { situation in
        guard let expiry = situation.record.date("expires"),
            expiry.isOver(at: situation.context.now)
        else { return [] }
        return [Obstacle("\(FieldValue.date(expiry).written) has passed", field: "expires")]
    }

    fileprivate static let changeToCome = Guard(
        "change-to-come", "The change that it waits for is still to come.", covers: ["RCA-LAYER"]
    ) { situation in
        situation.record.records("change").compactMap { situation.book[$0] }
            .filter { situation.book.isFinal($0) }
            .map { Obstacle("the change that it waits for is \($0.state)", in: $0.id) }
    }

    fileprivate static let fixIsIn = Guard(
        "fix-is-in", "The change was verified before the controls go."
    ) { situation in
        situation.record.records("change").compactMap { situation.book[$0] }
            .filter { !["verified", "closed"].contains($0.state) }
            .map { Obstacle("the change that it waits for is \($0.state)", in: $0.id) }
    }
}
