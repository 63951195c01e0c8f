// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// Ends everything of somebody who leaves.
struct PeopleDeactivate: AccessWriting {
    static let configuration = CommandConfiguration(
        commandName: "deactivate",
        abstract: "End everything of somebody who leaves: key, roles, delegations.",
        discussion: """
            Example: witnessmark people deactivate a.ortiz --reason "left the company" --by t.berg

            Their number and login are never given again. What they signed stays valid.

            Exit status: 0 done, 4 who acts was not recognised, 5 no such person, 20 a rule says no.
            """)

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "Who: a login or a number.") var person: String

    func command(
        by who: Authenticated, in directory: Directory, at now: Instant
    ) throws -> AccessCommand {
        .deactivate(try directory.known(person).id)
    }
}
