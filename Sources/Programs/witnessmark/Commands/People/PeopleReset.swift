// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// Ends somebody's key, so that they choose a password anew.
struct PeopleReset: AccessWriting {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "End somebody's key, so that they choose a password anew.",
        discussion: """
            Example: witnessmark people reset k.lind --reason "forgot the password" --by t.berg

            What they signed stays valid. Nobody can sign as them: the next key is made with the \
            password that they choose themselves. A code that ran out is replaced in this way too.

            Exit status: 0 done, 4 who acts was not recognised, 20 a rule says no.
            """)

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "Whose: a login or a number.") var person: String

    func command(
        by who: Authenticated, in directory: Directory, at now: Instant
    ) throws -> AccessCommand {
        .reset(try directory.known(person).id)
    }

    func finish(
        _ filed: [AccessLedger.Filed], _ identity: Identity, at now: Instant
    ) throws -> AccessAddition {
        guard case .reset(let id) = filed.first?.act.event else { return .none }
        return .code(try identity.authenticator.makeSetUpCode(for: id, at: now), for: id)
    }
}
