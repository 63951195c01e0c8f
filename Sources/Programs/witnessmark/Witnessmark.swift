// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import VerifyCommand

/// The program: one file a command.
@main
struct Witnessmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witnessmark",
        abstract: "Keeps what a plant's systems did as evidence that anyone can check.",
        discussion: """
            Start a plant:    witnessmark init --origin plant7.example/log-1
            Take in a file:   witnessmark ingest mes.ndjson

            Exit status:
            \(ExitStatus.table)

            Every command takes --json and answers with one object, on failure too. Results go to \
            standard output, talk to standard error. The data directory is --data, else \
            WITNESSMARK_DATA, else ./witnessmark-data.
            """,
        version: Verify.version,
        subcommands: [
            Demo.self, Init.self, Ingest.self, MappingCommand.self, Trace.self, TrustWindow.self,
            FindingsCommand.self, PeopleCommand.self, RecordCommand.self, JointCommand.self,
            HoldCommand.self,
            DutyCommand.self,
            LedgerCommand.self,
            FsckCommand.self,
            PackageCommand.self, Verify.self, BackupCommand.self, RestoreCommand.self,
            Doctor.self, EPCISCommand.self, BagCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch { UsageFailure.end(Self.self, with: error) }
    }
}

extension ExitStatus {
    /// The numbers and their meanings, a line each.
    static var table: String {
        allCases.map { status in
            let number = String(status.rawValue)
            let padding = String(repeating: " ", count: max(0, 4 - number.count))
            return "\(padding)\(number)  \(status.meaning)"
        }.joined(separator: "\n")
    }
}
