// SPDX-License-Identifier: Apache-2.0
import Activities
import EvidencePackage
import Traceability

/// The contract of a lot or serial history: what it is, what it is made of, how it was made,
/// checked and released, and where it went.
extension Contract<HistoryDossier> {
    package static let history = Contract(
        name: "lot-or-serial-history", revision: 1, title: "Lot or serial history",
        items: [
            .identity, .origin, .materials, .operations, .documents, .people, .inspection,
            .materialCertificates, .release, .nonconformities, .corrections, .whereabouts,
            .originals, .times,
        ])
}

extension ContractItem<HistoryDossier> {
    static let identity = ContractItem("identity", "What it is", "EPK-DHR-1") { dossier in
        guard !dossier.own.isEmpty else {
            return .missing("No record names \(dossier.subject).")
        }
        let others = dossier.otherNames.map(\.name)
        let also = others.isEmpty ? "" : " Also known as \(others.joined(separator: ", "))."
        return .present(
            "\(dossier.own.count.records) name \(dossier.subject).\(also)",
            in: dossier.own.map(\.position))
    }

    static let origin = ContractItem("origin", "How it came to be", "EPK-DHR-2") { dossier in
        let names = Set([dossier.subject] + dossier.otherNames)
        let made = dossier.own.first { record in
            record.things(.output).contains(where: names.contains)
                || record.activity.effect == .create
        }
        if let made { return .present("Made: \(made.kindAndEntry).", in: [made.position]) }
        let received = dossier.own.first { !$0.things(.sender).isEmpty }
        if let received {
            return .present("Received: \(received.kindAndEntry).", in: [received.position])
        }
        return .missing("No record says how \(dossier.subject) was made or received.")
    }

    static let materials = ContractItem("materials", "What went into it", "EPK-DHR-5") { dossier in
        guard !dossier.isCut else {
            return .missing("The genealogy is larger than the limit and was cut off.")
        }
        let direct = dossier.ancestors.filter { $0.depth == 1 }
        if direct.isEmpty {
            let isBought = dossier.own.contains { !$0.things(.sender).isEmpty }
            return isBought
                ? .notApplicable("It was bought as it is; its maker's records are not here.")
                : .missing("No record says what \(dossier.subject) was made of.")
        }
        let named = direct.map { relative in
            guard let quantity = relative.quantity else { return relative.thing.description }
            return "\(relative.thing) (\(quantity.value) \(quantity.unit ?? "pieces"))"
        }
        return .present(
            "\(dossier.ancestors.count.things) upstream; directly: \(named.list).",
            in: dossier.ancestors.map(\.entry))
    }

    static let operations = ContractItem("operations", "How it was made", "EPK-WO-2") { dossier in
        let worked = dossier.own.filter(\.isOperation)
        guard !worked.isEmpty else {
            return .missing("No record of an operation names \(dossier.subject).")
        }
        let bare = worked.filter { $0.things(.equipment).isEmpty }
        guard bare.isEmpty else {
            return .missing("\(bare.map(\.kindAndEntry).list) name no equipment.")
        }
        return .present(
            "\(worked.count.records) of operations, each with its equipment.",
            in: worked.map(\.position))
    }

    static let documents = ContractItem(
        "documents", "Documents and programmes, by the revision then in force", "EPK-COM-9"
    ) { dossier in
        let named = dossier.own.flatMap { record in
            record.activity.participants
                .filter { $0.role == .document || $0.role == .programme }
                .map { (record, $0) }
        }
        guard !named.isEmpty else {
            return .missing("No record names a document or programme it was done by.")
        }
        let bare = named.filter { $0.1.revision == nil }
        guard bare.isEmpty else {
            let list = bare.map { "\($0.1.thing) in \($0.0.entryName)" }
            return .missing("Without a revision: \(list.list).")
        }
        let revisions = named.map { "\($0.1.thing.name) rev \($0.1.revision ?? "")" }
        return .present(revisions.unique.list + ".", in: named.map { $0.0.position })
    }

