// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// What waits for the sequencer: a caller's entries and how to answer it.
struct Submission: Sendable {
    let entries: [PreparedEntry]
    let weight: Int
    let answer: @Sendable (Result<[Receipt], AppendError>) -> Void

    init(
        _ entries: [PreparedEntry],
        answer: @escaping @Sendable (Result<[Receipt], AppendError>) -> Void
    ) {
        self.entries = entries
        self.answer = answer
        weight = entries.reduce(0) { $0 + $1.weight }
    }
}

/// Where callers leave their entries, and the sequencer takes them in the same order.
///
/// Invariants:
/// - what is taken first was left first: positions follow the order of this queue;
/// - at most ``SequencerLimits/queuedEntriesMax`` entries and ``SequencerLimits/queuedBytesMax`` wait,
///   unless a single submission is larger;
/// - after `close` nothing is left here, and `next` gives what remains, then nothing.
///
/// A lock and not an actor: a caller that only leaves something must not wait for one that is being
/// served. A class because callers and sequencer share it.
final class SubmissionQueue: Sendable {
    private struct State {
        var waiting: [Submission] = []
        /// How many of `waiting`, from the front, were taken already.
        var taken = 0
        var entries = 0
        var bytes = 0
        var closed: AppendError?
        var sequencer: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Leaves a submission, or says why not.
    func leave(_ submission: Submission) -> AppendError? {
        let (refusal, sequencer) = state.withLock { state in
            if let closed = state.closed { return (AppendError?.some(closed), nil as Wake?) }
            guard
                state.entries == 0
                    || state.entries + submission.entries.count <= SequencerLimits.queuedEntriesMax
                        && state.bytes + submission.weight <= SequencerLimits.queuedBytesMax
            else { return (.busy, nil) }
            state.waiting.append(submission)
            state.entries += submission.entries.count
            state.bytes += submission.weight
            defer { state.sequencer = nil }
            return (nil, state.sequencer)
        }
        // Outside the lock: resuming may run the sequencer, which takes the lock.
        sequencer?.resume()
        return refusal
    }

    private typealias Wake = CheckedContinuation<Void, Never>

    /// What is next to be written together, waiting while there is nothing.
    ///
    /// `nil` once closed and empty.
    ///
    /// Runs where the caller runs: a hop to the shared threads would queue the sequencer behind the
    /// very callers who wait for it.
    nonisolated(nonsending) func next() async -> [Submission]? {
        while true {
            let (batch, isClosed) = take()
            if !batch.isEmpty { return batch }
            if isClosed { return nil }
            await withCheckedContinuation { continuation in
                let isNews = state.withLock { state in
                    guard state.entries == 0, state.closed == nil else { return true }
                    state.sequencer = continuation
                    return false
                }
                if isNews { continuation.resume() }
            }
        }
    }

    /// Takes from the front as many submissions as one commit may hold; at least one if any waits.
    private func take() -> (batch: [Submission], isClosed: Bool) {
        state.withLock { state in
            var batch: [Submission] = []
            var entries = 0
            var bytes = 0
            while state.taken < state.waiting.count {
                let next = state.waiting[state.taken]
                guard
                    batch.isEmpty
                        || entries + next.entries.count <= SequencerLimits.commitEntriesMax
                            && bytes + next.weight <= SequencerLimits.commitBytesMax
                else { break }
                batch.append(next)
                entries += next.entries.count
                bytes += next.weight
                state.taken += 1
            }
            state.entries -= entries
            state.bytes -= bytes
            if state.taken == state.waiting.count {
                state.waiting.removeAll(keepingCapacity: state.waiting.count < 8_192)
                state.taken = 0
            } else if state.taken > 8_192 {
                state.waiting.removeFirst(state.taken)
                state.taken = 0
            }
            return (batch, state.closed != nil)
        }
    }

    /// Takes nothing more; what waits is still served.
    func close() { close(answering: .stopped) }

    /// Takes nothing more and gives up what waits, for the caller to answer.
    func abandon(because halt: LogHalt) -> [Submission] {
        close(answering: .halted(halt))
        return state.withLock { state in
            defer {
                state.waiting = []
                state.taken = 0
                state.entries = 0
                state.bytes = 0
            }
            return Array(state.waiting[state.taken...])
        }
    }

    private func close(answering error: AppendError) {
        let sequencer = state.withLock { state in
            state.closed = state.closed ?? error
            defer { state.sequencer = nil }
            return state.sequencer
        }
        sequencer?.resume()
    }
}

/// What bounds the sequencer's work.
package enum SequencerLimits {
    /// The most entries one append of a caller may hold; they are written in one transaction.
    package static let appendEntriesMax = 4_096
    /// The most bytes one append of a caller may hold.
    package static let appendBytesMax = 64 << 20
    /// A commit takes no further submission beyond this many entries.
    package static let commitEntriesMax = 1_024
    /// A commit takes no further submission beyond this many bytes.
    package static let commitBytesMax = 4 << 20
    /// The most entries that may wait.
    package static let queuedEntriesMax = 65_536
    /// The most bytes that may wait.
    package static let queuedBytesMax = 128 << 20
}
