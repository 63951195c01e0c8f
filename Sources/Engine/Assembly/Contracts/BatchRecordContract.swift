// SPDX-License-Identifier: Apache-2.0
import Activities
import EvidencePackage
import Traceability

/// The contract of a batch record review by exception (EPK-BAT): what was planned, what was done,
/// what went otherwise and who settled it.
extension Contract<BatchDossier> {
    package static let batchRecord = Contract(
        name: "batch-record-review", revision: 2, title: "Batch record review by exception",
        items: [
            .masterRecord, .course, .clearance, .materials, .steps, .parameters, .yield,
            .exceptions, .changes, .auditTrailReview, .certificates, .hold, .release, .findings,
            .originals, .times,
        ])
}

extension ContractItem<BatchDossier> {
    static let masterRecord = ContractItem(
        "master-record", "Master record and recipe, by revision", "EPK-BAT-1"
    ) { dossier in
        let named = dossier.own.flatMap { record in
            record.activity.participants
                .filter { $0.role == .document || $0.role == .programme }.map { (record, $0) }
        }
        guard !named.isEmpty else {
            return .missing("No record names the recipe or master record the batch was made by.")
        }
        let bare = named.filter { $0.1.revision == nil }
        guard bare.isEmpty else {
            return .missing(
                "Without a revision: \(bare.map { "\($0.1.thing) in \($0.0.entryName)" }.list).")
        }
        let texts = named.map { "\($0.1.thing.name) rev \($0.1.revision ?? "")" }.unique
        return .present("\(texts.list).", in: named.map(\.0.position))
    }

    static let course = ContractItem(
        "course", "Batch number, start and completion", "EPK-BAT-2"
    ) { dossier in
        let times = dossier.steps.compactMap { record in
            record.activity.occurred?.instant.map { (record, $0) }
        }.sorted { $0.1 < $1.1 }
        guard let first = times.first, let last = times.last else {
            return .missing("No step of \(dossier.lot) has a moment.")
        }
        let end = dossier.steps.compactMap { $0.activity.ended?.instant }.max() ?? last.1
        return .present(
            "\(dossier.lot), from \(first.1.inWords) to \(max(end, last.1).inWords).",
            in: [first.0.position, last.0.position])
    }

    static let clearance = ContractItem(
        "clearance", "Line clearance and cleaning before the start", "EPK-BAT-3"
    ) { dossier in
        let words = ["clearance", "cleaning", "cleaned"]
        let found = dossier.records.filter { record in
            let text =
                "\(record.activity.kind) \(record.activity.step ?? "") "
                + (record.activity.summary ?? "")
            return words.contains { text.lowercased().contains($0) }
        }
        return found.isEmpty
            ? .missing("No record's kind, step or summary speaks of clearance or cleaning.")
            : .present("\(found.map(\.kindAndEntry).list).", in: found.map(\.position))
    }

    static let materials = ContractItem(
        "materials", "Materials dispensed, with lot and quantity", "EPK-BAT-4"
    ) { dossier in
        let used = dossier.own.flatMap { record in
            record.activity.participants.filter { $0.role == .input }.map { (record, $0) }
        }
        guard !used.isEmpty else {
            return .missing("No record says what \(dossier.lot) was made of.")
        }
        let vague = used.filter { $0.1.thing.kind != .lot || $0.1.quantity == nil }
        guard vague.isEmpty else {
            return .missing(
                "Without a lot or a quantity: "
                    + "\(vague.map { "\($0.1.thing) in \($0.0.entryName)" }.list).")
        }
        let nobody = used.filter { $0.0.activity.attribution == .none }
        guard nobody.isEmpty else {
            return .missing("Nobody is named in \(nobody.map(\.0.kindAndEntry).unique.list).")
        }
        let texts = used.map { "\($0.1.thing) \($0.1.quantity?.inWords ?? "")" }
        return .present("\(texts.list).", in: used.map(\.0.position))
    }

    static let steps = ContractItem(
        "steps", "Every step, with who did it", "EPK-BAT-5"
    ) { dossier in
        let steps = dossier.steps
        guard !steps.isEmpty else {
            return .missing("No record says what was done to \(dossier.lot).")
        }
        let nobody = steps.filter { $0.activity.attribution == .none }
        guard nobody.isEmpty else {
            return .missing("Nobody is named in \(nobody.map(\.kindAndEntry).list).")
        }
        let blank = steps.filter { !$0.activity.blanks.isEmpty }
        guard blank.isEmpty else {
            let list = blank.map {
                "\($0.activity.blanks.joined(separator: ", ")) in \($0.entryName)"
            }
            return .missing("Left blank: \(list.list).")
        }
        return .present(
            "\(steps.count.records), each put down to somebody.", in: steps.map(\.position))
    }

    static let parameters = ContractItem(
        "parameters", "Process parameters and results inside their limits", "EPK-BAT-6"
    ) { dossier in
        let results = dossier.own.flatMap { record in
            record.activity.results.map { (record, $0) }
        }
        guard !results.isEmpty else {
            return .missing("No record gives a parameter or result of \(dossier.lot).")
        }
        let failures = dossier.unexplainedFailures
        guard failures.isEmpty else {
            return .missing(
                "Outside the limits, and no exception speaks of it: "
                    + "\(failures.map { "\($0.result.inWords) in \($0.record.entryName)" }.list).")
        }
        let judged = results.filter { $0.1.computed != nil }.count
        return .present(
            "\(results.count) results, \(judged) of them held against limits.",
            in: results.map(\.0.position))
    }

