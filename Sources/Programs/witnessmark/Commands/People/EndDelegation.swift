// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// Ends a delegation before its time.
struct EndDelegation: AccessWriting {
    static let configuration = CommandConfiguration(
        commandName: "end-delegation",
        abstract: "End a delegation before its time.",
        discussion: """
            Example: witnessmark people end-delegation D-0001 --reason "back at work" --by k.lind

            Exit status: 0 done, 4 who acts was not recognised, 5 no such person, 20 a rule says no.
            """)

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The delegation's number.") var delegation: String

    func command(
        by who: Authenticated, in directory: Directory, at now: Instant
    ) throws -> AccessCommand {
        guard let id = DelegationID(delegation) else {
            throw ValidationError(
                "\"\(delegation)\" is no delegation's number. One looks like D-0001.")
        }
        return .endDelegation(id)
    }
}
