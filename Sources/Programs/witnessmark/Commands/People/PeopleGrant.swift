// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// Gives somebody a role, at a site and for kinds of record, or everywhere.
struct PeopleGrant: AccessWriting {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Give somebody a role.",
        discussion: """
            Example: witnessmark people grant k.lind quality-manager --site plant7 \\
              --reason "appointed" --by t.berg

            Administrators, auditors and services hold no other role.

            Exit status: 0 done, 4 who acts was not recognised, 5 no such person, 20 a rule says no.
            """)

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var scope: ScopeOptions
    @Argument(help: "Who gets it: a login or a number.") var person: String
    @Argument(help: "The role: quality-manager.") var role: String
    @Option(help: ArgumentHelp("Until when; a day counts whole.", valueName: "moment"))
    var until: String?

    func command(
        by who: Authenticated, in directory: Directory, at now: Instant
    ) throws -> AccessCommand {
        .grant(
            GrantWish(
                try Role.named(role), to: try directory.known(person).id, scope: scope.scope,
                until: try GivenMoment.read(until, option: "--until", isEnd: true)))
    }
}
