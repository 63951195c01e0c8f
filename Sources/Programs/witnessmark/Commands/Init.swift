// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import TransparencyLog

/// Makes a plant.
///
/// Nothing else creates a store, so a mistyped path never becomes one.
struct Init: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a plant: a data directory with a key and an empty log.",
        discussion: """
            Example: witnessmark init --data /var/lib/witnessmark --origin plant7.example/log-1

            Exit status: 0 done, 6 there is a plant already, 64 wrong usage.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Option(
        help: ArgumentHelp(
            "The log's name: the address it will be served at, without scheme.",
            valueName: "name"))
    var origin: String

    @Option(
        help: ArgumentHelp(
            "Where the last checkpoint is kept beside the store. Another disk is better.",
            valueName: "path"))
    var anchor: String?

    @Option(help: ArgumentHelp("An RFC 3161 time-stamping service.", valueName: "url"))
    var timestampService: String?

    @Option(help: ArgumentHelp("The service's root certificates (PEM).", valueName: "file"))
    var timestampRoots: String?

    mutating func validate() throws {
        guard (timestampService == nil) == (timestampRoots == nil) else {
            throw ValidationError("--timestamp-service and --timestamp-roots go together.")
        }
    }

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        var settings = PlantSettings(origin: origin)
        settings.anchor = anchor
        if let url = timestampService, let roots = timestampRoots {
            settings.timestamping = PlantSettings.Timestamping(url: url, roots: roots)
        }
        let folder = plant.folder
        let key = try Wiring.found(folder, settings)
        output.result(
            """
            A plant is ready in \(folder.path).
              log     \(origin)
              key     \(key.text)
            Give the key to whoever will verify your packages, by a way they trust: print it, read it
            out, put it into the contract. Back up \(folder.key) where nobody can read it.
            Next: witnessmark ingest --data \(folder.path) FILE
            """,
            [
                "schema": "witnessmark.init/1", "data": .string(folder.path),
                "origin": .string(origin), "key": .string(key.text),
            ])
        return .ok
    }
}
