// SPDX-License-Identifier: Apache-2.0
import Activities
import ArgumentParser
import Assembly
import Canon
import EvidencePackage
import Traceability

/// A new revision of a package, with the reason.
struct PackageReissue: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "reissue",
        abstract: "Seal a new revision of a package, with a reason; the old one stays as it is.",
        discussion: """
            Example: witnessmark package reissue history-P7-1042 --reason "certificate arrived"

            The question is asked anew, so the revision holds what is known now. A trust window is
            asked of the same time as before.

            Exit status: 0 sealed and complete, 12 sealed but required items are missing, 5 there is
            no such package.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var making: PackageMaking

    @Argument(help: "The package's identifier.") var id: String

    @Option(help: "Why there is another revision.") var reason: String

    mutating func validate() throws {
        if reason.trimmed.isEmpty { throw ValidationError("--reason should say why.") }
    }

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let folder = plant.folder
        let revisions = try await PackageShow.revisions(of: id, in: folder, output)
        guard let last = revisions.last else { return .notFound }
        let question = try IssuedPackage.question(
            at: folder.packages + "/"
                + PackageFileName.name(id: id, revision: Int64(last.package.revision)))
        let plant = try Wiring.open(folder)
        let maker = try await PackageMaker(plant: plant, output: output)
        let reissue = PackageCover.Reissue(
            replaces: Int64(last.package.revision), reason: reason.trimmed)
        let revision = Int64(last.package.revision) + 1
        let (id, making) = (self.id, self.making)
        let sealed = try await plant.working(output) {
            try await maker.make(question, id: id, making: making, reissuing: (revision, reissue))
        }
        try PackageText.report(sealed, making, plant, output)
        return sealed.completeness.outcome == .incomplete ? .packageIncomplete : .ok
    }
}
