// SPDX-License-Identifier: Apache-2.0
import AS9102
import Activities
import DataIntegrity
import EvidencePackage
import Traceability

/// The contract of a first article (EPK-FAI): the three forms of AS9102, and what they rest on.
extension Contract<FirstArticleDossier> {
    package static let firstArticle = Contract(
        name: "first-article", revision: 2, title: "First article inspection",
        items: [
            .plan, .drawing, .form1, .form2, .form3, .measurementFiles, .instruments, .repeats,
            .specialProcesses, .functionalTests, .subassemblies, .nonconformities, .purchaseOrder,
            .asBuilt, .marking, .customerApproval, .findings, .originals, .times,
        ])
}

extension ContractItem<FirstArticleDossier> {
    static let drawing = ContractItem(
        "drawing", "Drawing or model, by the revision then in force", "EPK-FAI-2"
    ) { dossier in
        let named = dossier.inspections.flatMap { record in
            record.activity.participants.filter { $0.role == .document }.map { (record, $0) }
        }
        guard !named.isEmpty else {
            return .missing("No inspection names the drawing or model it went by.")
        }
        let bare = named.filter { $0.1.revision == nil }
        guard bare.isEmpty else {
            let list = bare.map { "\($0.1.thing) in \($0.0.entryName)" }
            return .missing("Without a revision: \(list.list).")
        }
        let texts = named.map { "\($0.1.thing.name) rev \($0.1.revision ?? "")" }.unique
        let standing = dossier.drawingInForce
        let inForce = standing.compactMap(\.revision).unique
        guard !inForce.isEmpty else {
            // The log holds no release of it: what was in force is not told, and not guessed.
            return .present("\(texts.list).", in: named.map(\.0.position))
        }
        guard let used = dossier.report.part[7],
            inForce.contains(where: { $0.utf8.elementsEqual(used.utf8) })
        else {
            return .missing("\(texts.list); in force then was rev \(inForce.list).")
        }
        // Entries that are not in the package cannot be its evidence.
        let held = Set(dossier.records.map(\.position))
        let releases = standing.map { EntryPosition($0.entry) }.filter { held.contains($0) }
        return .present(
            "\(texts.list), rev \(used) in force then.", in: named.map(\.0.position) + releases)
    }

    static let form1 = ContractItem(
        "form-1", "Form 1, part number accountability", "EPK-FAI-3"
    ) { judge(.part, of: $0, "Filled in from \($0.inspections.count.counted("inspection"))") }

    static let form2 = ContractItem(
        "form-2", "Form 2, materials, processes and tests, with certificates", "EPK-FAI-4"
    ) { dossier in
        dossier.report.products.isEmpty
            ? .missing("No record of what went into \(dossier.part) names a certificate.")
            : judge(
                .product, of: dossier,
                "\(dossier.report.products.count.counted("certificate")) named")
    }

    static let form3 = ContractItem(
        "form-3", "Form 3, every characteristic with its result", "EPK-FAI-5"
    ) { dossier in
        guard !dossier.report.characteristics.isEmpty else {
            return .missing("No record gives a result for \(dossier.part).")
        }
        let failed = dossier.report.characteristics.filter { $0.verdict == .fail }.count
        return judge(
            .characteristics, of: dossier,
            "\(dossier.report.characteristics.count.counted("characteristic")), "
                + "\(failed) not met")
    }

    static let measurementFiles = ContractItem(
        "measurement-files", "Measurement files, with the programme that measured", "EPK-FAI-6"
    ) { dossier in
        guard !dossier.inspections.isEmpty else {
            return .missing("No record inspects \(dossier.part).")
        }
        let absent = dossier.inspections.filter { !$0.hasOriginal }
        guard absent.isEmpty else {
            return .missing("The file is not in the store for \(absent.map(\.entryName).list).")
        }
        let bare = dossier.inspections.filter { $0.things(.programme).isEmpty }
        return bare.isEmpty
            ? .present(
                "\(dossier.inspections.count.counted("inspection")) with file and programme.",
                in: dossier.inspections.map(\.position))
            : .missing("No measuring programme is named in \(bare.map(\.kindAndEntry).list).")
    }

    static let instruments = ContractItem(
        "instruments", "What was measured with", "EPK-COM-11"
    ) { dossier in
        let bare = dossier.inspections.filter { record in
            record.things(.instrument).isEmpty
                && record.activity.results.contains { $0.instrument == nil }
        }
        guard !dossier.inspections.isEmpty else {
            return .missing("No record inspects \(dossier.part).")
        }
        let names = dossier.inspections.flatMap { record in
            record.things(.instrument).map(\.name)
                + record.activity.results.compactMap(\.instrument)
        }.unique
        return bare.isEmpty
            ? .present("\(names.list).", in: dossier.inspections.map(\.position))
            : .missing("No instrument is named in \(bare.map(\.kindAndEntry).list).")
    }

