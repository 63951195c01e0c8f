// SPDX-License-Identifier: Apache-2.0
import Canon

/// What a caller gets once its entry is in the log for good.
package struct Receipt: Equatable, Sendable {
    /// How the entry came to stand there.
    package enum Outcome: Equatable, Sendable {
        /// This call put it there.
        case recorded
        /// The source said the same before; this is where, and nothing was added.
        case duplicate
        /// The source said something else before, at that position. What it says now was recorded as
        /// a conflict, and the first entry stands as it was.
        case conflict(with: UInt64)
        /// The same conflict was recorded before; this is where, and nothing was added.
        case duplicateConflict(with: UInt64)
    }

    /// Where the entry stands.
    package let position: UInt64
    /// Its leaf hash: what an inclusion proof begins with.
    package let leaf: Digest
    package let outcome: Outcome

    package init(position: UInt64, leaf: Digest, outcome: Outcome) {
        self.position = position
        self.leaf = leaf
        self.outcome = outcome
    }
}

/// Why an append gave no receipt.
package enum AppendError: Error, Equatable {
    /// Too much is waiting already. Nothing was written; try again a little later.
    case busy
    /// More entries or bytes than one append may hold. Nothing was written.
    case tooLarge
    /// The store did not take it. Nothing was written; the same call may go through later.
    case notWritten(String)
    /// The store's answer was lost. Send the same again: it is recorded once, whatever happened.
    case outcomeUnknown(String)
    /// The log takes nothing more until a person has looked. It can still be read.
    case halted(LogHalt)
    /// The sequencer was stopped before it came to this. Nothing was written.
    case stopped
}

extension AppendError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .busy: "Too much is waiting already. Nothing was written; try again a little later."
        case .tooLarge: "It is more than one append may hold. Nothing was written."
        case .notWritten(let reason): "Nothing was written. \(reason)"
        case .outcomeUnknown(let reason):
            "The answer was lost: \(reason). Send the same again; it is recorded once."
        case .halted(let halt): halt.description
        case .stopped: "The log was closed before it came to this. Nothing was written."
        }
    }
}
