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
            Examples:
              witnessmark init --data /var/lib/witnessmark --origin plant7.example/log-1
              witnessmark init --origin plant7.example/log-1 --anchor /mnt/other/anchor \\
                --timestamp-service http://timestamp.example/ --timestamp-roots roots.pem

            With a time-stamping service each package gets a token that says when it was sealed. A
            service that does not answer stops nothing: the package is made without.

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

    @OptionGroup var timestamping: TimestampOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        var settings = PlantSettings(origin: origin)
        // Commands are given in other folders later, so the setting says where from the root on.
        settings.anchor = anchor.map(FolderAccess.absolute)
        let folder = plant.folder
        let key = try Wiring.found(folder, settings, timestamping: try timestamping.service())
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
