// SPDX-License-Identifier: Apache-2.0
import DemoPlant
import Intake
import Ledger
import Spreadsheet
import TransparencyLog

extension DemoStory {
    /// Chapter 2: a laboratory's spreadsheet under an approved mapping, and an inspection report.
    func takeInDesk(_ plant: Plant) async throws {
        say("\n2  A spreadsheet and an inspection report lay on somebody's desk.")
        let mapping = folder + "/files/haerte-nachpruefung.mapping.json"
        try DurableFile.write(Array(HardnessRecheck.mapping.utf8), to: mapping)
        let approval = try MappingApproval(
            of: mapping, by: HardnessRecheck.approver, because: HardnessRecheck.reason)
        let approved = try await approval.record(in: plant)
        say(
            "   \(HardnessRecheck.approver) approves the mapping \(approval.mapping.label), which "
                + "says what each column is (entry \(approved.position))")
        for file in DeskFile.allCases {
            let report = try await takeIn(
                file.rawValue, file.bytes, plant, source: file.source)
            sayTaken(file.rawValue, report)
        }
        let checkpoint = try await plant.ledger.seal(now: .now)
        say("   \(checkpoint.head.size) entries, sealed under one checkpoint of \(origin)")
    }
}
