// SPDX-License-Identifier: Apache-2.0
import Canon

/// An activity as it stands in the log: what was understood, and which bytes it was understood from.
package struct RecordedActivity: Equatable, Sendable {
    package var activity: Activity
    /// Where the original bytes are.
    package var original: OriginalPart
    /// Which reader understood them, and its version: `EPCIS JSON-LD 2.0 / 1`.
    package var reader: String
    /// What it says, as a text that two accounts share exactly when they say the same.
    ///
    /// For formats that define such a name, whatever the syntax: an EPCIS event's hash. `nil` for
    /// others, whose bytes alone tell a repetition from a contradiction.
    package var meaning: String?
    /// What the reader noticed and let pass, in words with a place.
    package var remarks: [String] = []

    package init(activity: Activity, original: OriginalPart, reader: String) {
        self.activity = activity
        self.original = original
        self.reader = reader
    }
}

/// A stretch of an original file, and its own digest so that it can be shown alone.
package struct OriginalPart: Hashable, Sendable {
    /// The SHA-256 digest of the whole file, its name in the originals store.
    package let file: Digest
    /// The first byte of the part, from the start of the file.
    package let offset: Int64
    /// How many bytes the part has.
    package let length: Int64
    /// The SHA-256 digest of the part.
    package let digest: Digest

    package init(file: Digest, offset: Int64, length: Int64, digest: Digest) {
        self.file = file
        self.offset = offset
        self.length = length
        self.digest = digest
    }
}
