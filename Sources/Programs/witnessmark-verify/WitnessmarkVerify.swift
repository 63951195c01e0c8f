// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import VerifyCommand

/// The offline verifier: the kernel and an argument parser, nothing else.
@main
struct WitnessmarkVerify: ParsableCommand {
    static let configuration = Verify.configuration(named: "witnessmark-verify")

    @OptionGroup var options: VerifyOptions

    func run() throws { try options.run() }
}
