// SPDX-License-Identifier: Apache-2.0
import Activities
import ArgumentParser
import Assembly
import Canon
import Ledger
import Traceability
import TransparencyLog

/// What relied on something that is no longer trusted.
struct TrustWindow: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show which records and which product relied on something in a stretch of time.",
        discussion: """
            Examples:
              witnessmark trust-window account mes-maint2 \\
                --from 2026-11-03T21:10:00+01:00 --until 2026-11-04T03:30:00+01:00
              witnessmark trust-window system urn:plant7:mes-2 --from 2026-11-03T00:00:00Z

            What the suspect changed in that time (a recipe, a setting) is suspect too, until
            somebody else set it again. `package build trust-window` seals the answer for somebody else.

            Exit status: 0 done, 5 no record names the suspect.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var suspect: ThingArguments

    @Option(
        help: ArgumentHelp("From when on it is suspect (RFC 3339 with offset).", valueName: "time"))
    var from: Moment

    @Option(
        name: [.long, .customLong("to")],
        help: ArgumentHelp("Until when; open where not given.", valueName: "time"))
    var until: Moment?

    @Flag(help: "List why each item is affected.")
    var why = false

    mutating func validate() throws {
        if let until, until.instant < from.instant {
            throw ValidationError("--until is before --from.")
        }
    }

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.openForReading(self.plant.folder)
        let trace = try await Wiring.trace(
            of: plant.folder, following: plant.journal, originals: plant.originals)
        try await trace.catchUp(output)
        let dossier = try await trace.trustWindow(
            on: try suspect.thing(), from: from.instant, to: until?.instant)
        output.result(
            TrustWindowText.text(dossier, why: why), TrustWindowAnswer.json(dossier))
        return .ok
    }
}

extension PlantTrace {
    /// What follows from distrusting a thing between two moments.
    func trustWindow(
        on suspect: Thing, from since: Instant, to until: Instant?
    ) async throws -> TrustDossier {
        let checkpoints = try sealedCheckpoints(before: since)
        return try await ask { store, collector in
            try collector.trustWindow(
                on: suspect, during: Period(since: since, until: until), in: store,
                checkpoints: checkpoints)
        }
    }

    /// The checkpoints that were sealed before a moment; only the last of them matters.
    private func sealedCheckpoints(before moment: Instant) throws -> [ConfirmedPoint] {
        var last: SealedCheckpoint?
        var size: UInt64?
        while true {
            let page = try journal.checkpoints(after: size, limit: 256)
            guard let end = page.last else { break }
            if let found = page.last(where: { $0.sealedAt <= moment }) { last = found }
            guard end.sealedAt <= moment else { break }
            size = end.head.size.value
        }
        return last.map {
            [ConfirmedPoint(size: $0.head.size.value, sealedAt: $0.sealedAt, confirmedBy: [])]
        } ?? []
    }
}
