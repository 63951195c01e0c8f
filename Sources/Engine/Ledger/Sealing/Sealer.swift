// SPDX-License-Identifier: Apache-2.0
import Canon
import Synchronization
import TransparencyLog

/// Seals what was committed, after reading it back.
///
/// In this order, each step only when the one before it held:
/// 1. read the committed entries back and compute the tree a second time;
/// 2. seal its head;
/// 3. keep the checkpoint in the journal, if the last one there is still the one before;
/// 4. write the anchor;
/// 5. publish.
///
/// After a fault at any step the next call goes on from what is stored, so a checkpoint is never
/// published that is not in the journal and in the anchor, and no size is sealed twice.
package actor Sealer {
    private let journal: any Journal
    private let anchor: any Anchor
    private let key: SealingKey
    private var schedule: SealSchedule
    private var reading: SecondReading
    private var last: SealedCheckpoint
    /// The last checkpoint is in the journal, but not in the anchor yet.
    private var anchorLags: Bool
    private let thread = OwnThread(named: "witnessmark.sealer")
    private nonisolated let newest: Mutex<SealedCheckpoint>

    /// Goes on from where a log was left, see ``StartUp``.
    package init(
        journal: any Journal, anchor: any Anchor, key: SealingKey, from start: StartUp,
        intervalMicroseconds: Int64
    ) throws(SealFault) {
        self.journal = journal
        self.anchor = anchor
        self.key = key
        schedule = SealSchedule(after: start.last, intervalMicroseconds: intervalMicroseconds)
        reading = SecondReading(from: start.edge)
        last = start.last
        anchorLags = start.writesAnchor
        newest = Mutex(start.last)
        do throws(JournalError) {
            if let previous = start.keepsAnchorAfter {
                try journal.seal(start.last, after: previous)
            }
        } catch {
            throw .journal(error)
        }
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// The checkpoint that was published last.
    package nonisolated var published: SealedCheckpoint { newest.withLock { $0 } }

    /// Seals if a checkpoint is due, and gives it back.
    ///
    /// - Parameters:
    ///   - now: the time that the checkpoint is dated with.
    ///   - committed: the head that the sequencer knows to be committed. A journal that then says
    ///     less has lost entries whose callers were answered.
    ///   - isAsked: whether to seal what is new without waiting for the interval.
    /// - Returns: the new checkpoint; `nil` when there is nothing new, or it is too soon.
    /// - Throws: ``SealFault``.
    package func seal(
        now: Instant, committed: TreeHead, isAsked: Bool = false
    ) throws(SealFault) -> SealedCheckpoint? {
        try writeLaggingAnchor()
        let head: TreeHead
        do { head = try journal.head() } catch { throw .journal(error) }
        for known in [last.head, committed] where head.size <= known.size && head != known {
            throw .halt(.headLost(known: known, found: head))
        }
        switch schedule.action(size: head.size, now: now, isAsked: isAsked) {
        case .wait: return nil
        case .clockIsBehind(let last): throw .clockIsBehind(last: last, now: now)
        case .seal: break
        }
        try readBack(to: head)
        let checkpoint = try sealed(head, at: now)
        try keep(checkpoint)
        try writeLaggingAnchor()
        newest.withLock { $0 = checkpoint }
        return checkpoint
    }

    private func readBack(to head: TreeHead) throws(SealFault) {
        do throws(SecondReadingError) {
            try reading.read(to: head, in: journal)
        } catch {
            switch error {
            case .journal(.corrupt(let position, let what)):
                throw .halt(.corrupt(position: position, what))
            case .journal(let fault): throw .journal(fault)
            case .tile(let name):
                throw .halt(
                    .tileMismatch(TileAddress(level: name.level, index: name.index)))
            case .root(let recomputed):
                throw .halt(.rootMismatch(stated: head, recomputed: recomputed))
            }
        }
    }

    private func sealed(_ head: TreeHead, at now: Instant) throws(SealFault) -> SealedCheckpoint {
        let checkpoint = Checkpoint(origin: Origin(key.name), head: head)
        do {
            let note = try checkpoint.sealed(by: key)
            // Ed25519 in software is as exposed to a flipped bit as anything else.
            _ = try note.verified(by: [key.verifierKey])
            return SealedCheckpoint(head: head, note: note.bytes, sealedAt: now)
        } catch {
            throw .keyFailed("\(error)")
        }
    }

    private func keep(_ checkpoint: SealedCheckpoint) throws(SealFault) {
        do throws(JournalError) {
            do throws(JournalError) {
                try journal.seal(checkpoint, after: last.head)
            } catch .unavailable(let reason) {
                // The answer was lost: what is kept tells whether it was written.
                guard try journal.lastCheckpoint() == checkpoint else { throw .unavailable(reason) }
            }
        } catch .conflict(let actual) {
            throw .halt(.superseded(expected: last.head, found: actual))
        } catch {
            throw .journal(error)
        }
        last = checkpoint
        anchorLags = true
        schedule.sealed(checkpoint)
    }

    private func writeLaggingAnchor() throws(SealFault) {
        guard anchorLags else { return }
        do { try anchor.write(last.note) } catch { throw .anchor(error) }
        anchorLags = false
        newest.withLock { $0 = last }
    }
}

/// Why nothing was sealed now.
package enum SealFault: Error, Equatable {
    /// Something that must never be so. Appending has to stop.
    case halt(LogHalt)
    /// The clock is before the last checkpoint. Intake goes on; the next call may seal.
    case clockIsBehind(last: Instant, now: Instant)
    /// The journal did not answer or did not keep the checkpoint; the next call may seal.
    case journal(JournalError)
    /// The anchor could not be written. The next call tries again before anything else.
    case anchor(FileFault)
    case keyFailed(String)
}

extension SealFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .halt(let halt): halt.description
        case .clockIsBehind(let last, let now):
            """
            The clock says \(now.rfc3339Seconds), the last checkpoint is dated \
            \(last.rfc3339Seconds). Nothing is sealed until the clock has caught up; entries are \
            still taken. Set the clock right.
            """
        case .journal(let error): "The checkpoint was not kept: \(error)"
        case .anchor(let fault):
            "The anchor was not written: \(fault). Nothing is published until it is."
        case .keyFailed(let what): "The log's key did not seal: \(what)"
        }
    }
}
