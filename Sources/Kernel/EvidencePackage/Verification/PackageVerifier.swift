// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// Verifies an evidence package: all of it, or nothing.
///
/// There is no smaller entry point on purpose. Verifiers that checked a proof without the
/// checkpoint's signature, or a signature without the artifact, have each accepted forgeries; here
/// the chain is one function: files → manifests → seal → log → checkpoint → the reader's key, and
/// bodies → commitments → entries → log.
public enum PackageVerifier {
    /// Verifies a package in a zip archive.
    ///
    /// - Parameters:
    ///   - archive: the bytes of the file.
    ///   - subject: what the reader calls it; the report's first word.
    ///   - trust: whom the reader believes.
    ///   - limits: bounds for the archive.
    /// - Returns: the report; what goes wrong while reading is in it too.
    public static func verify(
        archive: any ByteSource, subject: String, trust: PackageTrust,
        limits: ZipArchive.Limits = .init()
    ) -> VerificationReport {
        var report = VerificationReport(subject: subject)
        do {
            let archive = try ZipArchive(archive, limits: limits)
            let tree = try ZipTree(archive)
            for (first, second) in archive.lookalikes {
                report.fail(
                    .contents, second.description,
                    expected: "names that no file system takes for one",
                    found: "it differs from \(first) only in case or composition")
            }
            return Verification(tree, trust: trust, report: report).run()
        } catch let fault as ZipFault where fault.reason == .notAnArchive {
            report.doubt("this is no evidence package: \(fault.detail)")
        } catch let fault as ZipFault {
            report.fail(
                .contents, "the archive",
                expected: "a zip archive that can be read in one way only", found: "\(fault)")
        } catch let fault as NotOneTopFolder {
            report.fail(
                .contents, "the archive", expected: "one folder at the top", found: "\(fault)")
        } catch {
            report.doubt("the file cannot be read: \(error)")
        }
        return report
    }

    /// Verifies a package in a folder, as it is after unpacking.
    public static func verify(
        _ tree: any FileTree, subject: String, trust: PackageTrust
    ) -> VerificationReport {
        Verification(tree, trust: trust, report: VerificationReport(subject: subject)).run()
    }

    /// Verifies one entry by itself: its proof file, and nothing of what it says.
    ///
    /// - Parameters:
    ///   - proof: the bytes of a `.tlog-proof` file.
    ///   - entry: the bytes of the entry.
    ///   - subject: what the reader calls the proof.
    ///   - trust: whom the reader believes.
    /// - Returns: the report.
    public static func verify(
        proof: [UInt8], of entry: [UInt8], subject: String, trust: PackageTrust
    ) -> VerificationReport {
        var report = VerificationReport(subject: subject, checks: [.checkpoint, .ledger])
        report.notChecked = ["what the entry commits to: no body was given"]
        guard let policy = trust.policy else {
            report.doubt("no key was given; run again with --key KEY of the log's owner")
            return report
        }
        do {
            let included = try ProofFile(proof).verify(entry, under: policy)
            report.trust = trust.given.map { .init(name: $0, isGivenByReader: true) }
            report.pass(
                .checkpoint,
                "sealed by \(included.checkpoint.origin), \(included.checkpoint.head.size) entries")
            report.pass(.ledger, "entry \(included.index) is in the log")
        } catch ProofRefusal.checkpoint(.unknownOrigin(let origin)) {
            report.doubt(
                "the proof is from the log \(origin); nothing you gave is a key of that log")
        } catch {
            report.fail(
                .ledger, subject, expected: "a proof that the entry is in the log",
                found: "\(error)")
        }
        return report
    }

    /// The report on something that could not even be opened.
    public static func unreadable(_ subject: String, _ reason: String) -> VerificationReport {
        var report = VerificationReport(subject: subject)
        report.doubt("it cannot be read: \(reason)")
        return report
    }
}
