// SPDX-License-Identifier: Apache-2.0
import Canon

/// What `fsck` asks of the place where originals are kept.
package protocol OriginalsCheck: Sendable {
    /// The originals that an entry says were kept, by digest.
    func originals(namedBy entry: LoggedEntry) -> [Digest]
    /// What is wrong with a kept original, as the rest of a sentence; `nil` when it is as received.
    func problem(with original: Digest) -> String?
}
