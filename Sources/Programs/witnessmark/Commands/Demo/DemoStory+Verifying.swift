// SPDX-License-Identifier: Apache-2.0
import Assembly
import EvidencePackage
import Ledger
import TransparencyLog
import VerifyCommand

extension DemoStory {
    /// What a verifier said of the packages and of a flipped copy.
    struct Verdicts: Sendable {
        let whole: Verdict
        /// Of the package of the case, with its signatures.
        let signed: Verdict
        let broken: Verdict
        let flipped: String
    }

    /// Leaves the log as files to serve, and three proofs, for verifiers that are not ours.
    func publish(_ plant: Plant) throws {
        guard let checkpoint = try plant.journal.lastCheckpoint() else { return }
        var export = LogExport(
            of: try LogReader(of: plant.journal, at: checkpoint), into: folder + "/log")
        try export.write()
        var reader = try LogReader(of: plant.journal, at: checkpoint)
        try FolderAccess.make(folder + "/proofs")
        for position in [0, checkpoint.head.size.value / 2, checkpoint.head.size.value - 1] {
            let name = "\(folder)/proofs/\(position)"
            try DurableFile.write(
                try reader.proofFile(of: position).text, to: name + ".tlog-proof")
            try DurableFile.write(try reader.entry(at: position).header, to: name + ".entry")
        }
    }

    /// Chapters 7 and 8: a program that knows nothing but a key verifies; one byte is flipped.
    func verify(
        _ package: SealedPackage, _ casePackage: SealedPackage, _ key: VerifierKey
    ) throws -> Verdicts {
        say(
            "\n7  A program that has never seen the plant verifies them, with the log's key and nothing else."
        )
        let trust = PackageTrust(TrustPolicy(log: key), given: plantFolder.verifierKey)
        func verified(_ package: SealedPackage) throws -> VerificationReport {
            say("   witnessmark-verify --key \(plantFolder.verifierKey) \(package.path)")
            let report = PackageVerifier.verify(
                archive: try OpenFile(path: package.path), subject: package.path, trust: trust)
            say(indented(report.text))
            return report
        }
        let whole = try verified(package)
        let signed = try verified(casePackage)

        say("\n8  One byte of it is flipped.")
        let flipped = folder + "/TW-0001-r1.wmpack.flipped"
        try flipOneByte(of: package.path, into: flipped)
        let broken = PackageVerifier.verify(
            archive: try OpenFile(path: flipped), subject: flipped, trust: trust)
        say(indented(broken.text))
        return Verdicts(
            whole: whole.verdict, signed: signed.verdict, broken: broken.verdict, flipped: flipped)
    }

    /// Flips one bit in the middle of the first record's content.
    private func flipOneByte(of path: String, into flipped: String) throws {
        let file = try OpenFile(path: path)
        var bytes = try file.bytes(in: 0..<file.count)
        let mark = Array("\"activity\":{".utf8)
        let place = bytes.indices.first { at in
            bytes[at...].starts(with: mark)
        }
        guard let place else { throw CommandFailure("WM-DEMO-002", "\(path) has no record in it.") }
        bytes[place + mark.count + 30] ^= 1
        try DurableFile.write(bytes, to: flipped)
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "   \($0)" }.joined(separator: "\n")
            .trimmedEnd
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self[...]
        while text.last?.isNewline == true { text.removeLast() }
        return String(text)
    }
}
