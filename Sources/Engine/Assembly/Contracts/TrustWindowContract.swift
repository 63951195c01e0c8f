// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import EvidencePackage
import Traceability

/// The contract of a trust-window report: what relied on the suspect, what is affected, where it is.
extension Contract<TrustDossier> {
    package static let trustWindow = Contract(
        name: "trust-window-report", revision: 1, title: "Trust-window report",
        items: [
            .relyingRecords, .affectedProduct, .placements, .paths, .endorsements,
            .changes, .packages, .lastConfirmed, .originals, .crossChecks, .times,
        ])
}

extension ContractItem<TrustDossier> {
    static let relyingRecords = ContractItem(
        "relying-records", "Records that relied on it", "JQS-3"
    ) { dossier in
        dossier.relying.isEmpty
            ? .nothingToReport("No record relied on \(dossier.suspect) in the window.")
            : .present(
                "\(dossier.relying.count.records), each with the way it relied.",
                in: dossier.relying.map(\.entry))
    }

    static let affectedProduct = ContractItem(
        "affected-product", "Affected product", "EPK-NC-3"
    ) { dossier in
        guard !dossier.isCut else {
            return .missing("There is more affected product than the limit; the list was cut off.")
        }
        guard !dossier.affected.isEmpty else {
            return .nothingToReport("No product is affected.")
        }
        let downstream = dossier.affected.filter { $0.reach == .downstream }.count
        return .present(
            "\(dossier.affected.count.things): \(dossier.affected.count - downstream) directly, "
                + "\(downstream) downstream.", in: dossier.relying.map(\.entry))
    }

    static let placements = ContractItem(
        "placements", "Where each item is now", "EPK-NC-3"
    ) { dossier in
        let lost = dossier.affected.filter { $0.placement.state == .unknown }
        guard lost.isEmpty else {
            return .missing("Not known for \(lost.map(\.thing.description).list).")
        }
        guard !dossier.affected.isEmpty else { return .nothingToReport("No product is affected.") }
        let counts = dossier.countsByState.map { "\($0.count) \($0.state.phrase)" }
        return .present(
            counts.joined(separator: ", ") + ".", in: dossier.affected.compactMap(\.placement.entry)
        )
    }

    static let paths = ContractItem("paths", "Why each item is affected", "ALC-TR-1") { dossier in
        let bare = dossier.affected.filter { $0.path.isEmpty }
        guard bare.isEmpty else {
            return .missing("No explanation for \(bare.map(\.thing.description).list).")
        }
        return dossier.affected.isEmpty
            ? .nothingToReport("No product is affected.")
            : .present(
                "The chain of records for every item.", in: dossier.records.map(\.position))
    }

    static let endorsements = ContractItem(
        "endorsements", "Signatures and releases that rest on it", "EPK-COM-6"
    ) { dossier in
        guard !dossier.endorsements.isEmpty else {
            return .nothingToReport("No affected product was signed for or released since.")
        }
        let releases = dossier.endorsements.filter(\.isRelease).count
        return .present(
            "\(dossier.endorsements.count.records): \(releases.counted("release")), "
                + "\(dossier.endorsements.filter(\.isSigned).count) with a signature.",
            in: dossier.endorsements.map(\.entry))
    }

    static let changes = ContractItem(
        "changes", "What the suspect changed", "JQS-3"
    ) { dossier in
        dossier.changes.isEmpty
            ? .nothingToReport("No record says that it changed a programme, document or machine.")
            : .present(
                dossier.changes.map { "\($0.thing) in entry \($0.entry.number)" }.list + ".",
                in: dossier.changes.map(\.entry))
    }

    static let packages = ContractItem(
        "packages", "Issued packages that rest on it", "EPK-NC-3"
    ) { dossier in
        guard !dossier.packages.isEmpty else {
            return .nothingToReport("No package that was sealed before rests on it.")
        }
        let names = dossier.packages.map { package in
            let holders =
                package.recipients.isEmpty
                ? "not issued to anybody" : "issued to \(package.recipients.list)"
            return "\(package.id) revision \(package.revision) (\(holders))"
        }
        return .present(names.list + ".", in: dossier.relying.map(\.entry))
    }

    static let lastConfirmed = ContractItem(
        "last-confirmed", "Last point confirmed before the window", "SEC-27037-2"
    ) { dossier in
        if let point = dossier.confirmed.confirmed {
            return .nothingToReport(
                "Size \(point.size), sealed \(point.sealedAt.inWords), confirmed by "
                    + "\(point.confirmedBy.list).")
        }
        if let point = dossier.confirmed.sealed {
            return .nothingToReport(
                "Size \(point.size), sealed \(point.sealedAt.inWords) by this log alone; "
                    + "nobody else confirmed it.")
        }
        return .nothingToReport(
            "This log has no checkpoint from before the window: it took the records in afterwards.")
    }

    static let crossChecks = ContractItem(
        "cross-checks", "Later results that did not rely on it", "JQS-3", .optional
    ) { dossier in
        let checked = dossier.affected.filter { $0.crossCheck != nil }.count
        return checked == 0
            ? .nothingToReport("No affected item was measured independently since.")
            : .present(
                "\(checked) of \(dossier.affected.count) items were measured since.",
                in: dossier.affected.compactMap(\.crossCheck))
    }
}
