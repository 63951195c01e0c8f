// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import DemoPlant

/// The main job on an invented plant, from files in to a flipped byte found.
struct Demo: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the main job on Plant 7, an invented aerospace shop.",
        discussion: """
            Examples:
              witnessmark demo
              witnessmark demo --into plant7-demo --quiet

            Five systems' files are taken in, and a spreadsheet and an inspection report from
            somebody's desk; the checks of data integrity say what is not as it says. An account is
            found to have changed a furnace recipe outside change control; the product that relied
            on it is found; five people work the joint case of quality and security that follows, to
            its end; answer and case are sealed, verified, and one byte flipped. Everything stays in
            one folder to look at.

            Exit status: 0 done, 1 something did not come out as told, 6 a plant is there already.
            """)

    @OptionGroup var output: OutputOptions

    @Option(
        help: ArgumentHelp("Where it is made; a temporary folder otherwise.", valueName: "folder"))
    var into: String?

    @Option(
        help: ArgumentHelp(
            "The log's name: another one for a rehearsal of your own.", valueName: "name"))
    var origin = Plant7.origin

    @OptionGroup var timestamping: TimestampOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let folder = try into ?? FolderAccess.temporary("witnessmark-demo")
        try FolderAccess.make(folder)
        let story = DemoStory(
            folder: folder, origin: origin, timestamping: try timestamping.service(), output: output
        )
        let outcome = try await story.tell()
        output.result(output.isQuiet ? folder : outcome.text, outcome.json)
        if outcome.isAsExpected { return .ok }
        output.warn("The package should be verified and its flipped copy should fail; see above.")
        return .failed
    }
}
