// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// What can be seen of the log itself.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Read the log: entries, proofs, checkpoints, and the log as files to serve.",
        subcommands: [
            LedgerTail.self, LedgerShow.self, LedgerProof.self, LedgerCheckpoint.self,
            LedgerExport.self,
        ])
}
