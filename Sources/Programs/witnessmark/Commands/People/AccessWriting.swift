// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// What every command has that writes about people.
struct AccessOptions: ParsableArguments {
    @OptionGroup var plant: PlantOptions
    @OptionGroup var acting: ActingPerson

    @Flag(help: "Say what would be written, and write nothing.") var dryRun = false
    @Option(help: ArgumentHelp("Why; it is kept.", valueName: "text")) var reason: String?
}

/// A command by which somebody writes about people: recognised, decided, appended.
protocol AccessWriting: WitnessmarkCommand, Sendable {
    var access: AccessOptions { get }
    /// What is asked for, once it is known who asks and who is there.
    func command(
        by who: Authenticated, in directory: Directory, at now: Instant
    ) throws -> AccessCommand
    /// What else is to be done and said when it stands in the log.
    func finish(
        _ filed: [AccessLedger.Filed], _ identity: Identity, at now: Instant
    ) throws -> AccessAddition
}

extension AccessWriting {
    func finish(
        _ filed: [AccessLedger.Filed], _ identity: Identity, at now: Instant
    ) throws -> AccessAddition {
        .none
    }

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.open(access.plant.folder)
        let command = self
        return try await plant.working(output) { try await command.write(in: plant, output) }
    }

    private func write(in plant: Plant, _ output: Output) async throws -> ExitStatus {
        let identity = Identity(of: plant)
        let who = try await access.acting.recognise(by: identity.authenticator)
        let now = Instant.now
        let directory = try await identity.ledger.current()
        let context = AccessContext(
            doer: .person(who.actor), now: now, request: "people:\(now.rfc3339)",
            reason: access.reason)
        let wanted = try command(by: who, in: directory, at: now)
        guard !access.dryRun else {
            let acts = try await identity.ledger.preview(wanted, in: context)
            AccessText.tell(wouldBe: acts, output)
            return .ok
        }
        let filed = try await identity.ledger.run(wanted, in: context)
        AccessText.tell(filed, try finish(filed, identity, at: now), output)
        return .ok
    }
}

/// What a command says beyond the acts: lines for a person, members for a program.
struct AccessAddition {
    let text: String
    let members: [JSON.Member]

    static let none = AccessAddition(text: "", members: [])

    /// A code that is shown once.
    static func code(_ code: String, for person: PersonID) -> AccessAddition {
        AccessAddition(
            text: """
                Code for \(person), good for half an hour and shown only now: \(code)
                Next: witnessmark people set-password --by \(person) --code-file FILE
                """,
            members: [.init("person", .string(person.text)), .init("setUpCode", .string(code))])
    }
}

/// Moments as a person gives them.
enum GivenMoment {
    /// A moment with its zone, or a day of UTC: its beginning, or its end where it is an end.
    static func read(
        _ text: String, option: String, isEnd: Bool
    ) throws(ValidationError) -> Instant {
        if let moment = WrittenTime(text)?.instant { return moment }
        if text.utf8.count == 10, let day = WrittenTime(text + "T00:00:00Z")?.instant {
            // What holds until a day holds on that day.
            return isEnd ? day.adding(microseconds: 86_400_000_000) : day
        }
        throw ValidationError(
            "\(option) should be a day (2026-12-31, in UTC) or a moment (2026-12-31T18:00:00+01:00)."
        )
    }

    static func read(
        _ text: String?, option: String, isEnd: Bool
    ) throws(ValidationError) -> Instant? {
        guard let text else { return nil }
        return try read(text, option: option, isEnd: isEnd) as Instant
    }
}

/// Where a role reaches, as options say it.
struct ScopeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only at this site; everywhere where not given.", valueName: "site"))
    var site: String?
    @Option(
        help: ArgumentHelp(
            "Only for this kind of record; may be given again. All where not given.",
            valueName: "kind"))
    var kind: [String] = []

    var scope: Scope { Scope(site: site, kinds: kind.isEmpty ? nil : Set(kind)) }
}

extension Role {
    /// A role as a command names it.
    static func named(_ text: String) throws(ValidationError) -> Role {
        guard let role = Role(rawValue: text) else {
            throw ValidationError(
                "There is no role \"\(text)\". Roles are: "
                    + allCases.map(\.rawValue).joined(separator: ", ") + ".")
        }
        return role
    }
}
