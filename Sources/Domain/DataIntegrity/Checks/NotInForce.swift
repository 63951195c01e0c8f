// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

extension Check {
    /// Work under something that was not released, or not then.
    static let notInForce = Check(
        "not-in-force", "Work is done under released documents and programmes", .traceable,
        rules: ["ALC-TR-1", "ALC-TR-2", "ALC-AC-8"],
        asks: "Was the revision of each document and programme under which the work was done in "
            + "force at that time? Was a change to one made under a document or a signature?",
        why: "A part made with an uncontrolled programme may be right. Nobody can show it.",
        looksAt:
            "participants in the roles document and programme, with revision; releases by kind "
            + "(see above); activities of a kind that ends in `changed` about either",
        reasons: [
            NotInForce.inForce, NotInForce.uncontrolled, NotInForce.notThen,
            NotInForce.unknownRevision, NotInForce.changed, NotInForce.changeControlled,
            NotInForce.noRevision, NotInForce.noPeriod, NotInForce.noMoment,
            NotInForce.noneReleased, NotInForce.nothingNamed,
        ]
    ) { _, register in NotInForce(releases: register.releases) }
}

struct NotInForce: Examination {
    static let inForce = Reason.pass("in-force", "the revision was in force")
    static let changeControlled = Reason.pass(
        "change-controlled", "the change names a document or a signature")
    static let uncontrolled = Reason.fail(
        "uncontrolled", .major,
        "others of its kind are under control in the log, and this one is not"
    )
    static let notThen = Reason.fail(
        "not-in-force", .major, "the revision was not in force at that time")
    static let unknownRevision = Reason.fail(
        "revision-not-released", .major, "this revision of it was never released")
    static let changed = Reason.fail(
        "changed-outside-control", .major,
        "a programme or document was changed, and no document "
            + "or signature is named for it")
    static let noRevision = Reason.indeterminate(
        "no-revision", "which revision was used is not said, and not every one was in force")
    static let noPeriod = Reason.indeterminate(
        "period-not-told", "a copy is under control, and from when it was in force is not said")
    static let noMoment = Reason.indeterminate(
        "no-moment", "when the work was done is not known")
    static let noneReleased = Reason.indeterminate(
        "none-released", "no release of anything of its kind is in the log")
    static let nothingNamed = Reason.notApplicable(
        "nothing-named", "the record names no document or programme")

    let releases: Releases

    func observe(_ observation: Observation, _ judgements: inout Judgements) {
        let activity = observation.activity
        if activity.kind.lastWord == "changed", judgeChange(observation, &judgements) { return }
        let governing = activity.participants.filter { participant in
            switch participant.role {
            case .document: participant.thing.kind == .document
            case .programme: participant.thing.kind == .programme
            case .input, .output, .subject, .container, .content, .component, .performer,
                .signatory, .equipment, .instrument, .recorder, .order, .place, .destinationPlace,
                .sender, .recipient, .evidence, .alias, .about, .expected:
                false
            }
        }
        guard !governing.isEmpty, activity.status != .planned else {
            judgements.judge(NotInForce.nothingNamed, observation)
            return
        }
        for participant in governing {
            let (reason, entries) = judge(participant, at: activity.occurred ?? activity.ended)
            let revision = participant.revision.map { " revision \($0)" } ?? ""
            judgements.judge(
                reason, entries: [observation.position] + entries, things: [participant.thing],
                values: participant.revision.map { [Finding.Value("revision", $0)] } ?? [],
                "\(participant.thing)\(revision): \(reason.meaning)")
        }
    }

    /// Whether the record changes a programme or document, which is then judged.
    private func judgeChange(
        _ observation: Observation, _ judgements: inout Judgements
    ) -> Bool {
        let activity = observation.activity
        let changed = activity.participants.filter {
            ($0.role == .about || $0.role == .subject)
                && ($0.thing.kind == .programme || $0.thing.kind == .document)
        }
        guard let first = changed.first else { return false }
        let isControlled =
            !activity.things(.document).isEmpty || !activity.things(.signatory).isEmpty
        judgements.judge(
            isControlled ? NotInForce.changeControlled : NotInForce.changed,
            entries: [observation.position], things: changed.map(\.thing),
            "\(first.thing) was changed, and no document or signature is named for it")
        return true
    }

    private func judge(
        _ use: Participation, at time: SourceTime?
    ) -> (reason: Reason, entries: [UInt64]) {
        let all = releases.releases(of: use.thing)
        guard !all.isEmpty else {
            return (
                releases.hasAny(use.thing.kind)
                    ? NotInForce.uncontrolled : NotInForce.noneReleased, []
            )
        }
        let ofRevision = all.filter { release in
            guard let used = use.revision, let named = release.revision else { return true }
            return used.hasSameBytes(as: named)
        }
        let entries = (ofRevision.isEmpty ? all : ofRevision).prefix(3).map(\.origin.entry)
        guard ofRevision.contains(where: { $0.act != .withdrawn }) else {
            return (NotInForce.unknownRevision, entries)
        }
        if all.allSatisfy({ $0.act == .kept && $0.from == nil }) {
            return (NotInForce.noPeriod, entries)
        }
        guard let time = time?.instant else { return (NotInForce.noMoment, entries) }
        let periods = Periods(all)
        let inForce = periods.inForce(at: time)
        guard let used = use.revision else {
            let isWhole =
                !inForce.isEmpty && Set(all.map { ExactText($0.revision ?? "") }).count == 1
            return (
                isWhole
                    ? NotInForce.inForce
                    : inForce.isEmpty && !periods.hasUnknown
                        ? NotInForce.notThen : NotInForce.noRevision, entries
            )
        }
        if inForce.contains(where: { $0.revision?.hasSameBytes(as: used) ?? true }) {
            return (NotInForce.inForce, entries)
        }
        let isKeptOnly = ofRevision.allSatisfy { $0.act == .kept && $0.from == nil }
        return (isKeptOnly ? NotInForce.noPeriod : NotInForce.notThen, entries)
    }
}
