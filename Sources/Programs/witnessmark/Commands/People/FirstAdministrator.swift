// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// Enrols the first administrator with the set-up token.
struct FirstAdministrator: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "first-administrator",
        abstract: "Make the first administrator with the set-up token.",
        discussion: """
            Example: witnessmark people first-administrator t.berg --name "T. Berg" \\
              --verified-by "identity card seen" --verified-on 2026-11-21 \\
              --token-file token.txt --new-password-file password.txt

            Exit status: 0 done, 4 the token is wrong or too old, 20 a rule says no.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var enrolment: EnrolmentOptions

    @Option(help: ArgumentHelp("A file with the token in its first line.", valueName: "file"))
    var tokenFile: String?
    @Option(help: ArgumentHelp("The token.", valueName: "token")) var token: String?
    @Option(help: ArgumentHelp("A file with the password they chose.", valueName: "file"))
    var newPasswordFile: String?
    @Flag(help: "Say what would be written, and write nothing.") var dryRun = false

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.open(self.plant.folder)
        let command = self
        return try await plant.working(output) { try await command.write(in: plant, output) }
    }

    private func write(in plant: Plant, _ output: Output) async throws -> ExitStatus {
        let identity = Identity(of: plant)
        let code =
            try token
            ?? Secret.read(from: tokenFile, orAsking: "Set-up token: ", option: "--token-file")
        let now = Instant.now
        let context = AccessContext(
            doer: .setUp(
                token: try await identity.authenticator.checkSetUpToken(code, at: now)),
            now: now, request: "people:\(now.rfc3339)")
        let wanted = AccessCommand.foundAdministrator(enrolment.enrolment())
        let acts = try await identity.ledger.preview(wanted, in: context)
        guard !dryRun else {
            AccessText.tell(wouldBe: acts, output)
            return .ok
        }
        // Before anything is written: an administrator without a password could not come back.
        let password = try NewPassword.read(from: newPasswordFile)
        let person = try await identity.ledger.wouldBe(enrolment.login, after: acts)
        try NewPassword.check(password, of: person)
        var filed = try await identity.ledger.run(
            wanted, in: context, account: identity.account)
        let setUp = try identity.authenticator.makeSetUpCode(for: person.id, at: now)
        filed.append(
            try await identity.authenticator.choosePassword(
                password, as: person.id.text, with: setUp, cost: identity.cost, at: .now))
        AccessText.tell(filed, .none, output)
        return .ok
    }
}

extension AccessLedger {
    /// Somebody as they would be after some acts.
    fileprivate func wouldBe(_ login: String, after acts: [AccessAct]) throws -> Person {
        var directory = try current()
        for act in acts { try directory.evolve(by: act) }
        return try directory.known(login)
    }
}

/// A password that somebody chooses.
enum NewPassword {
    static func read(from file: String?) throws(CommandFailure) -> String {
        let option = "--new-password-file"
        let password = try Secret.read(from: file, orAsking: "New password: ", option: option)
        guard file == nil else { return password }
        let again = try Secret.read(from: nil, orAsking: "Once more: ", option: option)
        guard again.hasSameBytes(as: password) else {
            throw CommandFailure(
                "WM-WHO-009", "The two are not the same.", remedy: "Nothing was changed.",
                status: .usage)
        }
        return password
    }

    static func check(_ password: String, of person: Person) throws(PasswordRefused) {
        let problems = PasswordRules.standard.problems(with: password, of: person)
        guard problems.isEmpty else { throw PasswordRefused(problems: problems) }
    }
}
