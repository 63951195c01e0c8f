// SPDX-License-Identifier: Apache-2.0
import Canon
import Glibc
import TransparencyLog

/// Writes a log as files that any static web server can serve (C2SP tlog-tiles).
///
/// - Every tile and bundle is checked against the checkpoint before it is written.
/// - Full tiles never change, so those that are there from an earlier export stay.
/// - The checkpoint comes last and at once: whoever reads it finds everything it speaks of.
package struct LogExport {
    /// How far an export has come, in files.
    package struct Progress: Equatable, Sendable {
        package let written: UInt64
        package let total: UInt64
    }

    private var reader: LogReader
    private let folder: String

    package init(of reader: LogReader, into folder: String) {
        self.reader = reader
        self.folder = folder
    }

    /// Writes what is not there yet.
    ///
    /// - Parameter progress: is told now and then how far it has come.
    /// - Returns: how many files were written, without the checkpoint.
    /// - Throws: ``LogExportError``; the checkpoint of an earlier export then stands.
    @discardableResult
    package mutating func write(
        progress: (Progress) -> Void = { _ in }
    ) throws(LogExportError) -> UInt64 {
        let size = reader.checkpoint.head.size
        var written: UInt64 = 0
        var visited: UInt64 = 0
        let total = LogExport.fileCount(at: size)
        for level in 0..<UInt8(8) {
            let hashes = TileName.hashCount(level: level, in: size)
            for index in 0..<(hashes + 255) >> 8 {
                guard let name = TileName.at(level: level, index: index, in: size) else { break }
                if try write(
                    .tile(name), { reader throws(LogReadError) in try reader.tile(name).bytes })
                {
                    written += 1
                }
                visited += 1
                guard level == 0, let bundle = BundleName.at(index: index, in: size) else {
                    continue
                }
                if try write(
                    .entries(bundle),
                    { reader throws(LogReadError) in
                        try reader.bundle(bundle).bytes
                    })
                {
                    written += 1
                }
                visited += 1
                if index & 63 == 0 { progress(Progress(written: visited, total: total)) }
            }
        }
        try finish()
        progress(Progress(written: total, total: total))
        return written
    }

    /// Writes a file that a path names, unless it is there; whether it was written.
    private mutating func write(
        _ path: LogPath, _ bytes: (inout LogReader) throws(LogReadError) -> [UInt8]
    ) throws(LogExportError) -> Bool {
        let file = "\(folder)/\(path.text)"
        guard access(file, F_OK) != 0 else { return false }
        let content: [UInt8]
        do { content = try bytes(&reader) } catch { throw .log(error) }
        do throws(FileFault) {
            try DurableFile.makeFolders(upTo: file)
            try DurableFile.replace(file, with: content)
        } catch {
            throw .file(error)
        }
        return true
    }

    /// Puts everything on the disk, then the checkpoint in its place.
    private func finish() throws(LogExportError) {
        do throws(FileFault) {
            try DurableFile.makeFolders(upTo: "\(folder)/checkpoint")
            DurableFile.syncAll()
            try DurableFile.write(reader.checkpoint.note, to: "\(folder)/checkpoint")
        } catch {
            throw .file(error)
        }
    }

    private static func fileCount(at size: TreeSize) -> UInt64 {
        (0..<UInt8(8)).reduce(into: 0) { count, level in
            let tiles = (TileName.hashCount(level: level, in: size) + 255) >> 8
            count += level == 0 ? 2 * tiles : tiles
        }
    }
}

/// Why a log was not exported.
package enum LogExportError: Error, Equatable, CustomStringConvertible {
    case log(LogReadError)
    case file(FileFault)

    package var description: String {
        switch self {
        case .log(let error): error.description
        case .file(let fault): fault.description
        }
    }
}
