// SPDX-License-Identifier: Apache-2.0
import Canon

/// What becomes of each entry of a commit: written, known already, or in conflict.
///
/// Pure. Decides in the order in which the entries were left, so that of two entries under one key
/// in the same commit the first is the one that stands.
struct BatchPlan {
    /// What a caller is told about one entry, once the commit is durable.
    struct Fate: Equatable {
        let place: Place
        let outcome: Receipt.Outcome
    }

    /// Where the entry that answers a caller stands.
    enum Place: Equatable {
        /// It is the one of this number among ``BatchPlan/entries``.
        case inThisCommit(Int)
        /// An earlier commit put it at this position.
        case logged(UInt64)
    }

    /// What is to be written, in order.
    private(set) var entries: [PreparedEntry] = []
    /// One for each entry given, in order.
    private(set) var fates: [Fate] = []

    private let start: UInt64
    private var numbers: [EventKey: Int] = [:]

    /// Begins a plan for entries that will stand from a position on.
    init(startingAt position: UInt64, reserving count: Int = 0) {
        start = position
        entries.reserveCapacity(count)
        fates.reserveCapacity(count)
        if count > 1 { numbers.reserveCapacity(count) }
    }

    /// Decides about the next entry, given what earlier commits hold under its key.
    ///
    /// Answers the conflict of bytes, if there is one: ``add(_:recordedBy:known:)`` has to follow
    /// then, or ``addRepetition(of:)`` where both accounts say the same.
    mutating func add(_ entry: PreparedEntry, known: KnownEvent?) -> Conflict? {
        if let known {
            guard known.fingerprint == entry.fingerprint else {
                return Conflict(first: known, second: entry)
            }
            fates.append(Fate(place: .logged(known.position), outcome: .duplicate))
            return nil
        }
        if let number = numbers[entry.event] {
            let fingerprint = entries[number].fingerprint
            guard fingerprint == entry.fingerprint else {
                let first = KnownEvent(position: position(number), fingerprint: fingerprint)
                return Conflict(first: first, second: entry)
            }
            fates.append(Fate(place: .inThisCommit(number), outcome: .duplicate))
            return nil
        }
        fates.append(Fate(place: .inThisCommit(write(entry)), outcome: .recorded))
        return nil
    }

    /// Adds the entry that records a conflict, given what earlier commits hold under *its* key.
    mutating func add(
        _ conflict: Conflict, recordedBy entry: PreparedEntry, known: KnownEvent?
    ) {
        let first = conflict.first.position
        if let known {
            fates.append(
                Fate(place: .logged(known.position), outcome: .duplicateConflict(with: first)))
        } else if let number = numbers[entry.event] {
            fates.append(
                Fate(place: .inThisCommit(number), outcome: .duplicateConflict(with: first)))
        } else {
            fates.append(
                Fate(place: .inThisCommit(write(entry)), outcome: .conflict(with: first)))
        }
    }

    /// Adds the second account of a conflict as a repetition of the first.
    mutating func addRepetition(of conflict: Conflict) {
        let position = conflict.first.position
        fates.append(
            Fate(
                place: position < start
                    ? .logged(position) : .inThisCommit(Int(position - start)),
                outcome: .duplicate))
    }

    /// The entry that will stand at a position; `nil` where an earlier commit put one.
    func entry(at position: UInt64) -> PreparedEntry? {
        position < start ? nil : entries[Int(position - start)]
    }

    private func position(_ number: Int) -> UInt64 { start + UInt64(number) }

    private mutating func write(_ entry: PreparedEntry) -> Int {
        numbers[entry.event] = entries.count
        entries.append(entry)
        return entries.count - 1
    }
}