    static let repeats = ContractItem(
        "repeated-inspection", "Inspections of the same part, compared", "ALC-CN-4", .optional
    ) { dossier in
        let pairs = dossier.repeats.flatMap(\.comparison.pairs)
        guard let chosen = dossier.chosen, !pairs.isEmpty else {
            return .nothingToReport("No characteristic was measured in more than one inspection.")
        }
        let split = dossier.repeats.flatMap(\.comparison.disagreements).map { pair in
            "\(pair.characteristic) (\(pair.differences.map(\.phrase).joined(separator: ", ")))"
        }
        return .present(
            "\(pairs.count.counted("characteristic")) measured again, "
                + (split.isEmpty
                    ? "none otherwise." : "\(split.count) otherwise: \(split.list)."),
            in: [chosen.position] + dossier.repeats.map(\.record.position))
    }

    static let nonconformities = ContractItem(
        "nonconformities", "Nonconformance and concession for every departure", "EPK-FAI-10"
    ) { dossier in
        let failed = dossier.report.characteristics.filter { $0.verdict == .fail }
        let elsewhere = dossier.failuresElsewhere
        guard !(failed.isEmpty && elsewhere.isEmpty) else {
            return .nothingToReport("Every characteristic that was judged is met.")
        }
        let unnamed =
            failed.filter { $0.fields[11] == nil }.map(\.title)
            + elsewhere.filter { !$0.record.namesNonconformance(of: $0.result) }.map {
                "\($0.result.inWords) in \($0.record.entryName)"
            }
        let entries = dossier.chosen.map { [$0.position] } ?? []
        return unnamed.isEmpty
            ? .present(
                "\((failed.count + elsewhere.count).counted("characteristic")) not met, each with "
                    + "a nonconformance.", in: entries + elsewhere.map(\.record.position))
            : .missing("Not met, and no nonconformance is named: \(unnamed.list).")
    }

    static let purchaseOrder = ContractItem(
        "order", "Order it was made under", "EPK-FAI-11"
    ) { dossier in
        let named = dossier.own.filter { record in
            record.things(.order).contains { $0.kind == .order }
        }
        let orders = named.flatMap { $0.things(.order) }.filter { $0.kind == .order }.map(\.name)
        return named.isEmpty
            ? .missing("No record names an order.")
            : .present("\(orders.unique.list).", in: named.map(\.position))
    }

    static let asBuilt = ContractItem(
        "as-built", "Machines and programmes it was made with", "EPK-FAI-12"
    ) { dossier in
        let made = dossier.own.filter { record in
            record.activity.results.isEmpty && record.activity.status != .planned
                && !(record.things(.equipment) + record.things(.programme)).isEmpty
        }
        let names = made.flatMap { record in
            (record.things(.equipment) + record.things(.programme)).map(\.name)
        }.unique
        return made.isEmpty
            ? .missing("No record says on which machine or by which programme it was made.")
            : .present("\(names.list).", in: made.map(\.position))
    }

    /// A form is there when nothing that the review asks of it is open.
    private static func judge(
        _ form: Form, of dossier: FirstArticleDossier, _ found: String
    ) -> Judgement {
        guard let chosen = dossier.chosen else {
            return .missing("No record inspects \(dossier.part).")
        }
        let open = dossier.review(of: form)
        return open.isEmpty
            ? .present("\(found).", in: [chosen.position])
            : .missing("\(found); open: \(open.map(\.inWords).list).")
    }
}

extension FirstArticleDossier {
    /// Results that are not met, by either account, in inspections that the forms are not of.
    fileprivate var failuresElsewhere: [(record: DossierRecord, result: MeasuredResult)] {
        inspections.filter { record in
            record.position != chosen?.position
                && chosen.map { !record.activity.tellsOfSameMeasuring(as: $0.activity) } ?? true
        }.flatMap { record in
            record.activity.results.filter { $0.computed == .fail || $0.claimed == .fail }
                .map { (record, $0) }
        }
    }
}

extension DossierRecord {
    fileprivate func namesNonconformance(of result: MeasuredResult) -> Bool {
        activity.attributes.contains { attribute in
            attribute.name.utf8.elementsEqual("NonConformance of \(result.name)".utf8)
        }
    }
}

extension CharacteristicRow {
    /// "12 (Diameter 10)".
    package var title: String {
        let number = fields[5] ?? "without a number"
        guard let name = measured?.name, !name.hasSameBytes(as: number) else { return number }
        return "\(number) (\(name))"
    }
}

extension FirstArticleFinding {
    /// "row 3: …", as a person goes and looks.
    package var inWords: String { (row.map { "row \($0): " } ?? "") + text }
}

extension String {
    fileprivate func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
