// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import EPCIS
import Intake
import Reading

/// Tools for EPCIS documents of any origin.
struct EPCISCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "epcis", abstract: "Work with EPCIS documents.", subcommands: [EPCISHash.self])
}

/// The CBV event hash of each event.
struct EPCISHash: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "hash",
        abstract:
            "Print the CBV event hash of each event, in the order of the document, a line each.",
        discussion: """
            Examples:
              witnessmark epcis hash warehouse.jsonld
              witnessmark epcis hash supplier-dispatch.xml

            Lines are of the form ni:///sha-256;<64 hexadecimal digits>?ver=CBV2.0. Needs no plant.

            Exit status: 0 done, 1 the file cannot be read as EPCIS or has an event without a hash.
            """)

    @OptionGroup var output: OutputOptions
    @Argument(help: "The document, JSON-LD or XML.") var file: String

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        var hashes = EventHashes()
        var problems: [Problem] = []
        var count: Int64 = 0
        func take(_ line: EventHashes.Line) {
            switch line {
            case .problem(let problem): problems.append(problem)
            case .hash(let hash, let place, let claimed):
                count += 1
                guard output.isJSON else { return output.line(hash.uri) }
                output.line([
                    "schema": "witnessmark.event-hash/1",
                    "hash": .string(hash.uri), "line": .integer(Int64(clamping: place.line)),
                    "path": .string(place.path), "claimed": claimed.map(JSON.string) ?? nil,
                ])
            }
        }
        var input = try InputFile(file)
        try read(&input) { hashes.read($0, take) }
        hashes.finish(take)
        if hashes.wantsAnotherPass {
            try input.rewind()
            try read(&input) { hashes.read($0, take) }
            hashes.finish(take)
        }
        if problems.isEmpty, count > 0 { return .ok }
        let listed = problems.prefix(20).map { "  \($0)" }.joined(separator: "\n")
        throw CommandFailure(
            "WM-EPCIS-001",
            problems.isEmpty
                ? "\(file) has no events." : "\(file) has problems:\n\(listed)",
            remedy: count > 0 ? "Events that have a hash are printed above." : nil)
    }

    private func read(
        _ input: inout InputFile, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws {
        var isAtEnd = false
        while !isAtEnd {
            try input.next { piece in
                isAtEnd = piece.isEmpty
                if !isAtEnd { body(piece) }
            }
        }
    }
}
