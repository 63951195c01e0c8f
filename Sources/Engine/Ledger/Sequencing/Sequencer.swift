// SPDX-License-Identifier: Apache-2.0
import Canon
import Synchronization
import TransparencyLog

/// The one who gives positions: takes what callers left, writes it in one commit, answers them.
///
/// One a log. While one commit waits for the disk the next gathers by itself, so there is no timer:
/// a single caller waits for one fsync, and a thousand share one.
///
/// - Positions follow the order in which entries were left.
/// - A caller is answered after the commit that holds its entry is durable, never before.
/// - An append of several entries is written whole or not at all.
///
/// ```swift
/// let sequencer = try Sequencer(journal: journal, recordConflict: entries.conflict)
/// async let running: Void = sequencer.run()
/// let receipt = try await sequencer.append(entry)
/// ```
package actor Sequencer {
    private let journal: any Journal
    private let recordConflict: ConflictRecorder
    private var state: SequencerState
    private let thread = OwnThread(named: "witnessmark.sequencer")
    private nonisolated let queue = SubmissionQueue()
    private nonisolated let status: Mutex<Status>

    /// What the log is doing, for whoever asks.
    package struct Status: Equatable, Sendable {
        /// The head after the last commit.
        package var head: TreeHead
        /// Why the log takes nothing more; `nil` while it does.
        package var halt: LogHalt?
    }

    /// Takes the lead of a log, after its stored right edge was found to give its stored root.
    ///
    /// - Parameters:
    ///   - journal: where the log is kept.
    ///   - recordConflict: makes the entry for a second account of an event, with ``Conflict/key``.
    /// - Throws: ``JournalError``; `corrupt` when tiles and root disagree.
    package init(
        journal: any Journal, recordConflict: @escaping ConflictRecorder
    ) throws(JournalError) {
        self.journal = journal
        self.recordConflict = recordConflict
        let edge = try journal.edge(of: try journal.head())
        state = SequencerState(edge: edge)
        status = Mutex(Status(head: edge.head))
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// The head after the last commit, and whether the log still takes entries.
    package nonisolated var currentStatus: Status { status.withLock { $0 } }

    /// Adds an entry, and answers when it is durable.
    package nonisolated func append(
        _ entry: PreparedEntry
    ) async throws(AppendError) -> Receipt {
        try await append([entry])[0]
    }

    /// Adds entries in one commit, and answers for each, in order, when they are durable.
    package nonisolated func append(
        _ entries: [PreparedEntry]
    ) async throws(AppendError) -> [Receipt] {
        guard !entries.isEmpty else { return [] }
        guard entries.count <= SequencerLimits.appendEntriesMax else { throw .tooLarge }
        let result = await withCheckedContinuation { continuation in
            let submission = Submission(entries) { continuation.resume(returning: $0) }
            guard submission.weight <= SequencerLimits.appendBytesMax else {
                return continuation.resume(returning: .failure(.tooLarge))
            }
            if let refusal = queue.leave(submission) {
                continuation.resume(returning: .failure(refusal))
            }
        }
        return try result.get()
    }

    /// Serves callers until ``stop()``, or until the log halts.
    package func run() async {
        while let submissions = await queue.next() {
            serve(submissions)
            guard let halt = state.halt else { continue }
            for late in queue.abandon(because: halt) { late.answer(.failure(.halted(halt))) }
        }
    }

    /// Takes nothing more; ``run()`` returns once everything that was left is served.
    package nonisolated func stop() { queue.close() }

    /// Takes nothing more for a reason found elsewhere, such as by the sealer.
    package func halt(_ reason: LogHalt) {
        state.stop(reason)
        status.withLock { $0.halt = state.halt }
        for late in queue.abandon(because: reason) { late.answer(.failure(.halted(reason))) }
    }
}

extension Sequencer {
    /// Writes submissions in one commit and answers each.
    private func serve(_ submissions: [Submission]) {
        do throws(AppendError) {
            let receipts = try commit(submissions)
            var from = receipts.startIndex
            for submission in submissions {
                let to = from + submission.entries.count
                submission.answer(.success(Array(receipts[from..<to])))
                from = to
            }
        } catch {
            for submission in submissions { submission.answer(.failure(error)) }
        }
        status.withLock { $0 = Status(head: state.head, halt: state.halt) }
    }

    private func commit(_ submissions: [Submission]) throws(AppendError) -> [Receipt] {
        let entries = submissions.flatMap(\.entries)
        var looksUp = state.looksUpFirst
        // Once as it is, once with events looked up, once more if a lost commit turned up meanwhile.
        for _ in 0..<3 {
            if let halt = state.halt { throw .halted(halt) }
            let attempt = try planned(entries, lookingUp: looksUp)
            looksUp = true
            guard !attempt.batch.entries.isEmpty else {
                state.committed(attempt)
                return try receipts(attempt)
            }
            if try written(attempt) { return try receipts(attempt) }
        }
        let halt = LogHalt.corrupt(position: nil, "the event index contradicts itself")
        state.stop(halt)
        throw .halted(halt)
    }

    private func planned(
        _ entries: [PreparedEntry], lookingUp: Bool
    ) throws(AppendError) -> SequencerState.Attempt {
        var plan = BatchPlan(startingAt: state.head.size.value, reserving: entries.count)
        do throws(JournalError) {
            let known =
                lookingUp
                ? try journal.events(entries.map(\.event))
                : Array(repeating: nil, count: entries.count)
            for (entry, known) in zip(entries, known) {
                guard let conflict = plan.add(entry, known: known) else { continue }
                if try isRepetition(conflict, in: plan) {
                    plan.addRepetition(of: conflict)
                    continue
                }
                let entry: PreparedEntry
                do { entry = try recordConflict(conflict) } catch {
                    throw JournalError.unavailable("\(error)")
                }
                let recorded = try journal.events([conflict.key]).first ?? nil
                plan.add(conflict, recordedBy: entry, known: recorded)
            }
        } catch {
            throw refusal(error)
        }
        do throws(LogHalt) { return try state.attempt(plan) } catch {
            state.stop(error)
            throw .halted(error)
        }
    }

    /// Whether both accounts say the same, though their bytes differ: both state one meaning.
    private func isRepetition(
        _ conflict: Conflict, in plan: BatchPlan
    ) throws(JournalError) -> Bool {
        guard let said = conflict.second.meaning else { return false }
        let position = conflict.first.position
        let first: PreparedEntry
        if let planned = plan.entry(at: position) {
            first = planned
        } else {
            first = try logged(at: position)
        }
        guard first.kind == conflict.second.kind, let known = first.meaning else { return false }
        return known.hasSameBytes(as: said)
    }

    private func logged(at position: UInt64) throws(JournalError) -> PreparedEntry {
        guard let logged = try journal.entries(in: position..<position + 1).first else {
            throw .corrupt(position: position, "no entry is kept here")
        }
        return logged.entry
    }

    /// Whether the journal holds the commit now; if not, it is to be planned again.
    private func written(_ attempt: SequencerState.Attempt) throws(AppendError) -> Bool {
        do throws(JournalError) {
            try journal.append(attempt.batch, after: state.head)
            state.committed(attempt)
            return true
        } catch {
            switch error {
            case .eventKnown:
                state.metKnownEvent()
                return false
            case .conflict(let actual):
                _ = state.found(actual)
                return false
            case .unavailable(let reason):
                return try resolved(attempt, lost: reason)
            case .corrupt:
                throw refusal(error)
            }
        }
    }

    /// Finds out whether a commit happened whose answer was lost.
    private func resolved(
        _ attempt: SequencerState.Attempt, lost reason: String
    ) throws(AppendError) -> Bool {
        let head: TreeHead
        do throws(JournalError) { head = try journal.head() } catch {
            state.leftInDoubt(attempt)
            throw .outcomeUnknown(reason)
        }
        switch state.resolve(attempt, by: head) {
        case .written: return true
        case .notWritten: throw .notWritten(reason)
        case .halted: return false
        }
    }

    private func receipts(
        _ attempt: SequencerState.Attempt
    ) throws(AppendError) -> [Receipt] {
        let start = attempt.batch.head.size.value - UInt64(attempt.batch.entries.count)
        var receipts: [Receipt] = []
        receipts.reserveCapacity(attempt.plan.fates.count)
        for fate in attempt.plan.fates {
            switch fate.place {
            case .inThisCommit(let number):
                receipts.append(
                    Receipt(
                        position: start + UInt64(number), leaf: attempt.batch.entries[number].leaf,
                        outcome: fate.outcome))
            case .logged(let position):
                do throws(JournalError) {
                    let leaf = try journal.leaves(in: position..<position + 1)[0]
                    receipts.append(
                        Receipt(position: position, leaf: leaf, outcome: fate.outcome))
                } catch {
                    throw refusal(error)
                }
            }
        }
        return receipts
    }

    /// What a caller is told when the journal could not be read.
    private func refusal(_ error: JournalError) -> AppendError {
        switch error {
        case .unavailable(let reason): return .notWritten(reason)
        case .corrupt(let position, let what):
            state.stop(.corrupt(position: position, what))
        case .conflict(let actual):
            state.stop(.superseded(expected: state.head, found: actual))
        case .eventKnown:
            state.stop(.corrupt(position: nil, "the event index contradicts itself"))
        }
        return .halted(state.halt ?? .corrupt(position: nil, "unknown"))
    }
}
