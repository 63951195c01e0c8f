// SPDX-License-Identifier: Apache-2.0
import AS9102
import ActivityDocuments
import Assembly
import B2MML
import Calibration
import Canon
import CloudEvents
import EPCIS
import Intake
import Ledger
import MTConnect
import MaterialCertificates
import NCProgrammes
import Projections
import QIF
import Reading
import Relational
import SQLiteEngine
import TransparencyLog
import XMLSecTool

/// Joins the parts: the only file that knows which engine keeps a plant's data.
enum Wiring {
    /// Every format that can be taken in; a new one is added here and nowhere else.
    static let formats: [any Format] = [
        EPCISJSONFormat(), EPCISXMLFormat(),
        CloudEventsFormat(payloads: [ActivityPayload(), EPCISPayload()]),
        ActivityDocumentFormat(), QIFFormat(), MTConnectXMLFormat(), MTConnectLogFormat(),
        NCProgrammeFormat(), AS9102Format(), AS9102WorkbookFormat(),
        B2MMLFormat(), MaterialCertificateFormat(),
    ]

    /// The formats with what a plant's settings add to them: whose signatures are trusted.
    static func formats(_ settings: PlantSettings) -> [any Format] {
        formats + [
            CalibrationCertificateFormat(signatures: XMLSecTool(roots: settings.signatureRoots))
        ]
    }

    /// Makes a plant: folders, key, settings, an empty log and its first checkpoint.
    ///
    /// - Returns: the public key that everything it seals is verified with.
    static func found(
        _ folder: PlantFolder, _ wanted: PlantSettings, timestamping: NewTimestamping? = nil
    ) throws -> VerifierKey {
        var settings = wanted
        guard !FolderAccess.exists(folder.settings) else {
            throw CommandFailure(
                "WM-STORE-002", "\(folder.path) holds a plant already.",
                remedy: "Choose another folder. Nothing was changed.",
                status: .conflict)
        }
        for part in [folder.ledger, folder.key] where FolderAccess.exists(part) {
            throw CommandFailure(
                "WM-STORE-005",
                "\(part) is there and \(folder.settings) is not: either a plant was half made here "
                    + "when `init` was stopped, or the settings of a whole one were lost.",
                remedy: "If nothing was ever taken in, remove the folder and make the plant again; "
                    + "else put the settings back from a backup. Nothing was changed.",
                status: .conflict)
        }
        guard let name = KeyName(settings.origin) else {
            throw CommandFailure(
                "WM-SETTINGS-002", "\"\(settings.origin)\" cannot be a log's name.",
                remedy: "A name has no spaces and no +: plant7.example/log-1", status: .usage)
        }
        if let anchor = settings.anchor {
            guard !FolderAccess.exists(anchor) else {
                throw CommandFailure(
                    "WM-STORE-006", "\(anchor) is there already: the anchor of another plant?",
                    remedy: "Choose another path with --anchor. Nothing was changed.",
                    status: .conflict)
            }
            let parent = FolderAccess.parent(of: anchor)
            guard FolderAccess.exists(parent) else {
                throw CommandFailure(
                    "WM-STORE-007", "\(anchor) cannot be kept: \(parent) is not there.",
                    remedy: "Make that folder, or choose another path with --anchor.",
                    status: .notFound)
            }
        }
        if let timestamping {
            _ = try timeStamping(timestamping.url, timestamping.rootsPEM)
            settings.timestamping = PlantSettings.Timestamping(
                url: timestamping.url, roots: PlantFolder.timestampRootsName)
        }
        for path in [folder.path, folder.originals, folder.quarantine, folder.packages] {
            try FolderAccess.make(path)
        }
        var random = SystemRandomNumberGenerator()
        let seed = (0..<SealingKey.seedLength).map { _ in
            UInt8.random(in: .min ... .max, using: &random)
        }
        let key = try SealingKey(name: name, seed: seed)
        try LogKeyFile.create(key, at: folder.key)
        try DurableFile.create(
            Array((key.verifierKey.text + "\n").utf8), at: folder.verifierKey, mode: 0o644)
        try SQLiteJournal.create(at: folder.ledger)
        let journal = try SQLiteJournal.open(at: folder.ledger)
        try Ledger.found(
            journal, anchor: AnchorFile(path: settings.anchor ?? folder.anchor), key: key, at: .now)
        if let timestamping {
            try DurableFile.write(timestamping.rootsPEM, to: folder.timestampRoots, mode: 0o644)
        }
        // Last, and whole or not at all, so that a folder with settings is a whole plant.
        try DurableFile.write(
            settings.json.canonical + [0x0A], to: folder.settings, mode: 0o644)
        return key.verifierKey
    }

    /// Opens a plant to work on it; one program at a time may.
    static func open(_ folder: PlantFolder) throws -> Plant {
        let settings = try settings(of: folder)
        let key = try LogKeyFile.read(folder.key)
        try check(settings, against: key.verifierKey, in: folder)
        guard try verifierKey(of: folder) == key.verifierKey else {
            throw CommandFailure(
                "WM-KEY-002",
                "\(folder.verifierKey) and \(folder.key) are not the two halves of one key.",
                remedy: "Put both back from a backup. Nothing was changed.", status: .conflict)
        }
        let preparer = EntryPreparer(salts: SystemSalts())
        let ledger = try Ledger(
            opening: try SQLiteJournal.open(at: folder.ledger),
            anchor: AnchorFile(path: settings.anchor ?? folder.anchor), key: key,
            recordConflict: { conflict throws(PreparationError) in try preparer.conflict(conflict) }
        )
        return Plant(folder: folder, settings: settings, ledger: ledger, preparer: preparer)
    }

