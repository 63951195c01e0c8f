// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

extension Verification {
    /// The most signatures and missing acts that are named as reasons for a doubt.
    static let listedDoubtsMax = 20

    /// Checks the acts of governed records and the signatures on them, where there are any.
    ///
    /// A signature that cannot be judged leaves the package undecided: whoever reads it would rely on
    /// the name that it shows.
    mutating func checkRecords(_ entries: [OpenedEntry], origin: String) {
        let isAboutRecords = entries.contains {
            $0.type.text.utf8.starts(with: RecordAct.typePrefix.utf8)
        }
        guard isAboutRecords else { return }
        let examination = RecordExamination(entries, origin: origin)
        report.begin(.records)
        report.begin(.signatures)
        report.signatures = examination.signatures
        for contradiction in examination.contradictions {
            report.fail(
                .records, contradiction.item, expected: contradiction.expected,
                found: contradiction.found)
        }
        let acts = examination.records.reduce(0) { $0 + $1.actCount }
        let records = examination.records.count
        report.pass(
            .records,
            "\(records) \(records == 1 ? "record" : "records"), \(acts) acts in order"
                + (examination.gaps.isEmpty
                    ? "" : "; not in the package: \(examination.gaps.joined(separator: ", "))"))
        doubt(examination.doubts)
        var undecided: [String] = []
        for signature in examination.signatures {
            switch signature.judgement {
            case .valid: break
            case .invalid(let part, let expected, let found):
                report.fail(
                    .signatures, "\(signature.name) \(part.rawValue)", expected: expected,
                    found: found)
            case .undecided(let reason):
                undecided.append("the signature of \(signature.name) cannot be judged: \(reason)")
            }
        }
        doubt(undecided)
        if undecided.isEmpty {
            report.pass(.signatures, examination.signatureSummary)
        } else {
            report.leaveOpen(.signatures, examination.signatureSummary)
        }
        guard !examination.signatures.isEmpty else { return }
        report.notChecked.append(
            "whether entries that were left out changed a signer's key or ended their account")
    }

    private mutating func doubt(_ reasons: [String]) {
        for reason in reasons.prefix(Self.listedDoubtsMax) { report.doubt(reason) }
        let more = reasons.count - Self.listedDoubtsMax
        if more > 0 { report.doubt("… and \(more) more such reasons") }
    }
}
