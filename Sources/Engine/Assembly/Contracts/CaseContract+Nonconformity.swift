// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Records
import Traceability

/// What a case with a nonconformity in it must hold besides (EPK-NC).
extension ContractItem<CaseDossier> {
    static let nonconformity = [
        statement, classification, population, correction, disposition, permission, escape,
        analysis, reportability, reverification, scrap,
    ]

    /// An item that does not apply where there is no nonconformity.
    private static func ofNonconformity(
        _ id: String, _ title: String, _ requirement: String,
        judge: @escaping @Sendable (CaseDossier, [CaseRecord]) -> Judgement
    ) -> ContractItem {
        ContractItem(id, title, requirement) { dossier in
            let all = dossier.records(of: CaseKinds.nonconformity)
            guard !all.isEmpty else {
                return .notApplicable("There is no nonconformity in the case.")
            }
            return judge(dossier, all)
        }
    }

    /// Fields that each nonconformity must have.
    private static func fields(_ names: [String], of records: [CaseRecord]) -> Judgement {
        let lacking = records.flatMap { record in
            names.filter { record.state[$0] == nil }.map { "\(record.id): \($0)" }
        }
        return lacking.isEmpty
            ? .found(records, whenNone: .missing("There is none."))
            : .missing("Not written down: \(lacking.list).")
    }

    private static let statement = ofNonconformity(
        "nc-statement", "What was found, and which requirement it breaks", "EPK-NC-1"
    ) { fields(["observed", "requirement"], of: $1) }

    private static let classification = ofNonconformity(
        "nc-classification", "Where and when it was found, and how grave it is", "EPK-NC-2"
    ) { fields(["class", "detected-at", "stage"], of: $1) }

    private static let population = ofNonconformity(
        "nc-population", "Affected product", "EPK-NC-3"
    ) { fields(["affected-quantity", "product"], of: $1) }

    private static let correction = ofNonconformity(
        "nc-containment", "Holds and containment", "EPK-NC-4, EPK-NC-5"
    ) { dossier, _ in
        .found(
            dossier.records(of: CaseKinds.productHold.union(CaseKinds.measure)),
            whenNone: .missing("Neither a hold nor another containment is on record."))
    }

    private static let disposition = ofNonconformity(
        "nc-disposition", "Disposition, with authority", "EPK-NC-6"
    ) { dossier, _ in
        .finished(
            dossier.records(of: CaseKinds.disposition),
            whenNone: .missing("Nothing was decided about the product."))
    }

    private static let permission = ofNonconformity(
        "nc-permission", "Concession or deviation permit", "EPK-NC-7"
    ) { dossier, _ in
        .found(
            dossier.records(of: CaseKinds.permission),
            whenNone: .notApplicable("No permission was asked for."))
    }

    private static let escape = ofNonconformity(
        "nc-escape", "Notice of escape", "EPK-NC-8"
    ) { dossier, all in
        let delivered = all.filter { record in
            record.state.quantity("delivered-quantity").map { ExactDecimal($0.value)?.text != "0" }
                ?? false
        }
        return .found(
            dossier.records(of: CaseKinds.escape),
            whenNone: delivered.isEmpty
                ? .notApplicable("Nothing of it was delivered.")
                : .missing(
                    "Product was delivered (\(delivered.map(\.id.text).list)): nobody was told."))
    }

    private static let analysis = ofNonconformity(
        "nc-causes", "Root cause, screened for security", "EPK-NC-9, EPK-NC-10"
    ) { dossier, all in
        let grave = all.filter { $0.state.text("class") != "minor" }
        return .found(
            dossier.records(of: CaseKinds.cause.union(CaseKinds.action)),
            whenNone: grave.isEmpty
                ? .notApplicable("It is minor.") : .missing("No cause is on record."))
    }

    private static let reportability = ofNonconformity(
        "nc-reportability", "Whether it must be reported", "EPK-NC-11"
    ) { dossier, _ in
        .found(
            dossier.records(of: CaseKinds.duty),
            whenNone: .missing("Nobody has decided whether it must be reported."))
    }

    private static let reverification = ofNonconformity(
        "nc-reverification", "Verified again after rework or repair", "EPK-NC-12"
    ) { dossier, _ in
        let worked = dossier.records(of: CaseKinds.disposition)
            .filter { $0.isDecided("rework") || $0.isDecided("repair") }
        return .finished(
            worked, whenNone: .notApplicable("No disposition says rework or repair."))
    }

    private static let scrap = ofNonconformity(
        "nc-scrap", "Proof that scrap was destroyed", "EPK-NC-13"
    ) { dossier, _ in
        let scrapped = dossier.records(of: CaseKinds.disposition).filter { $0.isDecided("scrap") }
        let bare = scrapped.filter { $0.state["destruction-witness"] == nil && $0.files.isEmpty }
        guard bare.isEmpty else {
            return .missing("Neither witness nor proof: \(bare.map(\.nameAndState).list).")
        }
        return .found(scrapped, whenNone: .notApplicable("No disposition says scrap."))
    }
}

extension CaseRecord {
    /// Whether that is what a disposition says is done.
    fileprivate func isDecided(_ choice: String) -> Bool {
        state.text("decision")?.hasSameBytes(as: choice) == true
    }
}
