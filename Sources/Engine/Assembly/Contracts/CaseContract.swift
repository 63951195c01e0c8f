// SPDX-License-Identifier: Apache-2.0
import Access
import EvidencePackage
import Records
import Traceability

/// The contract of a joint quality and security case (EPK-JQS), with its nonconformity (EPK-NC).
extension Contract<CaseDossier> {
    package static let jointCase = Contract(
        name: "case", revision: 1, title: "Joint quality and security case",
        items: [.record, .history, .signatures, .signers]
            + ContractItem<CaseDossier>.joint + ContractItem<CaseDossier>.nonconformity
            + [.attachments, .linked, .openItems])
}

extension ContractItem<CaseDossier> {
    static let joint = [
        triggers, counterparts, timeline, window, verdicts, assessment, holds, preservation,
        containment, duties, causes, restoration, lessons,
    ]

    private static let triggers = ContractItem(
        "triggers", "Trigger criteria, and the declaration", "EPK-JQS-1"
    ) {
        .finished(
            $0.records(of: CaseKinds.candidate),
            whenNone: .missing("No record says why this is a joint case, and who declared it."))
    }

    private static let counterparts = ContractItem(
        "counterparts", "Links to other systems, both ways", "EPK-JQS-2"
    ) { dossier in
        let links = dossier.records.flatMap { record in
            record.state.systemLinks.map { (record, $0) }
        }
        guard !links.isEmpty else {
            return .missing("No record of another system is linked, the security ticket neither.")
        }
        let doubtful = links.filter { $0.1.lastCheck?.result != .mutual }
        guard doubtful.isEmpty else {
            return .missing(
                doubtful.map { record, link in
                    "\(record.id) → \(link.link.key.description): "
                        + (link.lastCheck?.result.rawValue ?? "never looked at")
                }.list + ".")
        }
        return .present(
            links.map { "\($0.id) ↔ \($1.link.key.description)" }.list + ".",
            in: dossier.records.flatMap(\.systemActs))
    }

    private static let timeline = ContractItem(
        "timeline", "Joint timeline", "EPK-JQS-3"
    ) { dossier in
        let acts = dossier.timeline
        guard let first = acts.first, let last = acts.last else {
            return .missing("There are no acts.")
        }
        return .present(
            "\(acts.count.counted("act")) from \(first.act.act.stamp.at.inWords) to "
                + "\(last.act.act.stamp.at.inWords), by the log's clock.",
            in: acts.map { EntryPosition($0.act.position) })
    }

    private static let window = ContractItem(
        "window", "Trust window, computed and signed", "EPK-JQS-4"
    ) { dossier in
        let windows = dossier.records(of: CaseKinds.window)
        let unsigned = windows.filter { !dossier.hasValidSignature($0) }
        guard unsigned.isEmpty else {
            return .missing("Not signed: \(unsigned.map(\.nameAndState).list).")
        }
        return .found(windows, whenNone: .missing("No trust window is frozen in the case."))
    }

    private static let verdicts = ContractItem(
        "verdicts", "Verdict on the records of each stream", "EPK-JQS-5"
    ) {
        .finished(
            $0.records(of: CaseKinds.verdict),
            whenNone: .missing("No stream of records has a verdict."))
    }

    private static let assessment = ContractItem(
        "assessment", "Joint assessment of impact and risk, signed by all functions", "EPK-JQS-6"
    ) { dossier in
        let assessments = dossier.records(of: CaseKinds.assessment)
        guard !assessments.isEmpty else { return .missing("There is no joint assessment.") }
        let roles = Set(assessments.flatMap { dossier.signingRoles(on: $0) })
        let lacking = CaseFunction.allCases.filter { roles.isDisjoint(with: $0.roles) }
        guard lacking.isEmpty else {
            return .missing("Not signed by \(lacking.map(\.rawValue).joined(separator: ", ")).")
        }
        return .finished(assessments, whenNone: .missing("There is no joint assessment."))
    }

    private static let holds = ContractItem(
        "holds", "Product holds, and how they ended", "EPK-JQS-7"
    ) {
        .found(
            $0.records(of: CaseKinds.productHold),
            whenNone: $0.reason(in: "no-product-held", else: "No product is held."))
    }