    /// Opens a plant to read from it, beside whoever works on it.
    static func openForReading(_ folder: PlantFolder) throws -> PlantOnRead {
        let settings = try settings(of: folder)
        let key = try verifierKey(of: folder)
        try check(settings, against: key, in: folder)
        return PlantOnRead(
            folder: folder, settings: settings,
            journal: try SQLiteJournal.openForReading(at: folder.ledger), key: key)
    }

    /// Opens a journal file to read it, wherever it is.
    static func journal(at path: String) throws(JournalError) -> any JournalInspection {
        try SQLiteJournal.openForReading(at: path)
    }

    /// Prepares to read a backup.
    static func restore(from path: String) -> Restore {
        Restore(from: path, database: "ledger.db") { path throws(JournalError) in
            try journal(at: path)
        }
    }

    /// Opens the read models that follow a log, making them if they are not there.
    static func trace(
        of folder: PlantFolder, following journal: any Journal, originals: OriginalStore
    ) async throws -> PlantTrace {
        // Without waiting for the disk: everything in there can be made again from the log.
        let database = try SQLiteDatabase.open(
            SQLiteSettings(.file(folder.projections), kind: .projections, durability: .normal))
        return PlantTrace(
            projection: try await TraceProjection.open(
                in: database, events: JournalEvents(journal: journal)),
            journal: journal, originals: originals)
    }

    /// What differs between the read models that are kept and ones made anew from the log.
    static func readModelDifferences(
        of folder: PlantFolder, following journal: any Journal,
        progress: (UInt64, UInt64) -> Void
    ) async throws -> [String] {
        guard FolderAccess.exists(folder.projections) else { return [] }
        let scratch = try FolderAccess.temporary("witnessmark-fsck")
        defer { FolderAccess.remove(scratch) }
        do {
            let kept = try SQLiteDatabase.openForReading(
                SQLiteSettings(.file(folder.projections), kind: .projections))
            let made = try SQLiteDatabase.open(
                SQLiteSettings(
                    .file("\(scratch)/projections.db"), kind: .projections, durability: .off))
            let check = ReadModelCheck(
                of: kept, logOf: try journal.head().size.value,
                events: JournalEvents(journal: journal),
                entries: { try journal.entries(in: $0) })
            let differences = try await check.differences(making: made, progress: progress)
            await made.close()
            await kept.close()
            return differences
        } catch let fault as DatabaseFault where fault.code != .full && !fault.isTransient {
            return ["cannot be read: \(fault.cause)"]
        }
    }

    /// The time-stamping service of a plant, if it has one.
    ///
    /// One whose settings are not in order says so when it is asked: it must stop nothing.
    static func timeStamping(
        of folder: PlantFolder, _ settings: PlantSettings
    ) -> (any TimeStamping)? {
        guard let wanted = settings.timestamping else { return nil }
        let path = folder.resolving(wanted.roots)
        do {
            let limit = NewTimestamping.rootsByteCountMax
            guard let roots = try DurableFile.read(path, atMost: limit) else {
                return UnusableTimestampService(
                    reason: "\(path), the service's root certificates, is missing")
            }
            return try timeStamping(wanted.url, roots)
        } catch let failure as CommandFailure {
            return UnusableTimestampService(reason: failure.message)
        } catch {
            return UnusableTimestampService(reason: "\(error)")
        }
    }

    /// A service that can be asked: its address and its root certificates are in order.
    private static func timeStamping(
        _ url: String, _ rootsPEM: [UInt8]
    ) throws(CommandFailure) -> any TimeStamping {
        #if canImport(Timestamping)
            do {
                return try TimestampService(
                    url: url, rootsPEM: String(decoding: rootsPEM, as: UTF8.self))
            } catch {
                throw CommandFailure(
                    "WM-TSA-003", "No token can be asked for: \(error).",
                    remedy: "Name the service with --timestamp-service http://… and a PEM file of "
                        + "its root certificates with --timestamp-roots.", status: .usage)
            }
        #else
            throw CommandFailure(
                "WM-TSA-002", "This build has no connectors, so \(url) cannot be asked.",
                remedy: "Build without WITNESSMARK_CORE_ONLY.")
        #endif
    }

    private static func verifierKey(of folder: PlantFolder) throws -> VerifierKey {
        guard let text = try DurableFile.read(folder.verifierKey, atMost: VerifierKey.maximumLength)
        else {
            throw CommandFailure(
                "WM-STORE-003", "\(folder.verifierKey) is missing.",
                remedy: "It is the public half of the log's key; put it back from a backup.")
        }
        return try VerifierKey(String(decoding: text, as: UTF8.self).trimmed)
    }

    /// Settings that name another log than the key does belong to another plant.
    private static func check(
        _ settings: PlantSettings, against key: VerifierKey, in folder: PlantFolder
    ) throws {
        guard key.name.text.hasSameBytes(as: settings.origin) else {
            throw CommandFailure(
                "WM-SETTINGS-003",
                "\(folder.settings) is of the log “\(settings.origin)”, the key of “\(key.name)”.",
                remedy: "Put back the settings or the key of this plant. Nothing was changed.",
                status: .conflict)
        }
    }

    private static func settings(of folder: PlantFolder) throws -> PlantSettings {
        guard let bytes = try DurableFile.read(folder.settings, atMost: 1 << 20) else {
            throw CommandFailure(
                "WM-STORE-001", "There is no plant in \(folder.path).",
                remedy: "Make one with `witnessmark init --data \(folder.path) --origin NAME`, "
                    + "or name another folder with --data.",
                status: .notFound)
        }
        return try PlantSettings(parsing: bytes, from: folder.settings)
    }
}

extension String {
    /// Without spaces and line ends at both ends.
    var trimmed: String {
        var text = self[...]
        while let last = text.last, last.isWhitespace { text.removeLast() }
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        return String(text)
    }
}