    static let people = ContractItem("people", "Who did it", "EPK-COM-10") { dossier in
        let worked = dossier.own.filter(\.isOperation)
        let anonymous = worked.filter { $0.activity.attribution == .none }
        guard anonymous.isEmpty else {
            return .missing("Nobody is named in \(anonymous.map(\.kindAndEntry).list).")
        }
        guard !worked.isEmpty else { return .notApplicable("There is no record of an operation.") }
        return .present(
            "All \(worked.count.records) of operations can be put down to somebody.",
            in: worked.map(\.position))
    }

    static let inspection = ContractItem(
        "inspection", "Inspection results", "EPK-DHR-3"
    ) { dossier in
        let results = dossier.own.flatMap { record in
            record.activity.results.map { (record, $0) }
        }
        guard !results.isEmpty else {
            return .missing("No record gives a result for \(dossier.subject).")
        }
        let contradicted = results.filter { $0.1.claimed == .pass && $0.1.computed == .fail }
        guard contradicted.isEmpty else {
            let list = contradicted.map { "\($0.1.name) \($0.1.value) in \($0.0.entryName)" }
            return .missing("Claimed to pass, but outside the limits: \(list.list).")
        }
        let failed = results.filter { $0.1.claimed == .fail || $0.1.computed == .fail }.count
        let unjudged = results.filter { $0.1.computed == nil }.count
        return .present(
            "\(results.count) results, \(failed) outside the limits, "
                + "\(unjudged) without limits to compare with.",
            in: results.map { $0.0.position })
    }

    static let materialCertificates = ContractItem(
        "material-certificates", "Certificates of what went into it", "EPK-WO-4"
    ) { dossier in
        if dossier.ancestors.isEmpty {
            return .notApplicable("Nothing is known to have gone into it.")
        }
        let holders = dossier.records.filter {
            $0.bearing == .upstream && !$0.things(.evidence).isEmpty
        }
        let certificates = holders.flatMap { $0.things(.evidence) }.map(\.name).unique
        return certificates.isEmpty
            ? .missing("No record of what went into it names a certificate.")
            : .present("Named: \(certificates.list).", in: holders.map(\.position))
    }

    static let release = ContractItem("release", "Release, signed", "EPK-DHR-9") { dossier in
        let released = dossier.own.filter {
            $0.activity.state == .released || $0.activity.state == .inStock
        }
        if let signed = released.last(where: { !$0.things(.signatory).isEmpty }) {
            return .present("\(signed.kindAndEntry), with a signature.", in: [signed.position])
        }
        if dossier.placement.state == .scrapped { return .notApplicable("It was scrapped.") }
        return released.isEmpty
            ? .missing("No record releases \(dossier.subject).")
            : .missing("\(released.map(\.kindAndEntry).list) release it without a signature.")
    }

    static let nonconformities = ContractItem(
        "nonconformities", "Holds, scrap and failed results", "EPK-DHR-7"
    ) { dossier in
        let found = dossier.own.filter { record in
            record.activity.state == .onHold || record.activity.state == .scrapped
                || record.activity.status == .aborted
                || record.activity.results.contains { $0.computed == .fail || $0.claimed == .fail }
        }
        return found.isEmpty
            ? .nothingToReport("No hold, scrap, aborted run or failed result is on record.")
            : .present("\(found.map(\.kindAndEntry).list).", in: found.map(\.position))
    }

    static let corrections = ContractItem("corrections", "Corrections", "EPK-COM-7") { dossier in
        let found = dossier.records.filter { $0.activity.correction != nil }
        return found.isEmpty
            ? .nothingToReport("No record in this package corrects another.")
            : .present(
                "\(found.map(\.kindAndEntry).list) correct earlier records.",
                in: found.map(\.position))
    }

    static let whereabouts = ContractItem("whereabouts", "Where it is now", "EPK-DHR-5") {
        dossier in
        guard dossier.placement.state != .unknown, let entry = dossier.placement.entry else {
            return .missing("No record says where \(dossier.subject) is.")
        }
        return .present(
            "\(dossier.placement.phrase.capitalizedFirst), entry \(entry.number).", in: [entry])
    }
}
