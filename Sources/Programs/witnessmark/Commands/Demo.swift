// SPDX-License-Identifier: Apache-2.0
import Activities
import ArgumentParser
import Assembly
import Canon
import DataIntegrity
import DemoPlant
import EvidencePackage
import Examining
import Intake
import Ledger
import Reading
import TransparencyLog
import VerifyCommand

/// The main job on an invented plant, from files in to a flipped byte found.
struct Demo: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the main job on Plant 7, an invented aerospace shop.",
        discussion: """
            Examples:
              witnessmark demo
              witnessmark demo --into plant7-demo --quiet

            Five systems' files are taken in; an account is found to have changed a furnace recipe
            outside change control; the product that relied on it is found; the answer is sealed,
            verified, and one byte of it flipped. Everything stays in one folder to look at.

            Exit status: 0 done, 1 something did not come out as told, 6 a plant is there already.
            """)

    @OptionGroup var output: OutputOptions

    @Option(
        help: ArgumentHelp("Where it is made; a temporary folder otherwise.", valueName: "folder"))
    var into: String?

    @OptionGroup var timestamping: TimestampOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let folder = try into ?? FolderAccess.temporary("witnessmark-demo")
        try FolderAccess.make(folder)
        let story = DemoStory(
            folder: folder, timestamping: try timestamping.service(), output: output)
        let outcome = try await story.tell()
        output.result(output.isQuiet ? folder : outcome.text, outcome.json)
        if outcome.isAsExpected { return .ok }
        output.warn("The package should be verified and its flipped copy should fail; see above.")
        return .failed
    }
}

/// The demo, step by step, each told as it happens.
struct DemoStory: Sendable {
    let folder: String
    let timestamping: NewTimestamping?
    let output: Output

    /// What came out of it.
    struct Outcome: Sendable {
        let text: String
        let json: JSON
        let isAsExpected: Bool
    }

    private var plantFolder: PlantFolder { PlantFolder(folder + "/plant") }

    func tell() async throws -> Outcome {
        var settings = PlantSettings(origin: Plant7.origin)
        settings.isDemo = true
        let key = try Wiring.found(plantFolder, settings, timestamping: timestamping)
        say("Plant 7 is an invented aerospace shop; nothing here is real. It is in \(folder)")
        let plant = try Wiring.open(plantFolder)
        let maker = try await PackageMaker(plant: plant, output: output)
        let (dossier, package) = try await plant.working(output) {
            try await takeIn(plant)
            let dossier = try await ask(plant, maker)
            say("\n3  The answer is sealed into a package.")
            let package = try await maker.make(
                try question, id: "TW-0001", making: try PackageMaking.parse([]), reissuing: nil)
            return (dossier, package)
        }
        say(
            "   \(package.completeness.summary) items, \(package.entryCount.records), \(TextTable.number(package.byteCount)) bytes"
        )
        say("   \(package.path)")
        if let failure = package.timeStampFailure { say("   no time-stamp token: \(failure)") }
        try publish(plant)
        return try verify(package, key, dossier)
    }

    private var question: PackageQuestion {
        get throws {
            .trustWindow(
                on: try Thing(.account, Plant7.suspectAccount),
                from: PlantSchedule.recipeChanged, until: PlantSchedule.recipeRestored)
        }
    }

    // MARK: Steps

    private func takeIn(_ plant: Plant) async throws {
        say("\n1  Five systems' files are taken in.")
        try FolderAccess.make(folder + "/files")
        let work = IntakeWork(
            plant: plant, log: plant.ledger.sequencer, options: IntakeOptions(), output: output)
        for file in PlantFile.allCases {
            let path = "\(folder)/files/\(file.rawValue)"
            var bytes: [UInt8] = []
            PlantFiles(.story).write(file) { bytes.append(contentsOf: $0) }
            try DurableFile.write(bytes, to: path)
            let report = try await work.takeIn(path)
            let name = file.rawValue + String(repeating: " ", count: 24 - file.rawValue.count)
            say(
                "   \(name) \(TextTable.number(report.recorded)) activities  \(report.reader ?? "not read")"
            )
            guard report.problems.isEmpty else {
                throw CommandFailure("WM-DEMO-001", "\(path): \(report.problems.listed[0])")
            }
        }
        let checkpoint = try await plant.ledger.seal(now: .now)
        say("   \(checkpoint.head.size) entries, sealed under one checkpoint of \(Plant7.origin)")
        try await examine(plant)
    }

    /// Holds what was taken in against the data-integrity checks: a line for each that fails.
    private func examine(_ plant: Plant) async throws {
        let checks = Catalogue.checks
        let report = try await LogExamination(of: plant.journal, with: checks).run()
        say("   \(checks.count) data-integrity checks; witnessmark findings says where they fail:")
        var table = TextTable(("   check", .left), ("times", .right), ("for example", .left))
        for said in report.judgements {
            guard let first = said.findings.first(where: { $0.outcome == .fail }) else { continue }
            let entry = first.entries.first.map { ", entry \($0)" } ?? ""
            table.add(
                "   \(said.check.name)", TextTable.number(said.count(.fail)), first.words + entry)
        }
        if !table.isEmpty { say(table.text) }
    }

