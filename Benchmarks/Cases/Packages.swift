// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Ledger
import TransparencyLog
import VerifyCommand

extension Case {
    /// A large package: sealed by the assembler, verified as the customer does it.
    static let package = Case("package", "a package of 10,000 entries with their originals") {
        bench in
        let folder = try bench.folder("package")
        let plant = try await PackagePlant.found(records: 10_000, in: folder)
        let trust = PackageTrust(TrustPolicy(log: plant.log.ledger.verifierKey), given: "key")
        let key = plant.log.ledger.verifierKey.text
        return Prepared { disk in
            let (sealing, path) = try await Timing.of {
                try await plant.seal("BENCH-\(Instant.now.microseconds)")
            }
            let (verifying, report) = try await Timing.of {
                PackageVerifier.verify(
                    archive: try OpenFile(path: path), subject: path, trust: trust)
            }
            guard report.verdict == .verified else { throw WrongResult("\(report)") }
            let program = try Program(
                "\(Bench.programs)/witnessmark-verify", path, "--key", key, "--quiet")
            let alone = try program.runAlone(in: bench.folder)
            return [
                Sample("sealed and on the disk", sealing.seconds, "s"),
                Sample("sealed, processor", sealing.processor, "s"),
                Sample("verified", verifying.seconds, "s"),
                Sample("verified, processor", verifying.processor, "s"),
                Sample("verified by witnessmark-verify", alone.seconds, "s"),
                Sample("peak memory of witnessmark-verify", alone.memory, "MiB"),
                Sample("size", Double(WholeFile.size(path)) / Double(1 << 20), "MiB"),
            ]
        }
    }
}
