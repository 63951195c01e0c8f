// SPDX-License-Identifier: Apache-2.0
import ActivityDocuments
import Canon
import CloudEvents
import EvidencePackage
import Foundation
import Intake
import Ledger
import Reading
import SQLiteEngine
import Testing
import TransparencyLog

/// A log, in memory unless told otherwise, and folders of its own, for one test.
struct IntakeBench {
    static let t0 = Instant(seconds: 1_795_000_000)

    let folder: URL
    let journal: any Journal
    let preparer = EntryPreparer(salts: SystemSalts())

    init(onSQLite: Bool = false) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "witnessmark-intake-\(UUID().uuidString)")
        for name in ["originals", "quarantine"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        guard onSQLite else {
            journal = MemoryJournal()
            return
        }
        let path = folder.appending(path: "ledger.db").path
        try SQLiteJournal.create(at: path)
        journal = try SQLiteJournal.open(at: path)
    }

    func clear() { try? FileManager.default.removeItem(at: folder) }  // What stays is the system's.

    var originals: OriginalStore {
        OriginalStore(folder: folder.appending(path: "originals").path)
    }

    var quarantine: QuarantineFolder {
        QuarantineFolder(folder: folder.appending(path: "quarantine").path)
    }

    /// An intake that appends to a log.
    func intake(into log: any EntryLog, _ formats: [any Format]? = nil) -> Intake {
        Intake(
            formats: formats
                ?? [CloudEventsFormat(payloads: [ActivityPayload()]), ActivityDocumentFormat()],
            originals: originals, quarantine: quarantine, log: log,
            entries: IntakeEntries(preparer: preparer, actor: "tester", now: { IntakeBench.t0 }))
    }

    /// Takes bytes in as a file of some name.
    @discardableResult
    func takeIn(
        _ bytes: [UInt8], named name: String = "day.jsonl",
        _ options: IntakeOptions = IntakeOptions(), failing: FailingLog.Fault? = nil,
        progress: @escaping @Sendable (IntakeProgress) -> Void = { _ in }
    ) async throws -> IntakeReport {
        let file = folder.appending(path: "input-\(UUID().uuidString)")
        try Data(bytes).write(to: file)
        return try await takeIn(
            path: file.path, named: name, options, failing: failing, progress: progress)
    }

    /// Takes a file in.
    @discardableResult
    func takeIn(
        path: String, named name: String = "day.jsonl", _ options: IntakeOptions = IntakeOptions(),
        formats: [any Format]? = nil, failing: FailingLog.Fault? = nil,
        through before: (any EntryLog) throws -> any EntryLog = { $0 },
        progress: @escaping @Sendable (IntakeProgress) -> Void = { _ in }
    ) async throws -> IntakeReport {
        let preparer = preparer
        let sequencer = try Sequencer(journal: journal) { conflict throws(PreparationError) in
            try preparer.conflict(conflict)
        }
        async let running: Void = sequencer.run()
        let log = try before(FailingLog(sequencer, failing))
        let result: Result<IntakeReport, any Error>
        do {
            let report = try await intake(into: log, formats).takeIn(
                try InputFile(path), named: name, options, progress: progress)
            result = .success(report)
        } catch { result = .failure(error) }
        sequencer.stop()
        await running
        return try result.get()
    }

    /// Takes bytes in through a log that stands before this one.
    @discardableResult
    func takeIn(
        _ bytes: [UInt8], through before: (any EntryLog) throws -> any EntryLog
    ) async throws -> IntakeReport {
        let file = folder.appending(path: "input-\(UUID().uuidString)")
        try Data(bytes).write(to: file)
        return try await takeIn(path: file.path, through: before)
    }

    /// Everything in the log.
    var entries: [PreparedEntry] {
        get throws {
            var entries: [PreparedEntry] = []
            let size = try journal.head().size.value
            while UInt64(entries.count) < size {
                entries += try journal.entries(in: UInt64(entries.count)..<size).map(\.entry)
            }
            return entries
        }
    }

    /// The kinds of the entries, in order.
    var kinds: [String] { get throws { try entries.map(\.kind) } }

    /// Every file below a folder, by its path within it.
    func files(in name: String) -> [String] {
        let root = folder.appending(path: name)
        let found = FileManager.default.enumerator(atPath: root.path)
        return (found?.compactMap { $0 as? String } ?? [])
            .filter { path in
                var isFolder: ObjCBool = false
                let full = root.appending(path: path).path
                return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
                    && !isFolder.boolValue
            }
            .sorted()
    }
}

/// A log whose answers can get lost, before or after the write.
actor FailingLog: EntryLog {
    struct Fault {
        let append: Int
        let isAfterTheWrite: Bool
    }

    private let log: Sequencer
    private let fault: Fault?
    private var appends = 0

    init(_ log: Sequencer, _ fault: Fault?) {
        self.log = log
        self.fault = fault
    }

    func append(_ entries: [PreparedEntry]) async throws(AppendError) -> [Receipt] {
        defer { appends += 1 }
        guard let fault, fault.append == appends else { return try await log.append(entries) }
        if fault.isAfterTheWrite { _ = try await log.append(entries) }
        throw .outcomeUnknown("the line was cut")
    }
}

/// Events of one plain kind, one a line.
func events(_ ids: some Sequence<Int>, type: String = "step") -> [UInt8] {
    var text = ""
    for id in ids {
        text += #"{"specversion":"1.0","id":"e-\#(id)","source":"urn:plant7:mes","#
        text += #""type":"\#(type)","time":"2026-11-21T08:15:00Z"}"# + "\n"
    }
    return Array(text.utf8)
}
