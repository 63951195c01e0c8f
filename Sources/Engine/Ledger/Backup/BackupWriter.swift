// SPDX-License-Identifier: Apache-2.0
import Canon
import FoundationEssentials
import Glibc
import TransparencyLog

/// Copies a plant's data directory to one file while the log goes on.
///
/// First the database, as of one moment, then everything it may speak of: originals are written
/// before the entries that name them, so each that the copied entries name is there by then.
///
/// The file is a tar archive: `backup.json`, the database, the folders and files that were asked for,
/// and `manifest-sha256.txt` over all of them, so that `tar x` and `sha256sum -c` can check it too.
package struct BackupWriter {
    /// What is to be copied.
    package struct Contents: Sendable {
        /// The data directory.
        package let folder: String
        /// The name of the database's file within it.
        package let database: String
        /// Folders within it to copy with all they hold; those that are not there are passed over.
        package let folders: [String]
        /// Files within it to copy; those that are not there are passed over.
        package let files: [String]
        /// The file with the log's private key; only when it was asked for.
        package let privateKey: String?

        package init(
            folder: String, database: String, folders: [String], files: [String],
            privateKey: String?
        ) {
            self.folder = folder
            self.database = database
            self.folders = folders
            self.files = files
            self.privateKey = privateKey
        }
    }

    /// How far a copy has come.
    package struct Progress: Equatable, Sendable {
        package let files: UInt64
        package let bytes: UInt64
    }

    private let contents: Contents
    private let journal: any JournalBackup
    private let logKey: VerifierKey

    package init(_ contents: Contents, of journal: any JournalBackup, logKey: VerifierKey) {
        self.contents = contents
        self.journal = journal
        self.logKey = logKey
    }

    /// Writes the backup; the file appears under its name only when it is whole and on the disk.
    ///
    /// - Parameters:
    ///   - path: the new file; there must be none of that name.
    ///   - now: when the backup is made.
    ///   - opening: opens a copied database.
    ///   - progress: is told after each file.
    /// - Returns: what the backup says about itself.
    /// - Throws: ``BackupFault``; nothing is left behind then.
    package func write(
        to path: String, at now: Instant,
        opening: (String) throws(JournalError) -> any Journal,
        progress: (Progress) -> Void = { _ in }
    ) throws(BackupFault) -> BackupDescription {
        guard access(path, F_OK) != 0 else {
            throw .file(FileFault(path: path, what: "is there already", code: EEXIST))
        }
        let copy = "\(path).\(getpid()).db"
        let temporary = "\(path).\(getpid()).new"
        defer {
            unlink(copy)
            unlink(temporary)
        }
        let description = try copied(to: copy, at: now, opening: opening)
        var archive = try TarFile(creating: temporary)
        var done = Progress(files: 0, bytes: 0)
        try archive.add(BackupDescription.path, description.bytes)
        try archive.add(contents.database, fileAt: copy)
        for name in try names() {
            try archive.add(name, fileAt: "\(contents.folder)/\(name)")
            done = Progress(files: done.files + 1, bytes: archive.byteCount)
            progress(done)
        }
        try archive.finish()
        guard rename(temporary, path) == 0 else {
            throw .file(FileFault(path, "be given its name"))
        }
        do { try DurableFile.syncFolder(of: path) } catch { throw .file(error) }
        return description
    }

    /// Copies the database, and says what is in the copy.
    private func copied(
        to copy: String, at now: Instant, opening: (String) throws(JournalError) -> any Journal
    ) throws(BackupFault) -> BackupDescription {
        do throws(JournalError) {
            try journal.copy(to: copy)
            let copied = try opening(copy)
            let checkpoint = try copied.lastCheckpoint()?.head.size ?? .empty
            return BackupDescription(
                created: now, logKey: logKey, head: try copied.head(), checkpointSize: checkpoint,
                holdsPrivateKey: contents.privateKey != nil)
        } catch {
            throw .journal(error)
        }
    }

    /// The files to copy beside the database, in order.
    private func names() throws(BackupFault) -> [String] {
        let single = contents.files + [contents.privateKey].compactMap { $0 }
        var names = single.filter { access("\(contents.folder)/\($0)", F_OK) == 0 }
        for folder in contents.folders { try collect(folder, into: &names) }
        return names
    }

    private func collect(_ folder: String, into names: inout [String]) throws(BackupFault) {
        let path = "\(contents.folder)/\(folder)"
        guard access(path, F_OK) == 0 else { return }
        let inside: [String]
        do { inside = try FileManager.default.contentsOfDirectory(atPath: path) } catch {
            throw .file(FileFault(path: path, what: "cannot be listed: \(error)", code: EIO))
        }
        for name in inside.sorted() {
            var status = stat()
            guard lstat("\(path)/\(name)", &status) == 0 else { continue }  // gone meanwhile
            switch status.st_mode & S_IFMT {
            case S_IFDIR: try collect("\(folder)/\(name)", into: &names)
            case S_IFREG where !name.hasSuffix(".new"): names.append("\(folder)/\(name)")
            case _: continue
            }
        }
    }
}
