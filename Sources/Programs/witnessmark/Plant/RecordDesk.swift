// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import EvidencePackage
import Intake
import Ledger
import Projections
import Quality
import Records
import Registrar

/// Where a command works on governed records: the plant, its read models and its registrar.
struct RecordDesk: Sendable {
    let journal: any Journal
    let trace: PlantTrace
    let registrar: Registrar

    /// A desk at which records are read only.
    init(reading plant: PlantOnRead, _ output: Output) async throws {
        journal = plant.journal
        trace = try await Wiring.trace(
            of: plant.folder, following: plant.journal, originals: plant.originals)
        try await trace.catchUp(output)
        registrar = Registrar(
            kinds: QualityKinds.catalogue, consulting: QualityKinds.consulted,
            shelf: PlantShelf(trace: trace, output: output),
            journal: journal, origin: plant.settings.origin,
            preparer: EntryPreparer(salts: SystemSalts()),
            append: { _ in throw AppendError.stopped })
    }

    /// A desk at which records are worked on, while the plant is at work.
    ///
    /// - Parameters:
    ///   - plant: the plant at work.
    ///   - opened: its read models, where they are open already: they are opened once.
    ///   - output: where it is told that they follow the log.
    /// - Throws: faults of the read models.
    init(workingOn plant: Plant, trace opened: PlantTrace? = nil, _ output: Output) async throws {
        journal = plant.journal
        if let opened {
            trace = opened
        } else {
            trace = try await Wiring.trace(
                of: plant.folder, following: plant.journal, originals: plant.originals)
        }
        try await trace.catchUp(output)
        let ledger = plant.ledger
        registrar = Registrar(
            kinds: QualityKinds.catalogue, consulting: QualityKinds.consulted,
            shelf: PlantShelf(trace: trace, output: output),
            journal: journal, origin: plant.settings.origin, preparer: plant.preparer,
            append: { try await ledger.append($0) })
    }

    /// A record that must be there.
    func record(_ text: String) async throws -> RecordState {
        let id = try RecordDesk.id(text)
        guard let record = try await registrar.record(id) else {
            throw CommandFailure(
                "WM-REC-001", "There is no record \(id).",
                remedy: "`witnessmark record list` names them.", status: .notFound)
        }
        return record
    }

    static func id(_ text: String) throws(CommandFailure) -> RecordID {
        guard let id = RecordID(text) else {
            throw CommandFailure(
                "WM-REC-002", "\"\(text)\" is no record's number.",
                remedy: "A number looks like NC-2026-0001.", status: .usage)
        }
        return id
    }

    static func kind(_ name: String) throws(CommandFailure) -> Kind {
        guard let kind = QualityKinds.catalogue[KindName(name)] else {
            let known = QualityKinds.catalogue.kinds.map(\.name.text).joined(separator: ", ")
            throw CommandFailure(
                "WM-REC-003", "There is no kind of record called \"\(name)\".",
                remedy: "Kinds are: \(known).", status: .usage)
        }
        return kind
    }
}

/// Records as the plant's read models find them.
struct PlantShelf: RecordShelf {
    let trace: PlantTrace
    let output: Output

    func catchUp() async throws { try await trace.catchUp(output) }

    func positions(of record: RecordID) async throws -> [UInt64] {
        try await trace.projection.read { try $0.positions(of: record) }
    }

    func records(naming record: RecordID) async throws -> [RecordID] {
        try await trace.projection.read { try $0.records(naming: record) }
    }

    func records(naming thing: Thing) async throws -> [RecordID] {
        try await trace.projection.read { try $0.records(naming: thing) }
    }

    func records(claiming key: SystemKey) async throws -> [RecordID] {
        try await trace.projection.read { try $0.records(claiming: key) }
    }

    func records(of kind: KindName) async throws -> [RecordID] {
        try await trace.projection.read {
            try $0.records(of: kind, limit: RecordList.rowsMax).map(\.id)
        }
    }

    func recordCount(beginning prefix: String) async throws -> Int {
        try await trace.projection.read { try $0.recordCount(beginning: prefix) }
    }

    func positions(ofRequest request: String) async throws -> [UInt64] {
        try await trace.projection.read { try $0.positions(ofRequest: request) }
    }

    func actPositions(from position: UInt64, limit: Int) async throws -> [UInt64] {
        try await trace.projection.read { try $0.actPositions(from: position, limit: limit) }
    }
}
