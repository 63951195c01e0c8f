// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// Makes the token with which the first administrator is made.
struct SetUpTokenCommand: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup-token",
        abstract: "Make the one-time token for the first administrator.",
        discussion: """
            Example: witnessmark people setup-token

            Whoever may write the data directory may do this, and only while the plant has no \
            administrator. The token is good for half an hour and is shown only now.

            Exit status: 0 done, 20 there is an administrator already.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Say whether it would be done, and write nothing.") var dryRun = false

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let identity = Identity(of: try Wiring.open(plant.folder))
        let there = try await identity.ledger.current().administrators(at: .now)
        guard there.isEmpty else {
            throw CommandFailure(
                "WM-RULE-001",
                "There is an administrator already: "
                    + there.map(\.text).joined(separator: ", ") + ".",
                remedy: "They enrol everybody else. Nothing was changed.", status: .ruleSaysNo)
        }
        guard !dryRun else {
            AccessText.tell(wouldBe: "A token would be made; an earlier one would end.", output)
            return .ok
        }
        let (code, expires) = try identity.authenticator.makeSetUpToken(at: .now)
        output.result(
            """
            \(code)
            Good until \(expires.rfc3339Seconds).
            Next: witnessmark people first-administrator LOGIN --token-file FILE
            """,
            [
                "schema": "witnessmark.setup-token/1", "token": .string(code),
                "expires": .string(expires.rfc3339),
            ])
        return .ok
    }
}
