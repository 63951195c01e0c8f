// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Assembly
import DemoPlant
import EvidencePackage
import Records

extension DemoStory {
    /// Chapter 5: the trust window opens a joint candidate, and five people bring the case to its end.
    func workJointCase(_ plant: Plant, _ maker: PackageMaker) async throws -> DemoCase.Outcome {
        say("\n5  Five people work it as a joint case of quality and security.")
        let outcome = try await DemoCase(
            plant: plant, trace: maker.trace, output: output, say: say
        ).tell()
        say(
            "   \(outcome.joint.id) is \(outcome.joint.state), \(outcome.nonconformity.id) is "
                + "\(outcome.nonconformity.state): \(outcome.records) records, "
                + "\(outcome.signatures) signatures")
        return outcome
    }

    /// The package of the whole case.
    func sealCase(_ outcome: DemoCase.Outcome, _ maker: PackageMaker) async throws -> SealedPackage
    {
        let package = try await maker.make(
            .jointCase(outcome.joint.id), id: "CASE-0001", making: try PackageMaking.parse([]),
            reissuing: nil)
        saySealed(package)
        return package
    }

    /// A sealed package, as lines of the story.
    func saySealed(_ package: SealedPackage) {
        say(
            "   \(package.completeness.summary) items, \(package.entryCount.records), "
                + "\(TextTable.number(package.byteCount)) bytes")
        say("   \(package.path)")
        if let failure = package.timeStampFailure { say("   no time-stamp token: \(failure)") }
    }
}
