// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// Takes a role away.
struct PeopleRevoke: AccessWriting {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Take a role away; it is gone with the next thing its holder asks for.",
        discussion: """
            Example: witnessmark people revoke G-0003 --reason "changed department" --by t.berg

            Exit status: 0 done, 4 who acts was not recognised, 5 no such person, 20 a rule says no.
            """)

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The grant's number, as `people show` lists it.") var grant: String

    func command(
        by who: Authenticated, in directory: Directory, at now: Instant
    ) throws -> AccessCommand {
        guard let id = GrantID(grant) else {
            throw ValidationError("\"\(grant)\" is no grant's number. One looks like G-0003.")
        }
        return .revoke(id)
    }
}
