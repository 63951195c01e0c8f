// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// A log at work: one sequencer that gives positions, one sealer that seals what was committed.
///
/// ```swift
/// let ledger = try Ledger(opening: journal, anchor: anchor, key: key, recordConflict: conflict)
/// try await ledger.running(clock: { .now }, pause: { try await Task.sleep(for: .seconds(1)) }) {
///     let receipt = try await ledger.append(entry)
/// }
/// ```
package struct Ledger: Sendable {
    package let journal: any Journal
    package let sequencer: Sequencer
    package let sealer: Sealer
    /// The public half of the log's key; its name is the log's origin.
    package let verifierKey: VerifierKey

    /// Two checkpoints are at least this far apart, unless one is asked for: a second.
    package static let sealIntervalMicroseconds: Int64 = 1_000_000

    /// Takes the lead of a log that was founded before.
    ///
    /// - Throws: ``LedgerRefusal`` when store and anchor do not agree, see ``StartUp``.
    package init(
        opening journal: any Journal, anchor: any Anchor, key: SealingKey,
        intervalMicroseconds: Int64 = Ledger.sealIntervalMicroseconds,
        recordConflict: @escaping ConflictRecorder
    ) throws(LedgerRefusal) {
        let start: StartUp
        do { start = try StartUp.judge(journal, anchor: anchor, key: key.verifierKey) } catch {
            throw .startUp(error)
        }
        do {
            sequencer = try Sequencer(journal: journal, recordConflict: recordConflict)
        } catch {
            throw .startUp(.journal(error))
        }
        do {
            sealer = try Sealer(
                journal: journal, anchor: anchor, key: key, from: start,
                intervalMicroseconds: intervalMicroseconds)
        } catch {
            throw .seal(error)
        }
        self.journal = journal
        verifierKey = key.verifierKey
    }

    /// Founds a log: seals that it is empty, in the store and in the anchor.
    ///
    /// From then on a store without a checkpoint, or a missing anchor, is a store that was exchanged.
    package static func found(
        _ journal: any Journal, anchor: any Anchor, key: SealingKey, at now: Instant
    ) throws(LedgerRefusal) {
        let note: SignedNote
        do {
            guard try anchor.read() == nil else { throw LedgerRefusal.anchorExists }
            guard try journal.head() == .empty, try journal.lastCheckpoint() == nil else {
                throw LedgerRefusal.journalNotEmpty
            }
            note = try Checkpoint(origin: Origin(key.name), head: .empty).sealed(by: key)
            try journal.seal(
                SealedCheckpoint(head: .empty, note: note.bytes, sealedAt: now), after: nil)
            try anchor.write(note.bytes)
        } catch let error as LedgerRefusal {
            throw error
        } catch let error as JournalError {
            throw .startUp(.journal(error))
        } catch let error as FileFault {
            throw .startUp(.anchorUnreadable(error))
        } catch {
            throw .seal(.keyFailed("\(error)"))
        }
    }

    /// Writes a missing anchor anew, because a person knows that the store is the newest copy.
    ///
    /// - Returns: the head that the anchor then has.
    /// - Throws: ``LedgerRefusal``; an anchor that is there is never overruled.
    @discardableResult
    package static func acceptAsNewest(
        _ journal: any Journal, anchor: any Anchor, key: VerifierKey
    ) throws(LedgerRefusal) -> TreeHead {
        let last: SealedCheckpoint?
        do { last = try journal.lastCheckpoint() } catch { throw .startUp(.journal(error)) }
        guard let last else { throw .startUp(.neverSealed) }
        let present: [UInt8]?
        do { present = try anchor.read() } catch { throw .startUp(.anchorUnreadable(error)) }
        guard present == nil else { throw .anchorExists }
        do {
            _ = try StartUp.judge(journal, anchor: WouldBeAnchor(note: last.note), key: key)
        } catch {
            throw .startUp(error)
        }
        do { try anchor.write(last.note) } catch { throw .startUp(.anchorUnreadable(error)) }
        return last.head
    }

    /// Adds an entry, and answers when it is durable.
    package func append(_ entry: PreparedEntry) async throws(AppendError) -> Receipt {
        try await sequencer.append(entry)
    }

    /// Adds entries in one commit, and answers for each, in order, when they are durable.
    package func append(_ entries: [PreparedEntry]) async throws(AppendError) -> [Receipt] {
        try await sequencer.append(entries)
    }

    /// Seals what was committed up to now without waiting for the next interval.
    ///
    /// - Returns: the newest checkpoint, which may be an older one when nothing was committed since.
    /// - Throws: ``SealFault``; after `halt` nothing more is appended.
    @discardableResult
    package func seal(now: Instant) async throws(SealFault) -> SealedCheckpoint {
        do {
            return try await sealer.seal(
                now: now, committed: sequencer.currentStatus.head, isAsked: true)
                ?? sealer.published
        } catch {
            if case .halt(let halt) = error { await sequencer.halt(halt) }
            throw error
        }
    }

    /// Serves and seals while a closure runs, then serves what is left and seals once more.
    ///
    /// - Parameters:
    ///   - clock: tells the time that checkpoints are dated with.
    ///   - pause: waits between two looks at whether a checkpoint is due; throws when cancelled.
    ///   - report: is told why a checkpoint that was due was not sealed.
    ///   - body: what to do with the log.
    /// - Returns: what the closure returned.
    /// - Throws: what the closure threw.
    package func running<Value: Sendable>(
        clock: @escaping @Sendable () -> Instant,
        pause: @escaping @Sendable () async throws -> Void,
        report: @escaping @Sendable (SealFault) -> Void,
        _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        async let serving: Void = sequencer.run()
        let result = await withTaskGroup { group in
            group.addTask { await sealing(clock: clock, pause: pause, report: report) }
            let result: Result<Value, any Error>
            do { result = .success(try await body()) } catch { result = .failure(error) }
            group.cancelAll()
            return result
        }
        sequencer.stop()
        await serving
        await sealing(once: clock, report: report, isAsked: true)
        return try result.get()
    }

    private func sealing(
        clock: @escaping @Sendable () -> Instant,
        pause: @escaping @Sendable () async throws -> Void,
        report: @escaping @Sendable (SealFault) -> Void
    ) async {
        while true {
            // A pause that throws was cancelled: the log is closing.
            do { try await pause() } catch { return }
            await sealing(once: clock, report: report, isAsked: false)
        }
    }

    private func sealing(
        once clock: @Sendable () -> Instant, report: @Sendable (SealFault) -> Void, isAsked: Bool
    ) async {
        guard sequencer.currentStatus.halt == nil else { return }
        do {
            _ = try await sealer.seal(
                now: clock(), committed: sequencer.currentStatus.head, isAsked: isAsked)
        } catch {
            if case .halt(let halt) = error { await sequencer.halt(halt) }
            report(error)
        }
    }
}

/// What an anchor would say, before it is written.
private struct WouldBeAnchor: Anchor {
    let note: [UInt8]

    func read() -> [UInt8]? { note }
    func write(_ checkpoint: [UInt8]) {}
}

/// Why a log was not opened or founded.
package enum LedgerRefusal: Error, Equatable, CustomStringConvertible {
    case startUp(StartUpRefusal)
    case seal(SealFault)
    /// There is an anchor already: another log was founded here.
    case anchorExists
    /// The store has entries or checkpoints already.
    case journalNotEmpty

    package var description: String {
        switch self {
        case .startUp(let refusal): refusal.description
        case .seal(let fault): fault.description
        case .anchorExists:
            "There is an anchor here already. A log is founded once; choose another folder."
        case .journalNotEmpty:
            "The store is not empty. A log is founded once; choose another folder."
        }
    }
}
