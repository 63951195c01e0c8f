// SPDX-License-Identifier: Apache-2.0
import Access
import Assembly
import Canon
import DemoPlant
import EvidencePackage
import Examining
import Intake
import Ledger
import Records
import Registrar
import TransparencyLog

/// The demo, chapter by chapter, each told as it happens; one file a chapter.
struct DemoStory: Sendable {
    let folder: String
    /// The log's name.
    let origin: String
    let timestamping: NewTimestamping?
    let output: Output

    /// What came out of it.
    struct Outcome: Sendable {
        let text: String
        let json: JSON
        let isAsExpected: Bool
    }

    var plantFolder: PlantFolder { PlantFolder(folder + "/plant") }

    func tell() async throws -> Outcome {
        var settings = PlantSettings(origin: origin)
        settings.isDemo = true
        // Its passwords are printed for everybody; what a guess at one costs matters to nobody.
        settings.scryptCost = ScryptCost(rounds: 1_024, blockSize: 8, parallelism: 1)
        let key = try Wiring.found(plantFolder, settings, timestamping: timestamping)
        say("Plant 7 is an invented aerospace shop; nothing here is real. It is in \(folder)")
        let plant = try Wiring.open(plantFolder)
        let maker = try await PackageMaker(plant: plant, output: output)
        let told = try await plant.working(output) {
            try FolderAccess.make(folder + "/files")
            try await takeInSystems(plant)
            try await takeInDesk(plant)
            let findings = try await examine(plant)
            let dossier = try await askTrustWindow(maker)
            let joint = try await workJointCase(plant, maker)
            let package = try await sealAnswer(maker)
            return (findings, dossier, joint, package, try await sealCase(joint, maker))
        }
        let (findings, dossier, joint, package, casePackage) = told
        try publish(plant)
        let verdicts = try verify(package, casePackage, key)
        return Outcome(
            text: next(package, joint.joint.id),
            json: [
                "schema": "witnessmark.demo/1", "folder": .string(folder),
                "package": .string(package.path), "flipped": .string(verdicts.flipped),
                "key": .string(key.text), "verdict": .string(verdicts.whole.rawValue),
                "flippedVerdict": .string(verdicts.broken.rawValue),
                "case": .string(joint.joint.id.text),
                "caseState": .string(joint.joint.state.text),
                "casePackage": .string(casePackage.path),
                "caseVerdict": .string(verdicts.signed.rawValue),
                "signatures": .integer(Int64(joint.signatures)),
                "findings": .object(
                    findings.map { JSON.Member($0.check, .integer(Int64($0.failures))) }),
                "answer": TrustWindowAnswer.json(dossier),
            ],
            isAsExpected: verdicts.whole == .verified && verdicts.signed == .verified
                && verdicts.broken == .failed && joint.joint.state == "closed")
    }

    private func next(_ package: SealedPackage, _ joint: RecordID) -> String {
        """

        Next, each in a line:
          export WITNESSMARK_DATA=\(folder)/plant
          witnessmark trace serial \(Plant7.serial(97))
          witnessmark joint status \(joint)
          witnessmark record history \(joint)
          witnessmark findings --scope serial \(Plant7.serial(97))
          witnessmark package build history serial \(Plant7.serial(97))
          witnessmark ledger tail -n 5
          unzip -d \(folder)/open \(package.path)     then read data/index.html in a browser
          rm -r \(folder)                        when you have seen enough
        """
    }

    func say(_ text: String) {
        guard !output.isJSON, !output.isQuiet else { return }
        output.line(text)
    }

    /// A file taken in, as a line of the story.
    func sayTaken(_ name: String, _ report: IntakeReport) {
        let padding = String(repeating: " ", count: max(1, 25 - name.utf8.count))
        let count = TextTable.number(report.recorded)
        // A mapping's digest is in every entry made by it and need not be in the story.
        let reader = report.reader.map { $0.prefix { $0 != "," } } ?? "not read"
        say("   \(name)\(padding)\(count) activities  \(reader)")
    }
}
