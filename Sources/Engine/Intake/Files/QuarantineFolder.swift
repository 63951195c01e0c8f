// SPDX-License-Identifier: Apache-2.0
import Canon
import Glibc
import Ledger
import Reading

/// What was refused, with the reasons, for a person to look at.
///
/// `<digest>/original` is the file as it came, `<digest>/reasons.json` says what is wrong with it
/// and where. Nothing in here is evidence: the ledger only names digest and reasons.
package struct QuarantineFolder: Sendable {
    package let folder: String

    package init(folder: String) { self.folder = folder }

    /// The folder for a file.
    package func path(of digest: Digest) -> String { "\(folder)/\(digest.hex)" }

    /// Where a refused file is.
    func originalPath(of digest: Digest) -> String { "\(path(of: digest))/original" }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Puts a refused file away with the reasons.
    package func take(_ file: IncomingFile, reasons: [UInt8]) throws(FileFault) {
        try note(reasons, about: file.digest)
        let path = originalPath(of: file.digest)
        guard rename(file.path, path) == 0 else { throw FileFault(path, "be given its name") }
        try DurableFile.syncFolder(of: path)
    }

    /// Keeps only the reasons, for a file whose good parts were taken in and whose original is kept.
    package func note(_ reasons: [UInt8], about digest: Digest) throws(FileFault) {
        try OriginalStore.makeFolder(folder)
        try OriginalStore.makeFolder(path(of: digest))
        try DurableFile.write(reasons, to: "\(path(of: digest))/reasons.json")
    }
}

extension ProblemList {
    /// The reasons as canonical JSON, for people and programs.
    package func reasons(file: Digest, name: String, size: UInt64, format: String?) -> [UInt8] {
        let problems = listed.map { problem in
            [
                "code": .string(problem.code), "expected": .string(problem.expected),
                "found": .string(problem.found), "path": .string(problem.place.path),
                "column": .integer(Int64(clamping: problem.place.column)),
                "line": .integer(Int64(clamping: problem.place.line)),
                "offset": .integer(Int64(clamping: problem.place.offset)),
            ] as JSON
        }
        let reasons: JSON = [
            "count": .integer(Int64(clamping: count)), "digest": .string(file.hex),
            "format": format.map(JSON.string) ?? .null, "name": .string(name),
            "problems": .array(problems), "size": .integer(Int64(clamping: size)),
            "unlisted": .integer(Int64(clamping: unlistedCount)),
        ]
        return reasons.canonical
    }
}
