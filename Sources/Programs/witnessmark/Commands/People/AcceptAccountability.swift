// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// Signs the accountability statement.
struct AcceptAccountability: AccessWriting {
    static let configuration = CommandConfiguration(
        commandName: "accept-accountability",
        abstract: "Sign that you answer for what is signed in your name.",
        discussion: """
            Example: witnessmark people accept-accountability --by k.lind

            \(AccountabilityText.standard.text)

            Asked for once a revision, before the first signature.

            Exit status: 0 done, 4 who acts was not recognised, 5 no such person, 20 a rule says no.
            """)

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions

    func command(
        by who: Authenticated, in directory: Directory, at now: Instant
    ) throws -> AccessCommand {
        .acceptAccountability(try who.acceptAccountability(at: now))
    }
}
