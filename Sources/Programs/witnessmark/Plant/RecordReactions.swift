// SPDX-License-Identifier: Apache-2.0
import Canon
import Ledger
import Quality
import Records
import Registrar

/// Lets what follows by itself follow, after records were worked on.
enum RecordReactions {
    /// Answers every act that was not answered yet.
    ///
    /// How far they were answered is kept in a small file of the plant. It is a short cut only: were
    /// it lost, all acts would be gone over again, and nothing done twice.
    static func run(
        at desk: RecordDesk, _ plant: Plant, _ output: Output
    ) async throws -> [Docket.Filed] {
        try await desk.registrar.shelf.catchUp()
        let runner = ReactionRunner(desk.registrar, Reactions.table)
        let outcome = try await runner.run(from: try start(plant.folder), at: .now)
        for (rule, entry, refusal) in outcome.refused {
            output.talk(
                "Rule \(rule) could not answer entry \(entry): "
                    + refusal.reasons.map(\.description).joined(separator: " "))
        }
        try DurableFile.write(
            Array("\(outcome.position)\n".utf8), to: plant.folder.reactions, mode: 0o640)
        return outcome.filed
    }

    private static func start(_ folder: PlantFolder) throws -> UInt64 {
        guard let bytes = try DurableFile.read(folder.reactions, atMost: 64) else { return 0 }
        return UInt64(String(decoding: bytes, as: UTF8.self).trimmed) ?? 0
    }
}
