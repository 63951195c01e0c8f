// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// Lends a role of one's own for a time.
struct PeopleDelegate: AccessWriting {
    static let configuration = CommandConfiguration(
        commandName: "delegate",
        abstract: "Lend a role of your own to somebody for a time.",
        discussion: """
            Example: witnessmark people delegate a.ortiz quality-manager --until 2026-12-06 \\
              --reason "on leave" --by k.lind

            It reaches no further than your own role, and ends with it.

            Exit status: 0 done, 4 who acts was not recognised, 5 no such person, 20 a rule says no.
            """)

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var scope: ScopeOptions
    @Argument(help: "Who acts for you: a login or a number.") var person: String
    @Argument(help: "The role: quality-manager.") var role: String
    @Option(help: ArgumentHelp("From when; now where not given.", valueName: "moment"))
    var since: String?
    @Option(help: ArgumentHelp("Until when; a day counts whole.", valueName: "moment"))
    var until: String

    func command(
        by who: Authenticated, in directory: Directory, at now: Instant
    ) throws -> AccessCommand {
        .delegate(
            DelegationWish(
                try Role.named(role), to: try directory.known(person).id, scope: scope.scope,
                since: try GivenMoment.read(since, option: "--since", isEnd: false) ?? now,
                until: try GivenMoment.read(until, option: "--until", isEnd: true)))
    }
}
