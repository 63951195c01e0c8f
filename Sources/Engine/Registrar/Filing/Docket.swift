// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import EvidencePackage
import Ledger
import Records

/// The acts of one request: decided one after another, filed together or not at all.
///
/// Before a rule looks at a record, these records are in the book: itself; all that are connected
/// with it by links or by fields that name records, either way, up to three steps; all that name a
/// thing which it names; all that claim the same object of another system; and the records of kinds
/// that rules consult though nothing links to them.
package struct Docket: Sendable {
    private let registrar: Registrar
    package let actor: Actor
    package let request: String
    package let now: Instant
    /// The records as they are after what was decided so far.
    package private(set) var book: RecordBook
    private let decider: Decider
    private var surveyed: Set<RecordID> = []
    private var hasConsulted = false
    private var filed: [(entry: PreparedEntry, act: Act)] = []
    private var opened: [String: Int] = [:]

    /// The most records that are looked at for one request.
    package static let recordsMax = 5_000
    /// How far a rule sees along links.
    package static let stepsMax = 3
    /// The most acts of one request, so that it is one commit.
    package static let actsMax = 1_000

    init(registrar: Registrar, actor: Actor, request: String, now: Instant) {
        self.registrar = registrar
        self.actor = actor
        self.request = request
        self.now = now
        book = RecordBook(registrar.kinds)
        decider = Decider(registrar.kinds)
    }

    /// What was decided so far, in order.
    package var acts: [Act] { filed.map(\.act) }

    /// The records that something was decided on, as they are then.
    package var touched: [RecordState] {
        Set(filed.map(\.act.record)).sorted().compactMap { book[$0] }
    }

    // MARK: Deciding

    /// Opens a record under the next number of its kind.
    package mutating func open(
        _ kind: KindName, title: String, site: String, _ values: [FieldChange] = [],
        links: [RecordLink] = [], reason: String? = nil, cause: Cause? = nil
    ) async throws -> RecordID {
        try await open(kind, reason: reason, cause: cause) { id in
            .init(kind: kind, id: id, title: title, site: site, values: values, links: links)
        }
    }

    /// Opens a record as it is written down once its number is known.
    package mutating func open(
        _ kind: KindName, reason: String? = nil, cause: Cause? = nil,
        _ written: (RecordID) -> Command.Opening
    ) async throws -> RecordID {
        guard let prefix = registrar.kinds[kind]?.prefix else {
            throw Refusal(.unknownKind(kind))
        }
        let year = CivilDate(daysSinceEpoch: now.seconds / 86_400).year
        let beginning = "\(prefix)-\(year)-"
        let number =
            try await registrar.shelf.recordCount(beginning: beginning)
            + opened[beginning, default: 0] + 1
        guard let id = RecordID(prefix: prefix, year: year, number: number) else {
            throw Refusal(.tooMuch(what: "records of a year", max: 999_999_999))
        }
        let opening = written(id)
        try await consult()
        for target in opening.links.map(\.target)
            + opening.values.flatMap({ $0.value?.records ?? [] })
        {
            try await survey(target)
        }
        for thing in opening.values.flatMap({ $0.value?.things ?? [] }) {
            try await survey(thing)
        }
        try decide(.open(opening), on: id, context(reason, nil, cause))
        opened[beginning, default: 0] += 1
        surveyed.insert(id)
        return id
    }

    /// Decides a command on a record that is there.
    @discardableResult
    package mutating func run(
        _ command: Command, on id: RecordID, reason: String? = nil, seeing version: Int? = nil,
        cause: Cause? = nil
    ) async throws -> RecordState {
        try await look(at: id)
        for named in command.named.records { try await survey(named) }
        for thing in command.named.things { try await survey(thing) }
        if case .linkSystem(let link) = command {
            for other in try await registrar.shelf.records(claiming: link.key) {
                try await load(other)
            }
        }
        try decide(command, on: id, context(reason, version, cause))
        guard let record = book[id] else { throw Refusal(.noSuchRecord(id)) }
        return record
    }

    /// Signs for a step of a record, or for declaring it void.
    @discardableResult
    package mutating func sign(
        _ id: RecordID, for transition: String, as meaning: SignatureMeaning,
        with signer: any Signer,
        reason: String? = nil, seeing version: Int? = nil
    ) async throws -> RecordState {
        let given = try await signature(
            id, for: transition, as: meaning, with: signer, reason: reason, seeing: version)
        return try await run(
            .sign(transition: transition, given), on: id, reason: reason, seeing: version)
    }

    /// Declares a record void.
    @discardableResult
    package mutating func void(
        _ id: RecordID, with signer: any Signer, reason: String?, seeing version: Int? = nil
    ) async throws -> RecordState {
        try await look(at: id)
        let meaning = book[id].flatMap { registrar.kinds[$0.kind] }?.lifecycle.voiding.meaning
        let given = try await signature(
            id, for: SignatureWish.voiding, as: meaning ?? .approved, with: signer,
            reason: reason, seeing: version)
        return try await run(.void(given), on: id, reason: reason, seeing: version)
    }

    /// The steps that lead out of a record's state, with what stands in the way of each.
    package mutating func nextSteps(of id: RecordID) async throws -> [NextStep] {
        try await look(at: id)
        guard let record = book[id] else { throw Refusal(.noSuchRecord(id)) }
        return decider.nextSteps(of: record, among: book, in: context(nil, nil, nil))
    }

    /// Brings a record and what is around it into the book.
    package mutating func look(at id: RecordID) async throws {
        try await consult()
        try await survey(id)
        guard let record = book[id] else { throw Refusal(.noSuchRecord(id)) }
        for thing in record.things { try await survey(thing) }
        for system in record.systemLinks {
            for other in try await registrar.shelf.records(claiming: system.link.key) {
                try await load(other)
            }
        }
    }

    private mutating func signature(
        _ id: RecordID, for transition: String, as meaning: SignatureMeaning,
        with signer: any Signer, reason: String?, seeing version: Int?
    ) async throws -> GivenSignature {
        try await look(at: id)
        guard let record = book[id] else { throw Refusal(.noSuchRecord(id)) }
        let wish = SignatureWish(
            transition: transition, meaning: meaning, origin: registrar.origin,
            nameCommitment: signer.nameCommitment, authentication: signer.authentication)
        let statement = try decider.statement(
            wish, on: record, among: book, in: context(reason, version, nil))
        return try signer.sign(statement)
    }

    private func context(_ reason: String?, _ version: Int?, _ cause: Cause?) -> Context {
        Context(
            actor: actor, now: now, request: request, reason: reason, expectedVersion: version,
            cause: cause)
    }

    private mutating func decide(
        _ command: Command, on id: RecordID, _ context: Context
    ) throws {
        for act in try decider.decide(command, on: book[id], among: book, in: context) {
            guard filed.count < Docket.actsMax else {
                throw Refusal(.tooMuch(what: "acts of one request", max: Docket.actsMax))
            }
            let entry = try registrar.prepare(act, at: now)
            let logged = LoggedAct(act, leaf: entry.leaf, position: .max)
            if var record = book[id] {
                do throws(BrokenHistory) { try record.evolve(by: logged) } catch {
                    throw RecordFault.broken(error)
                }
                book[id] = record
            } else {
                do throws(BrokenHistory) { book[id] = try RecordState(replaying: [logged]) } catch {
                    throw RecordFault.broken(error)
                }
            }
            filed.append((entry, act))
        }
    }

    // MARK: Loading

    /// Loads what rules look at though nothing links to it.
    private mutating func consult() async throws {
        guard !hasConsulted else { return }
        hasConsulted = true
        for kind in registrar.consulted {
            for record in try await registrar.shelf.records(of: kind) { try await load(record) }
        }
    }

    /// Loads a record and all that is connected with it within so many steps.
    private mutating func survey(_ id: RecordID) async throws {
        guard surveyed.insert(id).inserted else { return }
        var reached: Set<RecordID> = [id]
        var edge = [id]
        try await load(id)
        for _ in 0..<Docket.stepsMax {
            var next: [RecordID] = []
            for near in edge {
                let named = book[near]?.namedRecords ?? []
                for other in try await registrar.shelf.records(naming: near) + named
                where reached.insert(other).inserted {
                    try await load(other)
                    next.append(other)
                }
            }
            edge = next
        }
    }

    private mutating func survey(_ thing: Thing) async throws {
        for other in try await registrar.shelf.records(naming: thing) { try await load(other) }
    }

    private mutating func load(_ id: RecordID) async throws {
        guard book[id] == nil, let record = try await registrar.record(id) else { return }
        guard book.count < Docket.recordsMax else {
            throw Refusal(.tooMuch(what: "records around this one", max: Docket.recordsMax))
        }
        book[id] = record
    }

    // MARK: Filing

    /// An act that stands in the log now.
    package struct Filed: Sendable {
        package let act: Act
        package let position: UInt64
    }

    /// Appends all that was decided, in one commit.
    ///
    /// - Returns: the acts with their positions; empty when nothing was decided.
    /// - Throws: ``RecordFault/overtaken(_:position:)`` when another program was first.
    package func commit() async throws -> [Filed] {
        guard !filed.isEmpty else { return [] }
        let receipts = try await registrar.append(filed.map(\.entry))
        // What was filed is looked up by the next request, so the read models follow at once.
        try await registrar.shelf.catchUp()
        var done: [Filed] = []
        for (receipt, (_, act)) in zip(receipts, filed) {
            switch receipt.outcome {
            case .recorded, .duplicate:
                done.append(Filed(act: act, position: receipt.position))
            case .conflict, .duplicateConflict:
                throw RecordFault.overtaken(act.record, position: receipt.position)
            }
        }
        return done
    }
}

extension Registrar {
    /// The entry of an act.
    ///
    /// Its event id is the act's place in its record, so the log itself sees to it
    /// that no two acts ever take one place.
    fileprivate func prepare(_ act: Act, at now: Instant) throws -> PreparedEntry {
        try preparer.prepare(
            EntryDraft(
                type: try EntryType(act.entryType), source: origin,
                event: "\(act.record)/\(act.number)", received: now,
                actor: act.stamp.person.text, content: act.content.canonical,
                person: act.person.canonical))
    }
}

extension Command {
    /// What it names beyond the record it is about.
    fileprivate var named: (records: [RecordID], things: [Thing]) {
        switch self {
        case .amend(let changes), .synchronise(_, let changes):
            (
                changes.flatMap { $0.value?.records ?? [] },
                changes.flatMap { $0.value?.things ?? [] }
            )
        case .link(_, let target), .unlink(_, let target), .supersede(let target): ([target], [])
        case .open(let opening):
            (opening.links.map(\.target), opening.values.flatMap { $0.value?.things ?? [] })
        case .attach, .linkSystem, .checkSystem, .propose, .sign, .refuse, .transition, .void,
            .reopen:
            ([], [])
        }
    }
}
