// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// The commands about people and what they may do.
struct PeopleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "people",
        abstract: "Who is known here, what each may do, and how they are recognised.",
        discussion: """
            Begin:  witnessmark people setup-token
                    witnessmark people first-administrator k.berg --token-file token.txt …
            Then:   witnessmark people enroll k.lind --name "K. Lind" --by k.berg …
                    witnessmark people set-password --by k.lind --code-file code.txt
                    witnessmark people grant k.lind quality-manager --by k.berg …
            """,
        subcommands: [
            SetUpTokenCommand.self, FirstAdministrator.self, PeopleEnroll.self, SetPassword.self,
            ChangePassword.self, EnrolTOTP.self, PeopleReset.self, PeopleGrant.self,
            PeopleRevoke.self, PeopleDelegate.self, EndDelegation.self, PeopleQualify.self,
            PeopleDeactivate.self, AcceptAccountability.self, PeopleList.self, PeopleShow.self,
        ])
}
