// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// Records what somebody is qualified for.
struct PeopleQualify: AccessWriting {
    static let configuration = CommandConfiguration(
        commandName: "qualify",
        abstract: "Record what somebody is qualified for, and until when.",
        discussion: """
            Example: witnessmark people qualify a.ortiz "welding inspector" \\
              --evidence "certificate C-17" --until 2027-06-30 --by k.lind

            The newest record of a qualification counts; one that ends now withdraws it.

            Exit status: 0 done, 4 who acts was not recognised, 5 no such person, 20 a rule says no.
            """)

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "Who: a login or a number.") var person: String
    @Argument(help: "What for, as the kinds of record name it.") var qualification: String
    @Option(help: "What shows it.") var evidence: String
    @Option(help: ArgumentHelp("Until when; a day counts whole.", valueName: "moment"))
    var until: String?

    func command(
        by who: Authenticated, in directory: Directory, at now: Instant
    ) throws -> AccessCommand {
        .qualify(
            try directory.known(person).id,
            Qualification(
                name: qualification,
                until: try GivenMoment.read(until, option: "--until", isEnd: true),
                evidence: evidence))
    }
}
