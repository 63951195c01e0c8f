// SPDX-License-Identifier: Apache-2.0
import Canon

/// A file beside the log that an entry says was kept.
package enum KeptFile: Hashable, Sendable {
    /// The bytes that activities were read from, by their digest.
    case original(Digest)
    /// A file that was put aside because it could not be taken in, and the reasons given.
    case rejected(Digest, reasons: Digest)
}

/// What `fsck` asks of those who know what entries say: which files were kept, and are they there.
package protocol OriginalsCheck: Sendable {
    /// The files that an entry says were kept.
    func files(namedBy entry: LoggedEntry) -> [KeptFile]
    /// What is wrong with a kept file, as the rest of a sentence; `nil` when it is as received.
    func problem(with file: KeptFile) -> String?
    /// Whether an entry's fingerprint follows from what it says; true where that cannot be told.
    ///
    /// No commitment covers the fingerprint. With another one an honest repetition would be taken for
    /// a contradiction, and a contradiction for a repetition.
    func hasOwnFingerprint(_ entry: LoggedEntry) -> Bool
}
