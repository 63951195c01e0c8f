// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Canon
import EvidencePackage
import Records
import VerifyCommand

/// A package that was issued, read for what it was asked.
enum IssuedPackage {
    /// The question that a package on file answers, to be asked again.
    static func question(at path: String) throws -> PackageQuestion {
        let archive = try ZipArchive(try OpenFile(path: path))
        guard
            let file = archive.entries.first(where: {
                $0.path.description.hasSuffix("/data/package.json")
            })
        else { throw refusal(path, "it has no data/package.json") }
        var bytes: [UInt8] = []
        try archive.read(file) { bytes.append(contentsOf: $0) }
        let cover = try PackageStatement(parsing: bytes).cover
        guard let kind = ThingKind(rawValue: cover.scope.kind) else {
            throw refusal(path, "\"\(cover.scope.kind)\" is no kind of thing")
        }
        let thing = try Thing(kind, cover.scope.name)
        switch cover.contract.kind {
        case Contract<HistoryDossier>.history.name: return .history(of: thing)
        case Contract<BatchDossier>.batchRecord.name: return .batchRecord(of: thing)
        case Contract<FirstArticleDossier>.firstArticle.name: return .firstArticle(of: thing)
        case Contract<TrustDossier>.trustWindow.name:
            guard let period = cover.scope.period else {
                throw refusal(path, "it names no period")
            }
            return .trustWindow(on: thing, from: period.from, until: period.until)
        case Contract<CaseDossier>.record.name: return .record(try record(thing, path))
        case Contract<CaseDossier>.jointCase.name: return .jointCase(try record(thing, path))
        default: throw refusal(path, "its contract \"\(cover.contract.kind)\" is not known here")
        }
    }

    private static func record(_ thing: Thing, _ path: String) throws -> RecordID {
        guard let id = RecordID(thing.name) else {
            throw refusal(path, "\"\(thing.name)\" is no record's number")
        }
        return id
    }

    private static func refusal(_ path: String, _ why: String) -> CommandFailure {
        CommandFailure(
            "WM-PKG-004", "\(path) cannot be asked again: \(why).",
            remedy: "Build a new package instead.")
    }
}
