// SPDX-License-Identifier: Apache-2.0
import Assembly
import Canon
import EvidencePackage
import Ledger
import TransparencyLog

/// How a sealed package is told.
enum PackageText {
    static func report(
        _ sealed: SealedPackage, _ making: PackageMaking, _ plant: Plant, _ output: Output
    ) throws {
        if let copy = making.copy { try FolderAccess.copy(sealed.path, to: copy) }
        output.result(text(sealed, plant), json(sealed))
    }

    private static func text(_ sealed: SealedPackage, _ plant: Plant) -> String {
        let outcome =
            switch sealed.completeness.outcome {
            case .complete: "complete"
            case .completeWithWaivers: "complete with waivers"
            case .incomplete: "INCOMPLETE"
            }
        var lines = [
            "\(sealed.path)",
            "  \(outcome): \(sealed.completeness.summary)",
            "  \(sealed.entryCount.records), \(TextTable.number(sealed.byteCount)) bytes, sealed by "
                + "entry \(sealed.seal) under the checkpoint of size \(sealed.size)",
        ]
        if let time = sealed.timeStamp { lines.append("  time-stamp token of \(time.inWords)") }
        if let failure = sealed.timeStampFailure {
            lines.append("  no time-stamp token: \(failure)")
            lines.append(
                "  The package is whole without it. `witnessmark doctor` asks the service; for a "
                    + "package with a token:")
            lines.append("  witnessmark package reissue \(sealed.id) --reason \"time-stamp\"")
        }
        lines.append(
            "Next: witnessmark-verify --key \(plant.ledger.verifierKey.text) \(sealed.path)")
        return lines.joined(separator: "\n")
    }

    private static func json(_ sealed: SealedPackage) -> JSON {
        [
            "schema": "witnessmark.sealed/1", "id": .string(sealed.id),
            "revision": .integer(sealed.revision), "path": .string(sealed.path),
            "bytes": .integer(Int64(clamping: sealed.byteCount)),
            "outcome": .string(sealed.completeness.outcome.rawValue),
            "missing": .array(sealed.completeness.gaps.map(JSON.string)),
            "waived": .array(sealed.completeness.waivers.map(JSON.string)),
            "seal": .integer(Int64(clamping: sealed.seal)),
            "size": .integer(Int64(clamping: sealed.size)),
            "entries": .integer(Int64(sealed.entryCount)),
            "timeStamp": sealed.timeStamp.map { .string($0.rfc3339) } ?? nil,
            "timeStampFailure": sealed.timeStampFailure.map(JSON.string) ?? nil,
        ]
    }
}
