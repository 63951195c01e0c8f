// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Glibc
import Registrar

/// Who acts, and how they prove it: each command asks anew.
struct ActingPerson: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who acts: a login or a number such as P-0003.",
            discussion: "Also read from WITNESSMARK_PERSON.", valueName: "person"))
    var by: String?

    @Option(
        help: ArgumentHelp(
            "A file with their password in its first line.",
            discussion:
                "Also read from WITNESSMARK_PASSWORD_FILE; asked for at the terminal where "
                + "neither is given.", valueName: "file"))
    var passwordFile: String?

    @Option(help: ArgumentHelp("The code their authenticator app shows.", valueName: "code"))
    var totp: String?

    /// Recognises them.
    ///
    /// - Parameters:
    ///   - plant: a plant at work, since a failed attempt is written down.
    ///   - record: the record that is to be signed, if one is.
    /// - Returns: the person with their roles as they are now, and their key for signing.
    /// - Throws: ``NotRecognised``; a failure when nobody is named.
    func actor(
        in plant: Plant, for record: String? = nil
    ) async throws -> (Actor, Authenticated) {
        let who = try await recognise(by: Identity(of: plant).authenticator, for: record)
        return (who.actor, who)
    }

    func recognise(
        by authenticator: any ReAuthentication, for record: String? = nil
    ) async throws -> Authenticated {
        try await authenticator.recognise(try claim(), at: .now, for: record)
    }

    /// Who they say they are, and what they prove it with.
    func claim() throws(CommandFailure) -> Claim {
        Claim(
            name: try name(),
            password: try Secret.read(
                from: passwordFile ?? ActingPerson.set("WITNESSMARK_PASSWORD_FILE"),
                orAsking: "Password: ", option: "--password-file"),
            code: totp)
    }

    func name() throws(CommandFailure) -> String {
        guard let name = by ?? ActingPerson.set("WITNESSMARK_PERSON") else {
            throw CommandFailure(
                "WM-WHO-006", "Nobody is named who does this.",
                remedy: "Say who you are with --by, or in WITNESSMARK_PERSON.", status: .usage)
        }
        return name
    }

    private static func set(_ variable: String) -> String? {
        guard let value = getenv(variable), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
