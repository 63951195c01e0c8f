// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Traceability

extension DossierCollector {
    /// What follows from distrusting something between two moments.
    ///
    /// - Parameters:
    ///   - suspect: what is not trusted.
    ///   - window: for how long.
    ///   - catalogue: the packages on file, for those that rest on the suspect.
    ///   - checkpoints: the checkpoints sealed so far, for the last one before the window.
    /// - Returns: the answer, with names and the records it rests on.
    /// - Throws: ``DossierRefusal`` when no record names the suspect; the store's failures.
    package func trustWindow(
        on suspect: Thing, during window: Period, in catalogue: some PackageCatalogue,
        checkpoints: [ConfirmedPoint]
    ) throws -> TrustDossier {
        let suspicion = Suspicion(
            of: try number(of: suspect), isSystem: suspect.kind == .system, during: window)
        let report = try graph.trustWindow(suspicion, from: standpoint, limits: limits)

        var bearings: [EntryPosition: DossierRecord.Bearing] = [:]
        for item in report.items {
            for step in report.path(to: item.thing) { bearings[step.activity] = .explaining }
            if let entry = item.whereabouts.entry { bearings[entry] = .explaining }
            if let entry = item.crossCheck { bearings[entry] = .explaining }
            for other in item.otherNames { bearings[other.entry] = .explaining }
        }
        for endorsement in report.endorsements { bearings[endorsement.activity] = .explaining }
        for record in report.relying { bearings[record.activity] = .relying }
        let records = try records(bearings)
        let kinds = Dictionary(
            records.map { ($0.position, $0.activity.kind) }, uniquingKeysWith: { first, _ in first }
        )

        return TrustDossier(
            suspect: suspect, since: window.since, until: window.until,
            relying: try report.relying.map { record in
                TrustDossier.Relying(
                    entry: record.activity, kind: kinds[record.activity] ?? "",
                    period: record.period,
                    reason: "\(record.role.phrase) \(try name(record.suspect))",
                    isSigned: record.isSigned)
            },
            affected: try report.items.map { item in
                TrustDossier.Affected(
                    thing: try name(item.thing),
                    otherNames: try names(item.otherNames.map(\.name)), reach: item.reach,
                    path: try explanation(of: item, in: report, suspect: suspect, kinds: kinds),
                    placement: try placement(item.whereabouts), crossCheck: item.crossCheck)
            },
            endorsements: try report.endorsements.map { endorsement in
                TrustDossier.Endorsed(
                    thing: try name(endorsement.thing), entry: endorsement.activity,
                    at: endorsement.at, isRelease: endorsement.isRelease,
                    isSigned: endorsement.isSigned)
            },
            changes: try report.changes.map { change in
                TrustDossier.Changed(
                    thing: try name(change.thing),
                    equipment: try names(change.equipment), period: change.period,
                    entry: change.record)
            },
            packages: try report.packages(in: catalogue).map { doubtful in
                TrustDossier.Doubtful(
                    id: doubtful.package.id, revision: doubtful.package.revision,
                    recipients: doubtful.package.issues.map(\.recipient),
                    relyingCount: doubtful.relying.count)
            },
            confirmed: LastConfirmed(before: window.since, among: checkpoints),
            records: records, isCut: report.isCut)
    }

    /// The chain from the suspect to the item: suspect, record, what it changed, record, product.
    private func explanation(
        of item: AffectedItem, in report: TrustReport, suspect: Thing,
        kinds: [EntryPosition: String]
    ) throws -> [String] {
        var chain = ["\(suspect)"]
        for record in report.reliance(of: item.record) {
            let thing = try name(record.suspect)
            if thing != suspect { chain.append("\(thing)") }
            chain.append("\(kinds[record.activity] ?? "record") (entry \(record.activity.number))")
        }
        let path = report.path(to: item.thing)
        if let first = path.first { chain.append("\(try name(first.from))") }
        for step in path {
            let thing = try name(step.to)
            chain.append("\(thing) (\(step.relation.phrase), entry \(step.activity.number))")
        }
        if path.isEmpty { chain.append("\(try name(item.thing))") }
        return chain
    }
}

extension LinkRole {
    /// In which way a record rests on a thing, before its name: "performed by".
    package var phrase: String {
        switch self {
        case .consumed: "used up"
        case .produced: "produced"
        case .assembled: "assembled"
        case .performedOn: "performed on"
        case .destroyed: "ended"
        case .container: "into"
        case .packed: "packed"
        case .installed: "installed"
        case .unpacked: "unpacked"
        case .uninstalled: "removed"
        case .emptied: "emptied"
        case .performedBy: "performed by"
        case .signedBy: "signed by"
        case .performedWith: "performed on"
        case .measuredWith: "measured with"
        case .governedBy: "governed by"
        case .recordedBy: "recorded by"
        case .evidencedBy: "evidenced by"
        case .orderedUnder: "under"
        case .partOfRun: "part of"
        case .locatedAt: "at"
        case .movedTo: "moved to"
        case .receivedFrom: "received from"
        case .shippedTo: "shipped to"
        case .about: "about"
        case .planned: "planned with"
        case .alias: "also called"
        case .mentioned: "mentioned with"
        }
    }
}
