// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// Where the log stands, and what each answer of the journal means for it.
///
/// Pure: it plans commits and judges outcomes; ``Sequencer`` carries them out.
///
/// Invariants:
/// - `edge` is the edge of the tree that the journal is known to hold;
/// - after `halt` is set nothing is planned any more;
/// - a commit whose answer was lost is remembered until another commit is known to stand, because
///   a database may finish it long after the connection broke.
struct SequencerState {
    /// A commit as planned, and the edge it leads to.
    struct Attempt {
        let plan: BatchPlan
        let batch: JournalBatch
        let edge: TreeEdge
    }

    /// After a commit met events that were logged before, this many are looked up first.
    ///
    /// A file that is delivered twice is thousands of them in a row; looking up costs less than
    /// failing, and failing costs less than looking up what is always new.
    static let commitsLookedUpAfterDuplicate = 16

    private(set) var edge: TreeEdge
    private(set) var halt: LogHalt?
    private var doubt: Attempt?
    private var lookUps = SequencerState.commitsLookedUpAfterDuplicate

    /// Begins at an edge whose head is the journal's.
    init(edge: TreeEdge) { self.edge = edge }

    /// The head that the journal is known to have.
    var head: TreeHead { edge.head }
    /// Whether the next commit's events are to be looked up before it is tried.
    var looksUpFirst: Bool { lookUps > 0 }

    /// The commit of planned entries: their tiles and the head they lead to.
    func attempt(_ plan: BatchPlan) throws(LogHalt) -> Attempt {
        var next = edge
        let tiles: [Tile]
        do { tiles = try next.append(plan.entries.lazy.map(\.leaf)) } catch {
            throw .corrupt(position: edge.size.value, "the log has 2^63-1 entries and is full")
        }
        let kept = tiles.filter { $0.name.level > 0 || $0.name.isFull }.map(TileHashes.init)
        let batch = JournalBatch(entries: plan.entries, tiles: kept, head: next.head)
        return Attempt(plan: plan, batch: batch, edge: next)
    }

    /// The journal said that it holds the commit.
    mutating func committed(_ attempt: Attempt) {
        answered(attempt)
        // A commit that holds nothing says nothing about the one whose answer was lost.
        guard !attempt.batch.entries.isEmpty else { return }
        edge = attempt.edge
        doubt = nil
    }

    private mutating func answered(_ attempt: Attempt) {
        let repeats = attempt.plan.fates.contains { $0.outcome != .recorded }
        lookUps = repeats ? SequencerState.commitsLookedUpAfterDuplicate : max(0, lookUps - 1)
    }

    /// The journal said that an event of the commit was logged before.
    mutating func metKnownEvent() { lookUps = SequencerState.commitsLookedUpAfterDuplicate }

    /// Judges a head that is not ours: whether to plan again from there.
    ///
    /// It is ours after all when it is that of the commit whose answer was lost.
    mutating func found(_ head: TreeHead) -> Bool {
        if let doubt, doubt.batch.head == head {
            edge = doubt.edge
            self.doubt = nil
            metKnownEvent()
            return true
        }
        stop(.superseded(expected: self.head, found: head))
        return false
    }

    /// What became of a commit whose answer was lost.
    enum Resolution: Equatable {
        case written, notWritten, halted
    }

    /// Judges a commit whose answer was lost by the head the journal has now.
    mutating func resolve(_ attempt: Attempt, by head: TreeHead) -> Resolution {
        if head == attempt.batch.head {
            committed(attempt)
            return .written
        }
        if head == self.head {
            doubt = attempt
            return .notWritten
        }
        return found(head) ? .notWritten : .halted
    }

    /// Keeps in mind what was tried when neither the answer nor the head could be had.
    mutating func leftInDoubt(_ attempt: Attempt) { doubt = attempt }

    /// Plans nothing more, for something that must never be so; the first reason stays.
    mutating func stop(_ reason: LogHalt) { halt = halt ?? reason }
}

extension TileHashes {
    init(_ tile: Tile) {
        self.init(
            address: TileAddress(level: tile.name.level, index: tile.name.index), bytes: tile.bytes)
    }
}
