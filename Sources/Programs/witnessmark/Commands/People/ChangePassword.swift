// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// Seals one's key under another password.
struct ChangePassword: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "change-password",
        abstract: "Change your own password; your signing key stays the same.",
        discussion: """
            Example: witnessmark people change-password --by k.lind

            Exit status: 0 done, 4 you were not recognised, 20 the password is not taken.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var acting: ActingPerson
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("A file with the new password.", valueName: "file"))
    var newPasswordFile: String?
    @Flag(help: "Say whether it would be done, and write nothing.") var dryRun = false

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.open(self.plant.folder)
        let command = self
        return try await plant.working(output) {
            let identity = Identity(of: plant)
            let claim = try command.acting.claim()
            let password = try NewPassword.read(from: command.newPasswordFile)
            guard !command.dryRun else {
                let person = try await identity.authenticator.checkChange(
                    claim, to: password, at: .now)
                AccessText.tell(wouldBe: "The password of \(person) would be changed.", output)
                return .ok
            }
            let filed = try await identity.authenticator.changePassword(
                claim, to: password, cost: identity.cost, at: .now)
            AccessText.tell([filed], .none, output)
            return .ok
        }
    }
}
