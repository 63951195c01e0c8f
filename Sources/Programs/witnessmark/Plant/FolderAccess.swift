// SPDX-License-Identifier: Apache-2.0
import Assembly
import EvidencePackage
import Glibc
import Ledger

/// The few things a command does to folders.
enum FolderAccess {
    /// Makes a folder and those above it, and puts their names on the disk.
    ///
    /// One that exists is left as it is.
    static func make(_ path: String, mode: mode_t = 0o750) throws {
        var made = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            made += made.isEmpty && part.isEmpty ? "" : part
            defer { made += "/" }
            guard !part.isEmpty else { continue }
            if mkdir(made, mode) == 0 {
                try DurableFile.syncFolder(of: made)
                continue
            }
            guard errno == EEXIST else {
                throw CommandFailure(
                    "WM-FILE-001", "\(made) cannot be made: \(reason).",
                    remedy: "Choose a folder that you may write to.")
            }
        }
    }

    /// A path from the root on; one that is not yet begins in the working directory.
    static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let here = getcwd(nil, 0) else { return path }
        defer { free(here) }
        return String(cString: here) + "/" + path
    }

    /// The folder that something is in, whether or not either is there.
    static func parent(of path: String) -> String {
        let parts = absolute(path).split(separator: "/")
        return "/" + parts.dropLast().joined(separator: "/")
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The names in a folder, sorted, without `.` and `..`; empty when it cannot be read.
    static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// A new folder under the system's temporary directory.
    static func temporary(_ prefix: String) throws(CommandFailure) -> String {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/\(prefix)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw CommandFailure("WM-FILE-002", "No temporary folder in \(base): \(reason).")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Removes a temporary folder and the files in it; what cannot be removed is left to the system.
    static func remove(_ folder: String) {
        for name in names(in: folder) { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }

    /// Copies a package; the copy has its name when it is whole and on the disk.
    static func copy(_ source: String, to target: String) throws {
        let content = try FilePart(whole: source)
        _ = try PackageFile.write(to: target) { sink in
            try content.forEachPiece(in: 0..<content.count, sink)
        }
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
