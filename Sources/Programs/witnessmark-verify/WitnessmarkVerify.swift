// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import VerifyCommand

/// The offline verifier: the kernel and an argument parser, nothing else.
@main
struct WitnessmarkVerify: ParsableCommand {
    static let configuration = Verify.configuration(
        named: "witnessmark-verify", version: Verify.version)

    @OptionGroup var options: VerifyOptions

    func run() throws { try options.run() }

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch { UsageFailure.end(Self.self, with: error) }
    }
}
