// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// How spreadsheets are read: mappings, from draft to approval.
struct MappingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mapping",
        abstract: "Draft, check and approve how a kind of spreadsheet is read.",
        discussion: """
            A mapping says what each column of a table is. Nothing is guessed when it is used: what it
            does not say is refused.

              witnessmark mapping suggest movements.csv > movements.json
              (decide every DOUBT in it)
              witnessmark mapping check movements.json movements.csv
              witnessmark mapping approve movements.json --by "K. Lind" --reason "ERP export since 2024"
              witnessmark ingest movements.csv
            """,
        subcommands: [
            MappingSuggest.self, MappingCheck.self, MappingApprove.self, MappingList.self,
            MappingShow.self,
        ])
}
