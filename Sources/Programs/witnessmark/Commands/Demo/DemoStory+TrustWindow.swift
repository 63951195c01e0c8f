// SPDX-License-Identifier: Apache-2.0
import Activities
import ArgumentParser
import Assembly
import Canon
import DemoPlant
import EvidencePackage

extension DemoStory {
    private var question: PackageQuestion {
        get throws {
            .trustWindow(
                on: try Thing(.account, Plant7.suspectAccount),
                from: PlantSchedule.recipeChanged, until: PlantSchedule.recipeRestored)
        }
    }

    /// Chapter 4: which product relied on an account that nobody trusts any more.
    func askTrustWindow(_ maker: PackageMaker) async throws -> TrustDossier {
        say(
            """

            4  An account changed a furnace recipe outside change control. Which product relied on it?
               witnessmark trust-window account \(Plant7.suspectAccount) \\
                 --from \(PlantSchedule.recipeChanged.rfc3339Seconds) --until \(PlantSchedule.recipeRestored.rfc3339Seconds)
            """)
        let dossier = try await maker.trustWindow(try question)
        for line in TrustWindowText.summary(dossier).split(separator: "\n") { say("   \(line)") }
        if let first = dossier.affected.first {
            say("   for example \(first.path.joined(separator: " → "))")
            say("   which is \(first.placement.phrase)")
        }
        return dossier
    }

    /// Chapter 6: the answer is sealed into a package.
    func sealAnswer(_ maker: PackageMaker) async throws -> SealedPackage {
        say("\n6  The answer and the whole case are sealed into packages.")
        let package = try await maker.make(
            try question, id: "TW-0001", making: try PackageMaking.parse([]), reissuing: nil)
        saySealed(package)
        return package
    }
}