    private static let preservation = ContractItem(
        "preservation", "Preserved evidence, and its custody", "EPK-JQS-8"
    ) {
        .found(
            $0.records(of: CaseKinds.preservation),
            whenNone: $0.reason(in: "nothing-to-preserve", else: "Nothing is preserved."))
    }

    private static let containment = ContractItem(
        "containment", "Decisions on containment, signed", "EPK-JQS-9"
    ) { dossier in
        let decisions = dossier.records(of: CaseKinds.decision)
        let signed = decisions.filter { dossier.hasValidSignature($0) }
        guard !signed.isEmpty else {
            return .missing(
                decisions.isEmpty
                    ? "No decision is on record."
                    : "No decision is signed: \(decisions.map(\.nameAndState).list).")
        }
        return .found(
            signed + dossier.records(of: CaseKinds.measure),
            whenNone: .missing("No decision is on record."))
    }

    private static let duties = ContractItem(
        "duties", "Duties to tell others, each done or decided", "EPK-JQS-10"
    ) {
        .finished(
            $0.records(of: CaseKinds.duty),
            whenNone: $0.reason(in: "no-duties", else: "No duty is on record."))
    }

    private static let causes = ContractItem(
        "causes", "Root cause, actions and their effect", "EPK-JQS-11"
    ) { dossier in
        let causes = dossier.records(of: CaseKinds.cause)
        let actions = dossier.records(of: CaseKinds.action)
        guard !causes.isEmpty, !actions.isEmpty else {
            return .missing(causes.isEmpty ? "No root cause is on record." : "There is no action.")
        }
        return .finished(
            causes + actions + dossier.records(of: CaseKinds.effectiveness),
            whenNone: .missing("There is no action."))
    }

    private static let restoration = ContractItem(
        "restoration", "Restored to a validated state", "EPK-JQS-12"
    ) {
        .found(
            $0.records(of: CaseKinds.restoration),
            whenNone: .missing("No record shows that the systems are validated again."))
    }

    private static let lessons = ContractItem(
        "lessons", "Lessons", "EPK-JQS-13"
    ) { dossier in
        guard dossier.root?.isFinal == true else {
            return .notApplicable("The case is not closed yet.")
        }
        return dossier.root?.state.text("lessons") == nil
            ? .missing("The case was closed without a lesson.")
            : .present("In the record itself.", in: dossier.root?.positions ?? [])
    }
}

/// The functions that answer for a joint case together.
enum CaseFunction: String, CaseIterable {
    case quality = "quality"
    case operations = "operations or engineering"
    case security = "IT/OT security"

    var roles: Set<Role> {
        switch self {
        case .quality: [.qualityEngineer, .qualityManager, .releaseAuthority]
        case .operations: [.operations, .engineering, .processOwner]
        case .security: [.itSecurity]
        }
    }
}

extension CaseDossier {
    /// The roles in which a record's revision was signed, by signatures that hold.
    func signingRoles(on record: CaseRecord) -> Set<Role> {
        Set(
            record.signatures.filter { given, act in
                given.statement.revision == record.state.revision
                    && judgement(at: act.position)?.isValid == true
            }.map(\.given.statement.role))
    }

    /// A nil return where the record says why there is nothing, in a field of its own.
    func reason(in field: String, else missing: String) -> Judgement {
        root?.state.text(field).map { .nothingToReport($0.shortReason) }
            ?? .missing("\(missing) The record does not say why (\(field)).")
    }

    func hasValidSignature(_ record: CaseRecord) -> Bool { !signingRoles(on: record).isEmpty }
}

extension CaseRecord {
    /// The entries about its counterparts in other systems.
    fileprivate var systemActs: [EntryPosition] {
        acts.filter {
            switch $0.act.deed {
            case .systemLinked, .systemChecked: true
            case .opened, .amended, .attached, .linked, .unlinked, .synchronised, .proposed,
                .signed, .refused, .transitioned, .superseded, .voided, .reopened:
                false
            }
        }.map { EntryPosition($0.position) }
    }
}

extension String {
    /// As much of a reason as a table shows; the whole stands in the record.
    fileprivate var shortReason: String { count > 300 ? prefix(300) + "…" : self }
}
