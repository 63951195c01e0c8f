// SPDX-License-Identifier: Apache-2.0
import DemoPlant
import Intake
import Ledger
import Reading

extension DemoStory {
    /// Chapter 1: what five systems export.
    func takeInSystems(_ plant: Plant) async throws {
        say("\n1  Five systems' files are taken in.")
        for file in PlantFile.allCases {
            var bytes: [UInt8] = []
            PlantFiles(.story).write(file) { bytes.append(contentsOf: $0) }
            sayTaken(file.rawValue, try await takeIn(file.rawValue, bytes, plant))
        }
    }

    /// Puts a file into the demo's folder and takes it in as any other.
    func takeIn(
        _ name: String, _ bytes: [UInt8], _ plant: Plant, source: String? = nil
    ) async throws -> IntakeReport {
        let path = "\(folder)/files/\(name)"
        try DurableFile.write(bytes, to: path)
        var options = IntakeOptions()
        options.reading.source = source
        let work = IntakeWork(
            plant: plant, log: plant.ledger.sequencer, options: options, output: output)
        let library = MappingLibrary(folder: plant.folder, journal: plant.journal)
        let mapping = try MappingChoice(library, wanted: nil, warn: output.warn)
            .mapping(for: path, formats: Wiring.formats(plant.settings))
        let report = try await work.takeIn(path, by: mapping)
        guard report.problems.isEmpty else {
            throw CommandFailure("WM-DEMO-001", "\(path): \(report.problems.listed[0])")
        }
        return report
    }
}
