// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// Adds a second factor: codes of an authenticator app.
struct EnrolTOTP: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol-totp",
        abstract: "Ask for a code of an authenticator app as well, whenever you are recognised.",
        discussion: """
            First:  witnessmark people enrol-totp --by k.lind --secret-file totp.txt
            Then:   witnessmark people enrol-totp --by k.lind --secret-file totp.txt --code 123456

            The first makes a secret, writes it to the file and shows it for the app; nothing has \
            changed yet. The second proves that the app has it. Remove the file afterwards.

            Exit status: 0 done, 4 you were not recognised, or the code is wrong.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var acting: ActingPerson
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("Where the secret is until the app has it.", valueName: "file"))
    var secretFile: String
    @Option(help: ArgumentHelp("The code that the app shows.", valueName: "code"))
    var code: String?
    @Flag(help: "Say whether it would be done, and write nothing.") var dryRun = false

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.open(self.plant.folder)
        let command = self
        return try await plant.working(output) {
            let identity = Identity(of: plant)
            guard let code = command.code else {
                return try await command.begin(identity, output)
            }
            let hex = try Secret.read(
                from: command.secretFile, orAsking: "Secret: ", option: "--secret-file")
            guard let secret = Hex.bytes(hex), secret.count == TOTP.secretLength else {
                throw CommandFailure(
                    "WM-WHO-010", "\(command.secretFile) holds no secret of this command.",
                    remedy: "Begin again without --code.", status: .usage)
            }
            guard !command.dryRun else {
                let who = try await command.acting.recognise(by: identity.authenticator)
                guard case .right = TOTP(secret: secret).judge(code, at: .now, last: nil) else {
                    throw NotRecognised.wrongAppCode
                }
                AccessText.tell(
                    wouldBe: "\(who.actor.person) would be asked for a code from now on.", output)
                return .ok
            }
            let filed = try await identity.authenticator.enrol(
                TOTP(secret: secret), with: try command.acting.claim(), code: code,
                cost: identity.cost, at: .now)
            AccessText.tell([filed], .none, output)
            return .ok
        }
    }

    private func begin(_ identity: Identity, _ output: Output) async throws -> ExitStatus {
        let who = try await acting.recognise(by: identity.authenticator)
        guard !dryRun else {
            AccessText.tell(wouldBe: "A secret would be written to \(secretFile).", output)
            return .ok
        }
        let totp = try identity.authenticator.makeSecondFactor()
        let login = try await identity.ledger.current().people[who.actor.person]?.login
        try Secret.write(Hex.text(totp.secret), to: secretFile)
        let address = totp.address(
            for: login ?? who.actor.person.text, at: identity.ledger.origin)
        output.result(
            """
            Secret for the app: \(totp.secretText)
            Or as an address:   \(address)
            Next: the same command with --code, and what the app shows.
            """,
            [
                "schema": "witnessmark.totp-secret/1", "secret": .string(totp.secretText),
                "address": .string(address),
            ])
        return .ok
    }
}
