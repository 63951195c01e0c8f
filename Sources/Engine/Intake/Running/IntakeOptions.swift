// SPDX-License-Identifier: Apache-2.0
import Reading

/// What somebody decided about one taking-in.
package struct IntakeOptions: Sendable {
    /// The format's name, when it is not to be told from the file.
    package var format: String?
    /// What readers need to be told: the source, a zone to assume, bounds.
    package var reading = ReadingOptions()
    /// Whether the good parts of a file with problems are taken in, and only the rest refused.
    ///
    /// Off unless a person asks for it: half a file looks like a whole one a year later.
    package var acceptsGoodParts = false
    /// Whether the file is only checked, and nothing is kept.
    package var isDryRun = false
    /// The most entries that are committed together.
    package var batchEntriesMax = IntakeOptions.batchEntriesMax

    /// How many entries are committed together unless told otherwise.
    package static let batchEntriesMax = 4_096
    /// How many bytes of bodies are committed together.
    package static let batchBytesMax = 8 << 20

    package init() {}
}

/// How far a taking-in has come.
package struct IntakeProgress: Equatable, Sendable {
    package enum Stage: String, Sendable {
        /// The file is copied and hashed.
        case copying
        /// It is read and checked; nothing is stored yet.
        case checking
        /// What it says is stored.
        case storing
    }

    package var stage: Stage
    /// Bytes dealt with in this stage.
    package var bytes: UInt64
    /// Bytes in all; `nil` while standard input is copied.
    package var bytesTotal: UInt64?
    /// Activities read (checking) or stored (storing) so far.
    package var activities: UInt64
    /// The first few problems found so far, for whoever waits for the rest.
    package var problems = ProblemList(max: IntakeProgress.problemsMax)

    /// How many problems are told before the file has ended.
    package static let problemsMax = 5

    /// How much of the stage is done, from 0 to 1; `nil` when nobody knows.
    package var fraction: Double? {
        bytesTotal.map { $0 == 0 ? 1 : min(1, Double(bytes) / Double($0)) }
    }
}