    private func ask(_ plant: Plant, _ maker: PackageMaker) async throws -> TrustDossier {
        say(
            """

            2  An account changed a furnace recipe outside change control. Which product relied on it?
               witnessmark trust-window account \(Plant7.suspectAccount) \\
                 --from \(PlantSchedule.recipeChanged.rfc3339Seconds) --until \(PlantSchedule.recipeRestored.rfc3339Seconds)
            """)
        let dossier = try await maker.trustWindow(try question)
        for line in TrustWindowText.summary(dossier).split(separator: "\n") { say("   \(line)") }
        if let first = dossier.affected.first {
            say("   for example \(first.path.joined(separator: " → "))")
            say("   which is \(first.placement.phrase)")
        }
        return dossier
    }

    /// Leaves the log as files to serve, and three proofs, for verifiers that are not ours.
    private func publish(_ plant: Plant) throws {
        guard let checkpoint = try plant.journal.lastCheckpoint() else { return }
        var export = LogExport(
            of: try LogReader(of: plant.journal, at: checkpoint), into: folder + "/log")
        try export.write()
        var reader = try LogReader(of: plant.journal, at: checkpoint)
        try FolderAccess.make(folder + "/proofs")
        for position in [0, checkpoint.head.size.value / 2, checkpoint.head.size.value - 1] {
            let name = "\(folder)/proofs/\(position)"
            try DurableFile.write(
                try reader.proofFile(of: position).text, to: name + ".tlog-proof")
            try DurableFile.write(try reader.entry(at: position).header, to: name + ".entry")
        }
    }

    private func verify(
        _ package: SealedPackage, _ key: VerifierKey, _ dossier: TrustDossier
    ) throws -> Outcome {
        say(
            "\n4  A program that has never seen the plant verifies it, with the log's key and nothing else."
        )
        say("   witnessmark-verify --key \(plantFolder.verifierKey) \(package.path)")
        let trust = PackageTrust(TrustPolicy(log: key), given: plantFolder.verifierKey)
        let whole = PackageVerifier.verify(
            archive: try OpenFile(path: package.path), subject: package.path, trust: trust)
        say(DemoStory.indented(whole.text))

        say("\n5  One byte of it is flipped.")
        let flipped = folder + "/TW-0001-r1.wmpack.flipped"
        try flipOneByte(of: package.path, into: flipped)
        let broken = PackageVerifier.verify(
            archive: try OpenFile(path: flipped), subject: flipped, trust: trust)
        say(DemoStory.indented(broken.text))

        let isAsExpected = whole.verdict == .verified && broken.verdict == .failed
        return Outcome(
            text: DemoStory.next(
                folder: folder, package: package.path, key: plantFolder.verifierKey),
            json: [
                "schema": "witnessmark.demo/1", "folder": .string(folder),
                "package": .string(package.path), "flipped": .string(flipped),
                "key": .string(key.text), "verdict": .string("\(whole.verdict.rawValue)"),
                "flippedVerdict": .string("\(broken.verdict.rawValue)"),
                "answer": TrustWindowAnswer.json(dossier),
            ],
            isAsExpected: isAsExpected)
    }

    /// Flips one bit in the middle of the first record's content.
    private func flipOneByte(of path: String, into flipped: String) throws {
        let file = try OpenFile(path: path)
        var bytes = try file.bytes(in: 0..<file.count)
        let mark = Array("\"activity\":{".utf8)
        let place = bytes.indices.first { at in
            bytes[at...].starts(with: mark)
        }
        guard let place else { throw CommandFailure("WM-DEMO-002", "\(path) has no record in it.") }
        bytes[place + mark.count + 30] ^= 1
        try DurableFile.write(bytes, to: flipped)
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "   \($0)" }.joined(separator: "\n")
            .trimmedEnd
    }

    private static func next(folder: String, package: String, key: String) -> String {
        """

        Next, each in a line:
          export WITNESSMARK_DATA=\(folder)/plant
          witnessmark trace serial \(Plant7.serial(97))
          witnessmark package build history serial \(Plant7.serial(97))
          witnessmark ledger tail -n 5
          unzip -d \(folder)/open \(package)     then read data/index.html in a browser
          rm -r \(folder)                        when you have seen enough
        """
    }

    private func say(_ text: String) {
        guard !output.isJSON, !output.isQuiet else { return }
        output.line(text)
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self[...]
        while text.last?.isNewline == true { text.removeLast() }
        return String(text)
    }
}
