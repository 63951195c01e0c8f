// SPDX-License-Identifier: Apache-2.0
import Assembly
import Canon
import EvidencePackage
import HTML
import PackagePages
import Quality
import Records

extension PackageMaker {
    /// A package of a governed record, or of all that hangs on it.
    func record(
        _ id: RecordID, _ contract: Contract<CaseDossier>, depth: Int, _ request: PackageRequest
    ) async throws -> (PackageDraft, [UInt8]) {
        let collector = CaseCollector(
            PlantShelf(trace: trace, output: output), kinds: QualityKinds.catalogue,
            origin: plant.settings.origin)
        let dossier: CaseDossier
        do {
            dossier = try await collector.dossier(of: id, depth: depth)
        } catch CaseRefusal.noSuchRecord(let id) {
            throw CommandFailure(
                "WM-REC-001", "There is no record \(id).",
                remedy: "`witnessmark record list` names them.", status: .notFound)
        }
        let assessment = try Assessment(of: dossier, under: contract, waivers: request.waivers)
        let shown = request.withholdsPersons ? try dossier.withholdingPersons() : dossier
        var page = PackagePage(
            shown, assessment: assessment, verifyCommand: verifyCommand(request), files: files)
        let record = page.facts
        finish(&page, request)
        page.facts = record + page.facts
        let draft = PackageDraft(
            request: request, contract: contract.cover,
            scope: PackageCover.Scope(kind: "record", name: id.text), assessment: assessment,
            pieces: dossier.pieces, answer: CaseAnswer.json(shown, assessment))
        return (draft, page.html.bytes)
    }
}
