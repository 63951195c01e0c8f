// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import EvidencePackage
import Records
import Traceability
import TransparencyLog

/// Gathers a record, what is linked with it, and the people who signed.
///
/// Links stand on the child, so from the record asked for it goes down to every record that names
/// one already gathered, and from each of them one step up to what it names. From what was reached
/// upwards it goes no further: a shared change or machine must not pull in somebody else's case.
package struct CaseCollector: Sendable {
    private let shelf: any CaseShelf
    private let kinds: KindCatalogue
    private let origin: String

    /// The most records of one dossier.
    package static let recordsMax = 1_000
    /// How many links down a whole case goes: case, nonconformity, action, its check, an extension.
    package static let depthMax = 6

    /// Collects from a log.
    ///
    /// - Parameters:
    ///   - shelf: where entries are found.
    ///   - kinds: what says how acts are to be read.
    ///   - origin: the log that signatures must name.
    package init(_ shelf: any CaseShelf, kinds: KindCatalogue, origin: String) {
        self.shelf = shelf
        self.kinds = kinds
        self.origin = origin
    }

    /// Everything about a record, down so many links.
    ///
    /// - Throws: ``CaseRefusal``; the shelf's failures.
    package func dossier(of root: RecordID, depth: Int) async throws -> CaseDossier {
        var gathered = Gathered()
        guard try await gather(root, at: 0, into: &gathered) else {
            throw CaseRefusal.noSuchRecord(root)
        }
        var edge = [root]
        for distance in stride(from: 1, through: depth, by: 1) {
            var below: [RecordID] = []
            for near in edge {
                for other in try await shelf.records(naming: near)
                where try await gather(other, at: distance, into: &gathered) { below.append(other) }
            }
            // Up only after all that is below, so that what is both counts as below.
            for near in edge {
                for other in gathered.records[near]?.state.namedRecords ?? [] {
                    _ = try await gather(other, at: distance, into: &gathered)
                }
            }
            edge = below
        }
        let records = gathered.records.values.sorted {
            ($0.distance, $0.id.text) < ($1.distance, $1.id.text)
        }
        let people = try await people(behind: records)
        let entries = (gathered.entries + people).sorted { $0.index < $1.index }
        return CaseDossier(
            records: records, people: people,
            examination: RecordExamination(entries, origin: origin), isCut: gathered.isCut)
    }

    private struct Gathered {
        var records: [RecordID: CaseRecord] = [:]
        var entries: [OpenedEntry] = []
        var isCut = false
    }

    /// Reads a record; false when it was gathered before, or there is none of that number.
    private func gather(
        _ id: RecordID, at distance: Int, into gathered: inout Gathered
    ) async throws -> Bool {
        guard gathered.records[id] == nil else { return false }
        let positions = try await shelf.positions(of: id)
        guard !positions.isEmpty else { return false }
        guard gathered.records.count < CaseCollector.recordsMax else {
            gathered.isCut = true
            return false
        }
        var acts: [LoggedAct] = []
        var files: [CaseFile] = []
        for position in positions {
            let entry = try await shelf.entry(at: position)
            let logged = LoggedAct(try act(of: entry), leaf: entry.leaf, position: position)
            for file in logged.act.deed.files {
                files.append(
                    CaseFile(
                        file, entry: EntryPosition(position), isHeld: try await shelf.holds(file)))
            }
            acts.append(logged)
            gathered.entries.append(entry)
        }
        let state = try replay(acts)
        let kind = kinds[state.kind]
        let titles = (kind?.fields ?? []).map { ($0.name, $0.title) }
        gathered.records[id] = CaseRecord(
            state: state, kindTitle: kind?.title ?? state.kind.text,
            status: kinds.status(of: state), acts: acts,
            fieldTitles: Dictionary(titles, uniquingKeysWith: { first, _ in first }),
            distance: distance, files: files)
        return true
    }

    private func act(of entry: OpenedEntry) throws(CaseRefusal) -> Act {
        guard let content = entry.content else {
            throw .unreadable(entry.index.value, "its content was erased")
        }
        do throws(MalformedAct) {
            return try Act(
                type: entry.type.text, content: content, person: entry.person, kinds: kinds)
        } catch { throw .unreadable(entry.index.value, "\(error)") }
    }

    private func replay(_ acts: [LoggedAct]) throws(CaseRefusal) -> RecordState {
        do throws(BrokenHistory) { return try RecordState(replaying: acts) } catch {
            throw .broken(error)
        }
    }

    // MARK: People

    /// The entries about everybody who signed, up to the last signature.
    ///
    /// `FORMAT.md` §17.2 asks for every entry of their keys; roles and delegations let the reader see
    /// in which capacity somebody signed.
    private func people(behind records: [CaseRecord]) async throws -> [OpenedEntry] {
        let signatures = records.flatMap(\.signatures)
        guard let last = signatures.map(\.act.position).max() else { return [] }
        let signers = Set(
            signatures.flatMap { signature in
                [signature.given.statement.signer.text]
                    + (signature.given.statement.onBehalfOf.map { [$0.text] } ?? [])
            })
        var found: [OpenedEntry] = []
        var delegations: Set<String> = []
        for position in try await shelf.peoplePositions() where position < last {
            let entry = try await shelf.entry(at: position)
            guard CaseCollector.types.contains(entry.type.text) else { continue }
            let named = ["person", "from", "to"].compactMap { entry.content?[$0]?.text }
            let delegation = entry.content?["delegation"]?.text
            let isAbout =
                named.contains { signers.contains($0) }
                || named.isEmpty && delegation.map { delegations.contains($0) } == true
            guard isAbout || entry.content == nil && entry.isOfKeys else { continue }
            if let delegation { delegations.insert(delegation) }
            found.append(entry)
        }
        return found
    }

    /// Entries that say who a signer is and what they may do; failed attempts are no part of it.
    private static let types: Set<String> = [
        "person.enrolled", "person.keyed", "person.reset", "person.deactivated", "role.granted",
        "role.revoked", "role.delegated", "delegation.ended", "qualification.recorded",
        "accountability.signed",
    ]
}

extension OpenedEntry {
    /// Whether a signature's key may depend on it.
    fileprivate var isOfKeys: Bool {
        ["person.keyed", "person.reset", "person.deactivated"].contains(type.text)
    }
}
