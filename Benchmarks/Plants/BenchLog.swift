// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Ledger
import SQLiteEngine
import TransparencyLog

/// A log on this disk, put together as the program `witnessmark` does it.
struct BenchLog: Sendable {
    static let origin = "bench.example/log-1"

    let ledger: Ledger
    let preparer = EntryPreparer(salts: SystemSalts())

    /// Founds a log in an empty folder.
    static func found(in folder: String) throws -> BenchLog {
        guard let name = KeyName(origin) else { throw WrongResult("the origin is malformed") }
        let key = try SealingKey(name: name, seed: [UInt8](repeating: 7, count: 32))
        try LogKeyFile.create(key, at: "\(folder)/log.key")
        try SQLiteJournal.create(at: "\(folder)/ledger.db")
        let journal = try SQLiteJournal.open(at: "\(folder)/ledger.db")
        try Ledger.found(journal, anchor: AnchorFile(path: "\(folder)/anchor"), key: key, at: .now)
        return try BenchLog(journal, folder, key)
    }

    /// Opens a log that is there already, with the key beside it.
    static func open(in folder: String) throws -> BenchLog {
        let key = try LogKeyFile.read("\(folder)/log.key")
        return try BenchLog(SQLiteJournal.open(at: "\(folder)/ledger.db"), folder, key)
    }

    private init(_ journal: SQLiteJournal, _ folder: String, _ key: SealingKey) throws {
        let preparer = preparer
        ledger = try Ledger(
            opening: journal, anchor: AnchorFile(path: "\(folder)/anchor"), key: key,
            recordConflict: { conflict throws(PreparationError) in try preparer.conflict(conflict) }
        )
    }

    /// Serves and seals once a second while the closure runs, as the program does; once.
    func running<Value: Sendable>(
        _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        try await ledger.running(
            clock: { .now }, pause: { try await Task.sleep(for: .milliseconds(250)) },
            report: { Terminal.note("not sealed: \($0)") }, body)
    }

    /// A draft whose content is `bytes` long, from one of five systems.
    static func draft(_ number: Int, contentBytes bytes: Int = 256) throws -> EntryDraft {
        let frame = #"{"n":"""#.utf8.count + 1
        var content = Array(#"{"n":""#.utf8)
        let digits = String(number)
        content += [UInt8](repeating: 0x78, count: max(0, bytes - frame - digits.utf8.count))
        content += Array((digits + #""}"#).utf8)
        return EntryDraft(
            type: try EntryType("activity.recorded"), source: "urn:plant7:mes-\(number % 5)",
            event: "event-\(number)", received: .now, actor: "account-0123456789abcdef",
            content: content)
    }
}

/// A whole plant with many entries, made once and shared by the cases that need one.
struct FilledPlant: Sendable {
    let folder: String
    let entries: Int

    /// The plant with this many entries; filled when it is asked for first.
    static func of(_ entries: Int, _ bench: Bench) async throws -> FilledPlant {
        let folder = "\(bench.folder)/plant-\(entries)"
        let plant = FilledPlant(folder: folder, entries: entries)
        let isFilled = WholeFile.size("\(folder)/filled") > 0
        if !isFilled {
            try await plant.fill(bench)
            try WholeFile.write([0x0A], to: "\(folder)/filled")
        }
        return plant
    }

    private func fill(_ bench: Bench) async throws {
        let founded = try Program(
            "\(Bench.programs)/witnessmark", "init", "--data", folder, "--origin", BenchLog.origin
        ).run(outputIn: bench.folder)
        guard founded.status == 0 else { throw Skipped("witnessmark init ended badly") }
        let log = try BenchLog.open(in: folder)
        try await log.running { [entries] in
            var start = 0
            while start < entries {
                let end = min(entries, start + 4_096)
                let batch = try (start..<end).map { try log.preparer.prepare(BenchLog.draft($0)) }
                _ = try await log.ledger.append(batch)
                start = end
            }
        }
    }
}
