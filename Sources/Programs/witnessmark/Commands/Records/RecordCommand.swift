// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Governed records: nonconformities, holds, actions, decisions and all the others.
struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Read governed records and their history.",
        discussion: """
            Examples:
              witnessmark record kinds nonconformity
              witnessmark record show NC-2026-0001

            Nothing is edited in place: every act is an entry of the log.
            """,
        subcommands: [
            RecordKinds.self, RecordShow.self, RecordList.self, RecordHistory.self,
            RecordDiff.self,
        ])
}
