// SPDX-License-Identifier: Apache-2.0
import Activities
import ArgumentParser
import Assembly
import Canon
import EvidencePackage

/// Answers a question and seals the answer.
struct PackageBuild: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Answer a question and seal the answer into a package.",
        discussion: """
            Examples:
              witnessmark package build history serial P7-1042
              witnessmark package build batch-record lot L-0418
              witnessmark package build first-article serial P7-1042
              witnessmark package build case record JQS-2026-0001
              witnessmark package build trust-window account mes-maint2 \\
                --from 2026-11-03T21:10:00+01:00 --until 2026-11-04T03:30:00+01:00 \\
                --to "ORION Aerostructures"

            Exit status: 0 sealed and complete, 12 sealed but required items are missing, 5 no record
            names it.
            """)

    /// The questions a package can answer.
    enum Question: String, ExpressibleByArgument, CaseIterable {
        case history
        case trustWindow = "trust-window"
        case batchRecord = "batch-record"
        case firstArticle = "first-article"
        case record
        case jointCase = "case"
    }

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Argument(
        help: "The question: history, trust-window, batch-record, first-article, record or case.")
    var question: Question
    @OptionGroup var subject: ThingArguments
    @OptionGroup var making: PackageMaking

    @Option(
        help: ArgumentHelp(
            "The package's identifier; made from the subject otherwise.", valueName: "name"))
    var id: String?

    @Option(help: ArgumentHelp("From when on it is suspect (trust-window).", valueName: "time"))
    var from: Moment?

    @Option(
        help: ArgumentHelp("Until when it is suspect; open where not given.", valueName: "time"))
    var until: Moment?

    mutating func validate() throws {
        if question == .trustWindow, from == nil {
            throw ValidationError("A trust window needs --from.")
        }
        if question == .history, from != nil || until != nil {
            throw ValidationError(
                "A history is of all time; --from and --until are for trust-window.")
        }
        if question == .record || question == .jointCase, subject.kind != ThingKind.record.rawValue
        {
            throw ValidationError(
                "Its subject is a record: `package build \(question.rawValue) record NUMBER`.")
        }
        if let from, let until, until.instant < from.instant {
            throw ValidationError("--until is before --from.")
        }
    }

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let subject = try self.subject.thing()
        let asked: PackageQuestion =
            switch question {
            case .history: .history(of: subject)
            case .batchRecord: .batchRecord(of: subject)
            case .firstArticle: .firstArticle(of: subject)
            case .record: .record(try RecordDesk.id(subject.name))
            case .jointCase: .jointCase(try RecordDesk.id(subject.name))
            case .trustWindow:
                .trustWindow(
                    on: subject, from: from?.instant ?? .now, until: until?.instant)
            }
        let plant = try Wiring.open(self.plant.folder)
        let maker = try await PackageMaker(plant: plant, output: output)
        let id = self.id ?? asked.suggestedID
        let making = self.making
        let sealed = try await plant.working(output) {
            try await maker.make(asked, id: id, making: making, reissuing: nil)
        }
        try PackageText.report(sealed, making, plant, output)
        return sealed.completeness.outcome == .incomplete ? .packageIncomplete : .ok
    }
}
