// SPDX-License-Identifier: Apache-2.0
import Canon
import FoundationEssentials
import Glibc
import TransparencyLog

/// Puts a backup back, or only checks that it could be.
///
/// Every file is compared with the backup's list, and the log in it is read and compared with its
/// own seals. Then it is put beside the anchor: an anchor that is newer means that entries were
/// sealed after the backup was made, and the log will not start without them.
package struct Restore {
    /// What was restored, and whether the log may go on from it.
    package struct Report: Equatable, Sendable {
        package let description: BackupDescription
        package let files: UInt64
        package let bytes: UInt64
        /// What `fsck` found in the log.
        package let findings: [FsckFinding]
        /// Why the log will not start from here; `nil` when it will.
        package let refusal: StartUpRefusal?
    }

    /// The name that the anchor's file has in the restored folder.
    package static let anchorName = "anchor"

    /// How the log in a backup is opened.
    package typealias Opening = (String) throws(JournalError) -> any JournalInspection

    private let path: String
    private let database: String
    private let opening: Opening

    /// Prepares to read a backup; `database` is the name that the database's file has in it.
    package init(from path: String, database: String, opening: @escaping Opening) {
        self.path = path
        self.database = database
        self.opening = opening
    }

    /// Reads only what the backup says about itself.
    package func describe() throws(BackupFault) -> BackupDescription {
        var reader = try BackupReader(opening: path)
        return try reader.description()
    }

    /// Checks a backup from end to end without restoring it.
    ///
    /// - Parameters:
    ///   - scratch: a folder with room for the database; it is left as it was.
    ///   - anchor: compared with the log, if given.
    ///   - progress: is told the bytes read.
    /// - Returns: what was found.
    /// - Throws: ``BackupFault`` for the first file that is not as it was.
    package func verify(
        scratch: String, anchor: (any Anchor)? = nil, progress: (UInt64) -> Void = { _ in }
    ) throws(BackupFault) -> Report {
        let folder = "\(scratch)/witnessmark-verify.\(getpid())"
        // Scratch: nothing depends on it.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var sink = FolderSink(folder: folder, only: database)
        var reader = try BackupReader(opening: path)
        let contents = try reader.read(into: &sink, progress: progress)
        return try report(contents, in: folder, anchor: anchor)
    }

    /// Restores a backup into a folder that is not there or is empty.
    ///
    /// The folder appears whole or not at all. The anchor given becomes that of the restored log;
    /// without one the newest checkpoint in the backup does, and a newer one is not missed.
    ///
    /// - Parameters:
    ///   - folder: the new data directory.
    ///   - anchor: the anchor that outlived the loss, if there is one. It is never changed.
    ///   - progress: is told the bytes restored.
    /// - Returns: what was restored, and whether the log will start from it.
    /// - Throws: ``BackupFault``; the folder is then as it was.
    package func restore(
        into folder: String, anchor: (any Anchor)? = nil, progress: (UInt64) -> Void = { _ in }
    ) throws(BackupFault) -> Report {
        try requireEmpty(folder)
        let partial = "\(folder).\(getpid()).restoring"
        do throws(BackupFault) {
            var sink = FolderSink(folder: partial, only: nil)
            var reader = try BackupReader(opening: path)
            let contents = try reader.read(into: &sink, progress: progress)
            try writeAnchor(anchor, in: partial)
            let own = AnchorFile(path: "\(partial)/\(Restore.anchorName)")
            let report = try report(contents, in: partial, anchor: own)
            DurableFile.syncAll()
            guard rename(partial, folder) == 0 else {
                throw .file(FileFault(folder, "be given its name"))
            }
            do { try DurableFile.syncFolder(of: folder) } catch { throw .file(error) }
            return report
        } catch {
            // The fault that is thrown says enough.
            try? FileManager.default.removeItem(atPath: partial)
            throw error
        }
    }

    /// Refuses a folder with something in it.
    package func requireEmpty(_ folder: String) throws(BackupFault) {
        guard access(folder, F_OK) == 0 else { return }
        // A folder that cannot be listed is taken for one that is not empty.
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        guard names?.isEmpty == true else { throw .folderNotEmpty(folder) }
    }

    /// Keeps the given anchor beside the restored log, or makes one of its newest checkpoint.
    private func writeAnchor(_ given: (any Anchor)?, in folder: String) throws(BackupFault) {
        let note: [UInt8]?
        do throws(JournalError) {
            note = try opening("\(folder)/\(database)").lastCheckpoint()?.note
        } catch {
            throw .journal(error)
        }
        do throws(FileFault) {
            guard let bytes = try given?.read() ?? note else { return }
            try AnchorFile(path: "\(folder)/\(Restore.anchorName)").write(bytes)
        } catch {
            throw .file(error)
        }
    }

    /// Checks the log in a folder against the description, its seals and an anchor.
    private func report(
        _ contents: BackupReader.Contents, in folder: String, anchor: (any Anchor)?
    ) throws(BackupFault) -> Report {
        let description = contents.description
        let journal: any JournalInspection
        let head: TreeHead
        let findings: [FsckFinding]
        do throws(JournalError) {
            journal = try opening("\(folder)/\(database)")
            head = try journal.head()
            findings = try Fsck(of: journal, anchor: nil, key: description.logKey).run().findings
        } catch {
            throw .journal(error)
        }
        guard head == description.head else {
            throw .anotherLog(
                stated: "\(description.head.size), root \(description.head.root)",
                found: "\(head.size), root \(head.root)")
        }
        return Report(
            description: description, files: contents.files, bytes: contents.bytes,
            findings: findings, refusal: judge(journal, anchor, description.logKey))
    }

    private func judge(
        _ journal: any Journal, _ anchor: (any Anchor)?, _ key: VerifierKey
    ) -> StartUpRefusal? {
        guard let anchor else { return nil }
        do throws(StartUpRefusal) {
            _ = try StartUp.judge(journal, anchor: anchor, key: key)
            return nil
        } catch {
            return error
        }
    }
}

/// Writes the files of a backup below a folder; all of them, or only one.
struct FolderSink: BackupReader.Sink {
    let folder: String
    let only: String?
    private var handle: Int32 = -1
    private var path = ""

    init(folder: String, only: String?) {
        self.folder = folder
        self.only = only
    }

    mutating func begin(_ name: String, size: UInt64) throws(BackupFault) {
        guard only == nil || only == name else { return }
        path = "\(folder)/\(name)"
        do { try DurableFile.makeFolders(upTo: path) } catch { throw .file(error) }
        handle = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard handle >= 0 else { throw .file(FileFault(path, "be created")) }
    }

    mutating func take(_ bytes: ArraySlice<UInt8>) throws(BackupFault) {
        guard handle >= 0 else { return }
        do { try DurableFile.write(bytes, to: handle, path: path) } catch { throw .file(error) }
    }

    mutating func end() throws(BackupFault) {
        guard handle >= 0 else { return }
        defer {
            close(handle)
            handle = -1
        }
        guard fsync(handle) == 0 else { throw .file(FileFault(path, "be put on the disk")) }
    }
}
