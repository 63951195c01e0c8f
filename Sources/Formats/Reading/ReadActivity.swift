// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// One activity as read from a file, with where it stood there.
///
/// The part's range and digest go into the ledger beside the activity: whoever doubts the mapping
/// can take the original, cut out the part, hash it and read it again.
package struct ReadActivity: Sendable {
    /// What happened.
    package var activity: Activity
    /// The system it comes from, as the file or the person who reads it names that system.
    package var source: String
    /// What the source calls it; source and event id together are given once.
    package var eventID: String
    /// Where its part of the file begins.
    package var place: Place
    /// Its part of the file, in bytes.
    package var bytes: Range<UInt64>
    /// The SHA-256 of that part; `nil` when ``ReadingOptions/digestsParts`` is off.
    package var digest: Digest?
    /// What it says, as ``RecordedActivity/meaning`` has it; `nil` where its format has no such
    /// name for it, and when ``ReadingOptions/digestsParts`` is off.
    package var meaning: String?
    /// What is odd about it and was kept all the same.
    package var warnings: [Problem]

    package init(
        _ activity: Activity, source: String, eventID: String, place: Place,
        bytes: Range<UInt64>, digest: Digest?, meaning: String? = nil, warnings: [Problem] = []
    ) {
        self.activity = activity
        self.source = source
        self.eventID = eventID
        self.place = place
        self.bytes = bytes
        self.digest = digest
        self.meaning = meaning
        self.warnings = warnings
    }
}

/// What a piece of a file gave.
package struct ReadBatch: Sendable {
    /// The activities that are whole and well-formed, in the order of the file.
    package var activities: [ReadActivity] = []
    /// What is wrong with the others.
    package var problems = ProblemList()

    package init() {}

    /// Empties it for the next piece.
    package mutating func removeAll() {
        activities.removeAll(keepingCapacity: true)
        problems.removeAll()
    }
}
