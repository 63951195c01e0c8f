// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import EvidencePackage
import Records
import Traceability

/// What every package of governed records holds, be it one record or a whole case.
extension ContractItem<CaseDossier> {
    static let record = ContractItem("record", "The record as it stands", "EPK-COM-4") { dossier in
        guard let root = dossier.root else { return .missing("There is no record.") }
        let acts = root.acts.count.counted("act")
        return .present(
            "\(root.nameAndState), revision \(root.state.revision), \(acts).", in: root.positions)
    }

    static let linked = ContractItem("linked", "Records linked with it", "EPK-COM-4") { dossier in
        guard !dossier.isCut else {
            return .missing("There are more records around it than a package holds.")
        }
        return dossier.linked.isEmpty
            ? .nothingToReport("No record is linked with it.")
            : .present(
                "\(dossier.linked.count.records): \(dossier.linked.map(\.nameAndState).list).",
                in: dossier.linked.flatMap(\.span))
    }

    static let history = ContractItem(
        "history", "Every act from the first to now", "EPK-COM-7"
    ) { dossier in
        let faults = dossier.examination.contradictions.map {
            "\($0.item): expected \($0.expected)"
        }
        guard faults.isEmpty, dossier.examination.gaps.isEmpty else {
            return .missing((faults + dossier.examination.gaps).list + ".")
        }
        let acts = dossier.records.flatMap(\.positions)
        return .present(
            "\(acts.count.counted("act")), each with who, when, old and new.", in: acts)
    }

    static let signatures = ContractItem(
        "signatures", "Signatures, and what verifies them", "EPK-COM-6"
    ) { dossier in
        let all = dossier.examination.signatures
        guard !all.isEmpty else { return .nothingToReport("Nobody has signed.") }
        let wrong = all.filter { !$0.isValid }
        guard wrong.isEmpty else { return .missing(wrong.map(\.line).list) }
        return .present(
            "\(dossier.examination.signatureSummary).",
            in: all.map(\.position))
    }

    static let signers = ContractItem(
        "signers", "Who signed: enrolment, key and role", "EPK-COM-10"
    ) { dossier in
        let signatures = dossier.records.flatMap(\.signatures)
        guard !signatures.isEmpty else { return .nothingToReport("Nobody has signed.") }
        let capacities = CapacityRegister(dossier.people)
        let enrolled = dossier.named(in: "person.enrolled")
        let keyed = dossier.named(in: "person.keyed")
        var lacking: [String] = []
        for (given, logged) in signatures {
            let said = given.statement
            if !enrolled.contains(said.signer.text) { lacking.append("\(said.signer): enrolment") }
            if !keyed.contains(said.signer.text) { lacking.append("\(said.signer): key") }
            if !capacities.shows(said, at: logged.position) {
                lacking.append(
                    "\(said.signer): the role \(said.role.rawValue) when signing \(said.record) "
                        + "(entry \(logged.position))")
            }
        }
        guard lacking.isEmpty else {
            return .missing("Not shown by the log: \(lacking.unique.list).")
        }
        let signers = Set(signatures.map(\.given.statement.signer)).count
        return .present(
            "\(signers.counted("signer")), each enrolled, with a key and in the role at the time.",
            in: dossier.people.map(\.position))
    }

    static let attachments = ContractItem(
        "attachments", "Attached files", "EPK-COM-5"
    ) { dossier in
        let files = dossier.records.flatMap(\.files)
        guard !files.isEmpty else { return .nothingToReport("No file is attached.") }
        let absent = files.filter { !$0.isHeld }
        return absent.isEmpty
            ? .present("\(files.count.counted("file")).", in: files.map(\.entry))
            : .missing(
                "Not in the store: "
                    + absent.map { "\($0.reference.name) (entry \($0.entry.number))" }.list + ".")
    }

    /// Names what is still to be done; it takes nothing from the package that there is something.
    static let openItems = ContractItem(
        "open-items", "Open items, named", "EPK-COM-12"
    ) { dossier in
        let open = dossier.records.filter { !$0.isFinal }
        return open.isEmpty
            ? .nothingToReport("Nothing is open: \(dossier.records.count.records).")
            : .present(
                open.map(\.nameAndState).joined(separator: ", ") + ".", in: open.flatMap(\.span))
    }
}

extension CaseDossier {
    /// Whom entries of a type about people name.
    fileprivate func named(in type: String) -> Set<String> {
        Set(people.filter { $0.type.text == type }.compactMap { $0.content?["person"]?.text })
    }
}

extension Judgement {
    /// Records of some kinds that must be there, and finished.
    static func finished(_ records: [CaseRecord], whenNone none: Judgement) -> Judgement {
        guard !records.isEmpty else { return none }
        let open = records.filter { !$0.isFinal }
        return open.isEmpty
            ? found(records, whenNone: none)
            : .missing("Not finished: \(open.map(\.nameAndState).list).")
    }

    /// Records of some kinds that must be there, in whichever state.
    static func found(_ records: [CaseRecord], whenNone none: Judgement) -> Judgement {
        records.isEmpty
            ? none
            : .present(
                records.map(\.nameAndState).list + ".", in: records.flatMap(\.positions))
    }
}
