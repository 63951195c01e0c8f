// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Records
import Registrar

/// Opens a record.
struct RecordOpen: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open a record under the next number of its kind.",
        discussion: """
            Examples:
              witnessmark record open nonconformity --title "Bore too wide" --site plant7 \\
                --set things=serial:P7-1042 --set things=serial:P7-1043 --by a.keller
              witnessmark record open action --from action.yaml --by a.keller

            Everything that is wrong with the input is said at once.

            Exit status: 0 opened, 20 a rule says no.
            """)

    @Argument(help: "The kind, as `record kinds` lists them.") var kind: String
    @Option(help: "What it is about, in a line.") var title: String?
    @Option(help: "The site it belongs to.") var site: String?
    @Option(
        help: ArgumentHelp(
            "A link to another record; several times for several.", valueName: "role=number"))
    var link: [String] = []
    @OptionGroup var input: RecordInput
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let kind = try RecordDesk.kind(kind)
        let document = try input.document()
        let title = title ?? document.title ?? ""
        let site = site ?? document.site ?? ""
        let reason = work.reason ?? document.reason
        var links = try link.map(RecordLinkCommand.link)
        for (role, targets) in document.links {
            links += try targets.map { RecordLink(role, try RecordDesk.id($0)) }
        }
        let (input, work, wanted) = (input, work, links)
        return try await RecordWork.run(work, output) { docket, _, _, plant in
            let keeping = FileKeeping(originals: plant.originals, isDryRun: work.dryRun)
            let values = try input.changes(of: kind, document, keepingFilesIn: keeping)
            _ = try await docket.open(
                kind.name, title: title, site: site, values, links: wanted, reason: reason)
        }
    }
}
