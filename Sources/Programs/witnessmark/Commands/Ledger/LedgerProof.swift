// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import Ledger
import TransparencyLog

/// A proof that stands alone.
struct LedgerProof: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof",
        abstract: "Print the proof of an entry as a C2SP .tlog-proof file.",
        discussion: """
            Examples:
              witnessmark ledger proof 42 > 42.tlog-proof
              witnessmark ledger proof 42 --into proofs/     (with the entry beside it)

            Exit status: 0 done, 5 no sealed checkpoint covers that entry.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The entry's position, from 0.") var position: UInt64

    @Option(
        help: ArgumentHelp(
            "Write N.tlog-proof and N.entry into this folder.", valueName: "folder"))
    var into: String?

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.openForReading(self.plant.folder)
        var reader = try LogReader(of: plant.journal, at: try plant.checkpoint())
        let proof: ProofFile
        do throws(LogReadError) { proof = try reader.proofFile(of: position) } catch {
            guard case .outside = error else { throw error }
            let size = try plant.journal.head().size
            guard position < size.value else {
                throw LedgerShow.missing(position, of: size)
            }
            throw CommandFailure(
                "WM-LOG-007", "No checkpoint covers entry \(position) yet.",
                remedy: "The next command that works on the plant seals one, `witnessmark ingest` "
                    + "for example.",
                status: .notFound)
        }
        let text = String(decoding: proof.text, as: UTF8.self)
        if let into {
            try FolderAccess.make(into)
            try DurableFile.write(proof.text, to: "\(into)/\(position).tlog-proof")
            try DurableFile.write(
                try reader.entry(at: position).header, to: "\(into)/\(position).entry")
            output.talk("Written: \(into)/\(position).tlog-proof and .entry")
            if !output.isJSON { return .ok }
        }
        if output.isJSON {
            output.line([
                "schema": "witnessmark.proof/1", "position": .integer(Int64(clamping: position)),
                "proof": .string(text),
            ])
        } else {
            Output.write(proof.text, to: 1)
        }
        return .ok
    }
}
