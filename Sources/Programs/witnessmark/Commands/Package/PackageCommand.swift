// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Everything about evidence packages.
struct PackageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "package",
        abstract: "Make evidence packages, list them, reissue them, and note who got them.",
        subcommands: [
            PackageBuild.self, PackageList.self, PackageShow.self, PackageReissue.self,
            PackageIssue.self,
        ])
}

/// What every making of a package may be told.
struct PackageMaking: ParsableArguments {
    @Flag(help: "Leave the names of persons and accounts out; they are shown as withheld.")
    var withholdPersons = false

    @Option(
        help: ArgumentHelp(
            "Let a missing item be missing; may be repeated.",
            discussion:
                "As ITEM=AUTHORITY:REASON, for example release=\"K. Lind: customer has it\".",
            valueName: "waiver"))
    var waive: [String] = []

    @Option(help: ArgumentHelp("Who gets it: writes a custody entry.", valueName: "recipient"))
    var to: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Also copy the package here.", valueName: "file"))
    var copy: String?

    func waivers() throws -> [(item: String, authority: String, reason: String)] {
        try waive.map { text in
            guard let equals = text.firstIndex(of: "="),
                let colon = text[equals...].firstIndex(of: ":")
            else {
                throw ValidationError("--waive should be ITEM=AUTHORITY:REASON, not \"\(text)\".")
            }
            return (
                String(text[..<equals]),
                String(text[text.index(after: equals)..<colon]).trimmed,
                String(text[text.index(after: colon)...]).trimmed
            )
        }
    }
}
