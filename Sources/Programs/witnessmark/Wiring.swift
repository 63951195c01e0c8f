// SPDX-License-Identifier: Apache-2.0
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
        NCProgrammeFormat(), B2MMLFormat(), MaterialCertificateFormat(),
    ]

    /// The formats with what a plant's settings add to them: whose signatures are trusted.
    static func formats(_ settings: PlantSettings) -> [any Format] {
        formats + [
            CalibrationCertificateFormat(signatures: XMLSecTool(roots: settings.signatureRoots))
        ]
    }

    /// Makes a plant: folders, key, settings, an empty log and its first checkpoint.
    static func found(_ folder: PlantFolder, _ settings: PlantSettings) throws -> VerifierKey {
        guard !FolderAccess.exists(folder.settings) else {
            throw CommandFailure(
                "WM-STORE-002", "\(folder.path) holds a plant already.",
                remedy: "Choose another folder with --data. Nothing was changed.",
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
        // Last, and whole or not at all, so that a folder with settings is a whole plant.
        try DurableFile.write(
            settings.json.canonical + [0x0A], to: folder.settings, mode: 0o644)
        return key.verifierKey
    }

    /// Opens a plant to work on it; one program at a time may.
    static func open(_ folder: PlantFolder) throws -> Plant {
        let settings = try settings(of: folder)
        let key = try LogKeyFile.read(folder.key)
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
        guard let text = try DurableFile.read(folder.verifierKey, atMost: VerifierKey.maximumLength)
        else {
            throw CommandFailure(
                "WM-STORE-003", "\(folder.verifierKey) is missing.",
                remedy: "It is the public half of the log's key; put it back from a backup.")
        }
        let key = try VerifierKey(String(decoding: text, as: UTF8.self).trimmed)
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

    /// The time-stamping service of a plant, if it has one.
    static func timeStamping(_ settings: PlantSettings) throws -> (any TimeStamping)? {
        guard let wanted = settings.timestamping else { return nil }
        #if canImport(Timestamping)
            guard let roots = try DurableFile.read(wanted.roots, atMost: 1 << 20) else {
                throw CommandFailure(
                    "WM-TSA-001", "\(wanted.roots) is missing: the service's root certificates.")
            }
            return try TimestampService(
                url: wanted.url, rootsPEM: String(decoding: roots, as: UTF8.self))
        #else
            throw CommandFailure(
                "WM-TSA-002", "This build has no connectors, so \(wanted.url) cannot be asked.",
                remedy: "Build without WITNESSMARK_CORE_ONLY.")
        #endif
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
