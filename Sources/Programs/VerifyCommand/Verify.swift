// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import EvidencePackage
import TransparencyLog

/// Reads a package and says what holds.
///
/// It needs no server, no network and no configuration.
package struct Verify: ParsableCommand {
    /// The version of both programs; they are always built together.
    package static let version = "0.1.0"

    package static let configuration: CommandConfiguration = configuration(named: "verify")

    package static func configuration(
        named name: String, version: String = ""
    ) -> CommandConfiguration {
        CommandConfiguration(
            commandName: name,
            abstract: "Check an evidence package without trusting whoever sent it.",
            discussion: """
                Example:  \(name == "verify" ? "witnessmark verify" : name) L-0420.wmpack \
                --key plant7.vkey

                PACKAGE is a .wmpack file or the folder it was unpacked into. With --entry, it is a \
                lone .tlog-proof file.

                Exit status: 0 verified, 10 FAILED, 11 cannot tell, 64 wrong usage.
                """,
            version: version)
    }

    @OptionGroup package var options: VerifyOptions

    package init() {}

    package func run() throws { try options.run() }
}

/// The arguments and the work of `verify`, for both programs.
package struct VerifyOptions: ParsableArguments {
    @Argument(help: "The package: a file or a folder.") var package: String
    @OptionGroup var trust: TrustOptions
    @Option(
        help: ArgumentHelp(
            "The entry that PACKAGE, a .tlog-proof file, is the proof of.", valueName: "file"))
    var entry: String?
    @Flag(help: "Answer with one JSON object.") var json = false
    @Flag(help: "Answer with one line.") var quiet = false
    @Flag(name: .shortAndLong, help: "List every signature of a person too.") var verbose = false

    package init() {}

    /// Verifies, writes the report, and ends the program with its status.
    package func run() throws {
        let trust = try trust.trust()
        let report = report(trust)
        if json {
            StandardOutput.write(report.json)
        } else {
            StandardOutput.write(quiet ? report.quietText : report.text(listingSignatures: verbose))
        }
        if report.verdict != .verified { throw ExitCode(report.verdict.exitStatus) }
    }

    private func report(_ trust: PackageTrust) -> VerificationReport {
        do throws(FileFault) {
            if let entry {
                let proof = try OpenFile(path: package).content(
                    atMost: UInt64(ProofFile.maximumLength))
                let bytes = try OpenFile(path: entry).content(atMost: UInt64(Entry.byteCountMax))
                return PackageVerifier.verify(
                    proof: proof, of: bytes, subject: package, trust: trust)
            }
            if Folder.exists(package) {
                return PackageVerifier.verify(
                    try FolderTree(path: package), subject: package, trust: trust)
            }
            return PackageVerifier.verify(
                archive: try OpenFile(path: package), subject: package, trust: trust)
        } catch {
            return PackageVerifier.unreadable(package, "\(error)")
        }
    }
}
