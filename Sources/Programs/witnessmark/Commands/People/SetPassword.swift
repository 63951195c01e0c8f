// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// Chooses a first or new password with a one-time code.
struct SetPassword: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-password",
        abstract: "Choose your first password, or a new one after a reset, with the code you got.",
        discussion: """
            Example: witnessmark people set-password --by k.lind --code-file code.txt

            Your signing key is made with it. At least twelve characters, and not your name; no \
            digits or signs are asked for.

            Exit status: 0 done, 4 the code is wrong or too old, 20 the password is not taken.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("Who you are: a login or a number.", valueName: "person"))
    var by: String
    @Option(help: ArgumentHelp("A file with the code in its first line.", valueName: "file"))
    var codeFile: String?
    @Option(help: ArgumentHelp("The code.", valueName: "code")) var code: String?
    @Option(help: ArgumentHelp("A file with the password you chose.", valueName: "file"))
    var newPasswordFile: String?
    @Flag(help: "Say whether it would be done, and write nothing.") var dryRun = false

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.open(self.plant.folder)
        let command = self
        return try await plant.working(output) {
            let identity = Identity(of: plant)
            let code =
                try command.code
                ?? Secret.read(from: command.codeFile, orAsking: "Code: ", option: "--code-file")
            let password = try NewPassword.read(from: command.newPasswordFile)
            guard !command.dryRun else {
                let person = try await identity.authenticator.checkChoice(
                    of: password, as: command.by, with: code, at: .now)
                AccessText.tell(
                    wouldBe: "\(person) would have a new signing key and this password.", output)
                return .ok
            }
            let filed = try await identity.authenticator.choosePassword(
                password, as: command.by, with: code, cost: identity.cost, at: .now)
            AccessText.tell([filed], .none, output)
            return .ok
        }
    }
}
