// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// Enrols somebody, whose identity was checked.
struct PeopleEnroll: AccessWriting {
    static let configuration = CommandConfiguration(
        commandName: "enroll",
        abstract: "Enrol somebody whose identity was checked, and give them a number for good.",
        discussion: """
            Example: witnessmark people enroll k.lind --name "K. Lind" --zone Europe/Berlin \\
              --verified-by "identity card seen" --verified-on 2026-11-21 --by t.berg

            They choose their password themselves, with the code that is shown here once.

            Exit status: 0 done, 4 who acts was not recognised, 20 a rule says no.
            """)

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var enrolment: EnrolmentOptions
    @Flag(help: "It is the account of a system, which never signs.") var service = false

    func command(
        by who: Authenticated, in directory: Directory, at now: Instant
    ) -> AccessCommand {
        .enrol(enrolment.enrolment(isService: service))
    }

    func finish(
        _ filed: [AccessLedger.Filed], _ identity: Identity, at now: Instant
    ) throws -> AccessAddition {
        guard case .enrolled(let id, _) = filed.first?.act.event, !id.isService else {
            return .none
        }
        return .code(try identity.authenticator.makeSetUpCode(for: id, at: now), for: id)
    }
}