    static let yield = ContractItem("yield", "Yield", "EPK-BAT-7") { dossier in
        let made = dossier.own.flatMap { record in
            record.activity.participants
                .filter { $0.role == .output && $0.quantity != nil }.map { (record, $0) }
        }
        let texts = made.map { "\($0.1.thing) \($0.1.quantity?.inWords ?? "")" }
        return made.isEmpty
            ? .missing("No record says how much of \(dossier.lot) was made.")
            : .present("\(texts.list).", in: made.map(\.0.position))
    }

    static let exceptions = ContractItem(
        "exceptions", "Exceptions, each settled and signed for", "EPK-BAT-11"
    ) { dossier in
        guard !dossier.exceptions.isEmpty else {
            return .nothingToReport("No record of the batch is an exception.")
        }
        let open = dossier.exceptions.filter { !$0.isSettled }
        guard open.isEmpty else {
            let list = open.map { "\($0.title) \($0.state == .open ? "open" : "not signed for")" }
            return .missing("\(list.list).")
        }
        return .present(
            "\(dossier.exceptions.map(\.title).list), all closed and signed for.",
            in: dossier.exceptions.flatMap { exception in
                [exception.raised.position] + exception.signatures.map(\.entry)
            })
    }

    static let changes = ContractItem(
        "changes", "Changes to the record, with reasons", "EPK-BAT-12"
    ) { dossier in
        let changes = dossier.records.filter {
            $0.activity.correction != nil || $0.activity.kind.lowercased().hasSuffix("change")
        }
        guard !changes.isEmpty else {
            return .nothingToReport("No record of the batch changes another.")
        }
        let bare = changes.filter { record in
            record.activity.blanks.contains("Reason")
                || record.activity.correction.map { $0.reason == nil } ?? false
        }
        return bare.isEmpty
            ? .present("\(changes.map(\.kindAndEntry).list).", in: changes.map(\.position))
            : .missing("Without a reason: \(bare.map(\.kindAndEntry).list).")
    }

    static let auditTrailReview = ContractItem(
        "audit-trail-review", "Review of the history, by somebody who did none of it", "EPK-BAT-13"
    ) { dossier in
        let reviews = dossier.own.filter { record in
            record.activity.participants.contains {
                $0.role == .signatory && ($0.meaning ?? "").lowercased().contains("review")
            }
        }
        guard !reviews.isEmpty else {
            return .missing("No signature on a record of the batch means a review.")
        }
        let doers = Set(dossier.steps.flatMap { $0.things(.performer) }.map(\.name))
        let selves = reviews.filter { record in
            record.things(.signatory).allSatisfy { doers.contains($0.name) }
        }
        return selves.count == reviews.count
            ? .missing(
                "Reviewed only by those who did the work: \(selves.map(\.kindAndEntry).list).")
            : .present("\(reviews.map(\.kindAndEntry).list).", in: reviews.map(\.position))
    }

    static let certificates = ContractItem(
        "certificates", "Certificates of what went into it, and of itself", "EPK-BAT-15"
    ) { dossier in
        let ancestors = Set(dossier.history.ancestors.map(\.thing))
        let holders = dossier.records.filter { record in
            record.namesCertificate
                && (record.bearing == .upstream || record.speaks(of: ancestors))
        }
        let ofItself = dossier.own.filter { record in
            record.namesCertificate && record.speaks(of: [dossier.lot])
        }
        let own = ofItself.isEmpty ? "" : "; of itself: \(ofItself.map(\.kindAndEntry).list)"
        switch (ancestors.isEmpty, holders.isEmpty, ofItself.isEmpty) {
        case (true, true, true):
            return .missing("Nothing is known to have gone into it, and no certificate names it.")
        case (true, true, false):
            return .present(
                "Nothing is known to have gone into it\(own).", in: ofItself.map(\.position))
        case (false, true, _):
            return .missing("No record of what went into it is or names a certificate\(own).")
        case (_, false, _):
            return .present(
                "\(holders.map(\.kindAndEntry).list)\(own).",
                in: (holders + ofItself).map(\.position))
        }
    }

    static let hold = ContractItem("hold", "Holds", "EPK-BAT-16") { dossier in
        let held = dossier.own.filter { $0.activity.state == .onHold }
        if dossier.history.placement.state == .onHold {
            return .missing("The batch is on hold: \(held.map(\.kindAndEntry).list).")
        }
        return held.isEmpty
            ? .nothingToReport("No record puts the batch on hold.")
            : .present("Lifted since: \(held.map(\.kindAndEntry).list).", in: held.map(\.position))
    }

    static let release = ContractItem(
        "release", "Release decision, signed", "EPK-BAT-17"
    ) { dossier in
        guard let release = dossier.release else {
            return .missing("No record releases \(dossier.lot).")
        }
        let names = Set(
            release.activity.participants.filter {
                ($0.role == .subject || $0.role == .about) && $0.thing.kind == .record
            }.map(\.thing))
        let signed = dossier.own.filter { record in
            !record.things(.signatory).isEmpty
                && (record.position == release.position
                    || !names.isDisjoint(with: record.things(.about)))
        }
        return signed.isEmpty
            ? .missing("\(release.kindAndEntry) releases it without a signature.")
            : .present(
                "\(release.kindAndEntry), with a signature.",
                in: [release.position] + signed.map(\.position))
    }
}

extension Quantity {
    /// "12.5 KGM", "16 pieces".
    package var inWords: String { "\(value) \(unit ?? "pieces")" }
}
