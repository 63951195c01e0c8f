// SPDX-License-Identifier: Apache-2.0
import Canon

/// A file beside the log that an entry says was kept.
package enum KeptFile: Hashable, Sendable {
    /// The bytes that activities were read from, by their digest.
    case original(Digest)
    /// A file that was put aside because it could not be taken in, and the reasons given.
    case rejected(Digest, reasons: Digest)
}

/// What `fsck` asks of the places where files are kept.
package protocol OriginalsCheck: Sendable {
    /// The files that an entry says were kept.
    func files(namedBy entry: LoggedEntry) -> [KeptFile]
    /// What is wrong with a kept file, as the rest of a sentence; `nil` when it is as received.
    func problem(with file: KeptFile) -> String?
}
