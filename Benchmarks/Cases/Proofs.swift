// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Ledger
import SQLiteEngine
import TransparencyLog

extension Case {
    /// Proofs at scattered positions of a large log, and their verification.
    static let proofs = Case("proofs", "inclusion proofs made and verified") { bench in
        let size = bench.scale.pick(quick: 100_000, usual: 1_000_000, full: 10_000_000)
        let plant = try await FilledPlant.of(size, bench)
        let journal = try SQLiteJournal.openForReading(at: "\(plant.folder)/ledger.db")
        let key = try VerifierKey(
            String(decoding: WholeFile.read("\(plant.folder)/log.vkey").dropLast(), as: UTF8.self))
        let count = 2_000
        return Prepared { _ in
            guard let checkpoint = try journal.lastCheckpoint() else {
                throw WrongResult("there is no checkpoint")
            }
            // A stride that is prime to the size visits scattered tiles, the same ones each time.
            let positions = (0..<count).map { UInt64($0 * 7_919_317 % size) }
            var proofs: [ProofFile] = []
            let (making, _) = try await Timing.of {
                var reader = try LogReader(of: journal, at: checkpoint)
                for position in positions { proofs.append(try reader.proofFile(of: position)) }
            }
            var files: [[UInt8]] = []
            for proof in proofs { files.append(proof.text) }
            var headers: [[UInt8]] = []
            for position in positions {
                try journal.headers(in: position..<position + 1) { headers.append([UInt8]($0)) }
            }
            let policy = TrustPolicy(log: key)
            let (verifying, _) = try await Timing.of {
                for (file, header) in zip(files, headers) {
                    _ = try ProofFile(file).verify(header, under: policy)
                }
            }
            let opened = try policy.open(checkpoint.note)
            let (sharing, _) = try await Timing.of {
                for (file, header) in zip(files, headers) {
                    _ = try ProofFile(file).verify(header, under: opened)
                }
            }
            let among = "in \(Report.number(Double(size))) entries"
            return [
                Sample("made, processor", making.processor / Double(count) * 1e6, "µs"),
                Sample("verified, processor", verifying.processor / Double(count) * 1e6, "µs"),
                Sample("proof files made, \(among)", Double(count) / making.seconds, "proofs/s"),
                Sample(
                    "verified, each with its signature", Double(count) / verifying.seconds,
                    "proofs/s"),
                Sample(
                    "verified under one checkpoint", Double(count) / sharing.seconds, "proofs/s"),
            ]
        }
    }
}
