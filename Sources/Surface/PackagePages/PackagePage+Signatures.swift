// SPDX-License-Identifier: Apache-2.0
import Access
import Assembly
import Canon
import EvidencePackage
import Records
import Traceability

/// The manifestations of signatures: printed name, date and time, meaning (21 CFR 11.50, P11-50a).
extension PackagePage {
    static func signatureSection(_ dossier: CaseDossier) -> Section {
        Section(
            "Signatures",
            "On the record and on every linked one, each with name and role as they were then. "
                + "Each covers the record's number, revision, version and all acts up to it.",
            columns: ["Record", "Signed by", "Date and time", "Meaning", "On", "Holds"],
            rows: dossier.records.flatMap { record in
                record.signatures.map { given, logged in
                    let said = given.statement
                    return [
                        .id(record.id.text),
                        .lines([logged.act.stamp.who, logged.act.stamp.capacity]),
                        .lines(said.shownTime),
                        .lines([said.meaning.rawValue, "“\(said.meaning.sentence)”"]),
                        .lines([
                            "revision \(said.revision), version \(said.version)",
                            "to \(said.transition), entry \(logged.position)",
                        ]),
                        cell(dossier.judgement(at: logged.position)),
                    ]
                }
            }, nothing: "Nobody has signed.")
    }

    private static func cell(_ judged: JudgedSignature?) -> Cell {
        switch judged?.judgement {
        case .valid: .state("valid", .good)
        case .invalid(let part, let expected, _):
            .state("invalid", .bad, more: "\(part.rawValue): expected \(expected)")
        case .undecided(let reason): .state("cannot tell", .watch, more: reason)
        case nil: .state("not judged", .watch)
        }
    }
}

extension SignatureStatement {
    /// Date and time in UTC, and as the signer's clock showed it where its offset is known.
    fileprivate var shownTime: [String] {
        guard let minutes = WrittenTime.offsetMinutes(zone) else {
            return [at.inWords, "signer in \(zone)"]
        }
        let local = at.adding(microseconds: Int64(minutes) * 60_000_000).inWords
            .split(separator: " ").dropLast().joined(separator: " ")
        return [at.inWords, "\(local) \(zone)"]
    }
}

extension SignatureMeaning {
    /// What somebody says by it.
    fileprivate var sentence: String {
        switch self {
        case .authored: "I wrote this."
        case .reviewed: "I have read this and the data behind it."
        case .approved: "This shall be so."
        case .verified: "I checked that this was done, and I did not do it."
        case .released: "This product may be used, or go."
        case .certified: "I certify this, as the law has me do."
        case .acknowledged: "I have taken notice."
        }
    }
}
