// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Ledger
import Records

/// Carries out what follows by itself from acts on records: the one runner of all reactions.
///
/// It reads acts in the order of the log and asks every reaction. What one wants done is filed under
/// a request that names rule, revision, entry and place, so going over an act again, after a crash or
/// from the very beginning, does nothing twice. A reaction that a rule refuses is told and passed
/// over; nothing waits for it.
package struct ReactionRunner: Sendable {
    private let registrar: Registrar
    private let reactions: [Reaction]

    /// Who acts when nobody asked: the product itself.
    ///
    /// It never signs.
    package static let itself = Actor(
        person: PersonID(number: 0, isService: true), printedName: "Witnessmark",
        capacities: [.init(.service)])

    /// The most acts that one run answers; acts of reactions count too, so that a circle ends.
    package static let actsMax = 10_000

    package init(_ registrar: Registrar, _ reactions: [Reaction]) {
        self.registrar = registrar
        self.reactions = reactions
    }

    /// What one run did.
    package struct Outcome: Sendable {
        /// What was filed, in order.
        package var filed: [Docket.Filed] = []
        /// What could not be done: which rule, in answer to which entry, and why.
        package var refused: [(rule: String, entry: UInt64, refusal: Refusal)] = []
        /// The entry after the last one answered; the next run begins there.
        package var position: UInt64
    }

    /// Answers every act from a position on, those it causes itself included.
    package func run(from start: UInt64, at now: Instant) async throws -> Outcome {
        var outcome = Outcome(position: start)
        var answered = 0
        while answered < ReactionRunner.actsMax {
            let positions = try await registrar.shelf.actPositions(
                from: outcome.position, limit: 256)
            guard !positions.isEmpty else { return outcome }
            for position in positions {
                try await answer(try registrar.reader.act(at: position), at: now, &outcome)
                outcome.position = position + 1
                answered += 1
            }
        }
        return outcome
    }

    private func answer(
        _ logged: LoggedAct, at now: Instant, _ outcome: inout Outcome
    ) async throws {
        let history = try await registrar.history(of: logged.act.record)
        let record: RecordState
        do throws(BrokenHistory) {
            record = try RecordState(replaying: history.prefix(logged.act.number))
        } catch { throw RecordFault.broken(error) }
        var looking = registrar.docket(for: ReactionRunner.itself, request: "look", at: now)
        try await looking.look(at: record.id)
        for reaction in reactions {
            let commands = reaction.when(logged, record, looking.book)
            for (number, command) in commands.enumerated() {
                let request = reaction.request(for: logged, number: number)
                guard try await registrar.answered(request).isEmpty else { continue }
                do {
                    outcome.filed += try await carryOut(
                        command, request, reaction.cause(of: command, for: logged), at: now)
                } catch let refusal as Refusal {
                    outcome.refused.append((reaction.rule, logged.position, refusal))
                }
            }
        }
    }

    private func carryOut(
        _ command: ReactionCommand, _ request: String, _ cause: Cause, at now: Instant
    ) async throws -> [Docket.Filed] {
        var docket = registrar.docket(for: ReactionRunner.itself, request: request, at: now)
        if let carried = command.carryingOut { try await docket.look(at: carried) }
        switch command.doing {
        case .open(let kind, let title, let site, let values, let links):
            _ = try await docket.open(
                kind, title: title, site: site, values, links: links, reason: command.reason,
                cause: cause)
        case .amend(let id, _), .transition(let id, _), .reopen(let id):
            try await docket.run(
                command.command(as: id), on: id, reason: command.reason, cause: cause)
        }
        return try await docket.commit()
    }
}
