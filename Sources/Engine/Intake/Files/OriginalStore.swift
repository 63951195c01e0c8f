// SPDX-License-Identifier: Apache-2.0
import Canon
import Glibc
import Ledger

/// The original files, each once, under the name of its digest.
///
/// - `ab/abcdef…` is a file whose SHA-256 is `abcdef…`; it was whole and on the disk before it got
///   that name, and is never written to again.
/// - `incoming/` holds copies nobody has decided about; after a crash they are rubbish.
package struct OriginalStore: Sendable {
    /// The folder that holds them.
    package let folder: String

    package init(folder: String) { self.folder = folder }

    /// Where a file of that digest is, or would be.
    package func path(of digest: Digest) -> String {
        let name = digest.hex
        return "\(folder)/\(name.prefix(2))/\(name)"
    }

    /// Whether a file of that digest and size is kept.
    package func holds(_ digest: Digest, size: UInt64) -> Bool {
        var status = stat()
        return stat(path(of: digest), &status) == 0 && UInt64(clamping: status.st_size) == size
    }

    /// Copies what comes in, to be decided about.
    package func receive(
        _ input: consuming InputFile, progress: (UInt64) -> Void
    ) throws(FileFault) -> IncomingFile {
        let incoming = "\(folder)/incoming"
        try OriginalStore.makeFolder(incoming)
        let number = UInt64.random(in: 0...UInt64.max)
        return try IncomingFile.copy(
            input, into: incoming, named: "\(getpid())-\(String(number, radix: 16))",
            progress: progress)
    }

    /// Keeps a file for good; answers whether it was there already.
    @discardableResult
    package func keep(_ file: IncomingFile) throws(FileFault) -> Bool {
        if holds(file.digest, size: file.size) {
            file.discard()
            return true
        }
        let path = path(of: file.digest)
        try OriginalStore.makeFolder("\(folder)/\(file.digest.hex.prefix(2))")
        guard chmod(file.path, 0o444) == 0, rename(file.path, path) == 0 else {
            throw FileFault(path, "be given its name")
        }
        try DurableFile.syncFolder(of: path)
        return false
    }

    /// Throws away copies that a crash left behind.
    ///
    /// Call it only when nothing is being taken in.
    package func clearIncoming() {
        let incoming = "\(folder)/incoming"
        guard let listing = opendir(incoming) else { return }
        defer { closedir(listing) }
        while let item = readdir(listing) {
            let name = withUnsafeBytes(of: item.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { unlink("\(incoming)/\(name)") }
        }
    }

    /// Makes a folder that may be there already, and puts its name on the disk.
    static func makeFolder(_ path: String) throws(FileFault) {
        if mkdir(path, 0o755) == 0 { return try DurableFile.syncFolder(of: path) }
        guard errno == EEXIST else { throw FileFault(path, "be made") }
    }
}
