// SPDX-License-Identifier: Apache-2.0
import AS9102
import Activities
import EvidencePackage
import Traceability

/// What stands beside the forms of a first article: the plan, outside processes, tests, parts of an
/// assembly, marking, the customer's word.
///
/// Most of it applies to some parts only, and no record says to which. What the log does not hold is
/// a nil return that says what was looked for, so that a person can tell *none* from *not kept here*.
extension ContractItem<FirstArticleDossier> {
    static let plan = ContractItem(
        "plan", "Plan of the inspection, signed by more than one", "EPK-FAI-1"
    ) { dossier in
        let plans = dossier.plans
        guard !plans.isEmpty else {
            return .missing("No record plans the inspection of \(dossier.part).")
        }
        let names = Set(plans.flatMap { $0.things(.subject) + $0.things(.about) })
            .filter { $0.kind == .document || $0.kind == .record }
        let signing = dossier.records.filter { record in
            !record.things(.signatory).isEmpty
                && (plans.contains { $0.position == record.position } || record.speaks(of: names))
        }
        let people = signing.flatMap { $0.things(.signatory) }.map(\.name).unique
        let planned = plans.map(\.kindAndEntry).list
        switch people.count {
        case 0: return .missing("\(planned), and nobody signed for it.")
        case 1: return .missing("\(planned), signed by one person only.")
        default:
            return .present(
                "\(planned), signed by \(people.count) persons.",
                in: (plans + signing).map(\.position))
        }
    }

    static let specialProcesses = ContractItem(
        "special-processes", "Approval of those who worked on it outside", "EPK-FAI-7"
    ) { dossier in
        let worked = dossier.own.filter { record in
            record.activity.results.isEmpty && record.activity.status == .completed
                && record.things(.performer).contains { $0.kind == .party }
        }
        guard !worked.isEmpty else {
            return .nothingToReport("No record says that another party worked on \(dossier.part).")
        }
        var approvals: [DossierRecord] = []
        var bare: [String] = []
        for record in worked {
            for party in record.things(.performer) where party.kind == .party {
                let found = dossier.records.filter { $0.approves(party, at: record) }
                if found.isEmpty { bare.append("\(party.name) for \(record.kindAndEntry)") }
                approvals += found
            }
        }
        return bare.isEmpty
            ? .present(
                "Approved at the time: \(approvals.map(\.kindAndEntry).unique.list).",
                in: approvals.map(\.position))
            : .missing("No approval that held at the time: \(bare.unique.list).")
    }

    static let functionalTests = ContractItem(
        "functional-tests", "Functional tests, with procedure and result", "EPK-FAI-8"
    ) { dossier in
        let tests = dossier.own.filter {
            $0.activity.status != .planned && $0.says("functional test", "acceptance test")
        }
        guard !tests.isEmpty else {
            return .nothingToReport("No record of \(dossier.part) calls itself a functional test.")
        }
        let failed = tests.filter { record in
            record.activity.results.contains { $0.computed == .fail || $0.claimed == .fail }
        }
        guard failed.isEmpty else {
            return .missing("Not met: \(failed.map(\.kindAndEntry).list).")
        }
        let bare = tests.filter {
            $0.things(.document).isEmpty || $0.activity.results.isEmpty
        }
        return bare.isEmpty
            ? .present("\(tests.map(\.kindAndEntry).list).", in: tests.map(\.position))
            : .missing("Without a procedure or a result: \(bare.map(\.kindAndEntry).list).")
    }

    static let subassemblies = ContractItem(
        "subassemblies", "First articles or certificates of the parts in it", "EPK-FAI-9"
    ) { dossier in
        let parts = dossier.history.ancestors.filter { $0.depth == 1 && $0.thing.kind == .serial }
            .map(\.thing)
        guard !parts.isEmpty else {
            return .notApplicable(
                "No part with a serial of its own is known to be in \(dossier.part).")
        }
        var holders: [DossierRecord] = []
        var bare: [Thing] = []
        for part in parts {
            let found = dossier.records.filter { record in
                record.bearing == .upstream && record.speaks(of: [part])
                    && (!record.activity.results.isEmpty || record.namesCertificate)
            }
            if found.isEmpty { bare.append(part) }
            holders += found
        }
        return bare.isEmpty
            ? .present(
                "\(parts.count.counted("part")) in it: \(holders.map(\.kindAndEntry).unique.list).",
                in: holders.map(\.position))
            : .missing(
                "Neither an inspection nor a certificate of \(bare.map(\.description).list).")
    }

    static let marking = ContractItem(
        "marking", "Marking and packaging, as pictures or files", "EPK-FAI-13", .optional
    ) { dossier in
        let marked = dossier.own.filter {
            $0.activity.status != .planned
                && $0.says("marking", "marked", "labelled", "labeled", "packaging", "packing")
        }
        guard !marked.isEmpty else {
            return .nothingToReport("No record of \(dossier.part) speaks of marking or packaging.")
        }
        let shown = marked.filter { !$0.things(.evidence).isEmpty }
        return shown.isEmpty
            ? .missing("\(marked.map(\.kindAndEntry).list), and none names a picture or file.")
            : .present("\(shown.map(\.kindAndEntry).list).", in: shown.map(\.position))
    }

    static let customerApproval = ContractItem(
        "customer-approval", "Approval by the customer, where the contract asks for it",
        "EPK-FAI-14"
    ) { dossier in
        let approving = dossier.own.filter { record in
            record.activity.participants.contains {
                $0.role == .signatory && ($0.meaning ?? "").lowercased().contains("customer")
            }
        }
        guard !approving.isEmpty else {
            return .nothingToReport(
                "No record says that the customer approved it; whether the contract asks for that "
                    + "is not in the log.")
        }
        let undated = approving.filter { record in
            record.activity.participants.contains {
                $0.role == .signatory && $0.at == nil
                    && ($0.meaning ?? "").lowercased().contains("customer")
            }
        }
        return undated.isEmpty
            ? .present("\(approving.map(\.kindAndEntry).list).", in: approving.map(\.position))
            : .missing("Without a date: \(undated.map(\.kindAndEntry).list).")
    }
}

extension DossierRecord {
    /// Whether its kind, step or summary has one of these words, points read as spaces.
    fileprivate func says(_ words: String...) -> Bool {
        let text = [activity.kind, activity.step ?? "", activity.summary ?? ""]
            .joined(separator: " ").lowercased()
        let spaced = String(text.map { ".-_".contains($0) ? " " : $0 })
        return words.contains { spaced.contains($0) }
    }

    /// Whether it approves a party, and the approval held when some work was done.
    fileprivate func approves(_ party: Thing, at work: DossierRecord) -> Bool {
        guard activity.kind.split(separator: ".").last?.lowercased() == "approved",
            activity.status == .completed,
            things(.about).contains(party) || things(.subject).contains(party),
            let moment = work.activity.occurred?.instant,
            let from = (activity.valid?.from ?? activity.occurred)?.instant
        else { return false }
        let until = activity.valid?.until?.instant
        return from <= moment && until.map { moment <= $0 } ?? true
    }
}
