// SPDX-License-Identifier: Apache-2.0
import DataIntegrity
import Examining

extension DemoStory {
    /// How often a check fails.
    struct Failures: Sendable {
        let check: String
        let failures: Int
    }

    /// Chapter 3: what was taken in is held against the data-integrity checks.
    ///
    /// A line for each check that fails, with its first finding.
    func examine(_ plant: Plant) async throws -> [Failures] {
        let checks = Catalogue.checks
        let report = try await LogExamination(of: plant.journal, with: checks).run()
        say(
            "\n3  \(checks.count) data-integrity checks; witnessmark findings says where they fail."
        )
        var table = TextTable(("   check", .left), ("times", .right), ("for example", .left))
        var failures: [Failures] = []
        for said in report.judgements {
            guard let first = said.findings.first(where: { $0.outcome == .fail }) else { continue }
            let entry = first.entries.first.map { ", entry \($0)" } ?? ""
            table.add(
                "   \(said.check.name)", TextTable.number(said.count(.fail)), first.words + entry)
            failures.append(Failures(check: said.check.name, failures: Int(said.count(.fail))))
        }
        if !table.isEmpty { say(table.text) }
        return failures
    }
}
