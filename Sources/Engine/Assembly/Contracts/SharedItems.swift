// SPDX-License-Identifier: Apache-2.0
import EvidencePackage

/// A dossier that puts records before a contract.
package protocol RecordsDossier: Sendable {
    var records: [DossierRecord] { get }
}

/// A dossier whose records were held against the data-integrity checks.
package protocol ExaminedDossier: RecordsDossier {
    var findings: [DossierFinding] { get }
    /// What the list of findings does not hold.
    var leftOut: FindingsLeftOut { get }
}

extension HistoryDossier: RecordsDossier {}
extension TrustDossier: RecordsDossier {}
extension BatchDossier: ExaminedDossier {}
extension FirstArticleDossier: ExaminedDossier {}

/// What every contract asks for (EPK-COM).
extension ContractItem where Dossier: RecordsDossier {
    static var originals: ContractItem {
        ContractItem("originals", "Original bytes", "EPK-COM-5") {
            Judgement.originals(of: $0.records)
        }
    }

    static var times: ContractItem {
        ContractItem("times", "Times whose zone is not given", "EPK-COM-8", .optional) {
            Judgement.times(of: $0.records)
        }
    }
}

extension ContractItem where Dossier: ExaminedDossier {
    static var findings: ContractItem {
        ContractItem(
            "findings", "Findings of the data-integrity checks, each decided", "EPK-COM-8"
        ) {
            Judgement.findings($0.findings, leftOut: $0.leftOut)
        }
    }
}
