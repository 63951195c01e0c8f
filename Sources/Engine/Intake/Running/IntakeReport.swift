// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// What became of a file, and of everything in it.
package struct IntakeReport: Equatable, Sendable {
    package enum Outcome: Equatable, Sendable {
        /// Everything in it is in the log.
        case takenIn
        /// What could be read is in the log; the rest is in quarantine, and the problems say why.
        case partlyTakenIn(quarantine: String)
        /// Nothing of it is in the log; it is in quarantine, and the problems say why.
        case rejected(quarantine: String)
        /// It was only checked.
        case checked
    }

    /// An event that its source told in two ways.
    package struct Contradiction: Equatable, Sendable {
        package let source: String
        package let event: String
        /// Where the first account stands.
        package let first: UInt64
        /// Where the second one was recorded as a conflict.
        package let second: UInt64
    }

    /// The most contradictions and remarks that are listed; all are counted.
    package static let listedMax = 1_000

    package var outcome = Outcome.checked
    /// The SHA-256 of the file.
    package var file: Digest
    package var name: String
    package var size: UInt64
    /// What it was read as, such as `epcis-json / 1`; `nil` when nobody knew it.
    package var reader: String?
    /// Whether the same file was taken in before.
    package var wasKnown = false

    /// Activities that are well-formed.
    package var activities: UInt64 = 0
    /// Of those: recorded by this run.
    package var recorded: UInt64 = 0
    /// Recorded before, with the same bytes; nothing was added.
    package var duplicates: UInt64 = 0
    /// Recorded before with other bytes; the contradiction was recorded.
    package var conflicts: UInt64 = 0
    /// Of the recorded ones: corrections of earlier activities.
    package var corrections: UInt64 = 0
    /// The first and last position that this run recorded.
    package var positions: ClosedRange<UInt64>?

    /// What is wrong with the rest of the file.
    package var problems = ProblemList()
    /// What is odd and was taken in all the same.
    package var remarks = ProblemList(max: IntakeReport.listedMax)
    /// The contradictions, as many as are listed.
    package var contradictions: [Contradiction] = []

    package init(file: Digest, name: String, size: UInt64) {
        self.file = file
        self.name = name
        self.size = size
    }
}
