// SPDX-License-Identifier: Apache-2.0

/// The newest rows of the source-event index, held back so that they reach the disk in order.
///
/// Event identifiers are random to an index: each new one would change a page of its own, and every
/// entry would cost a page of write-ahead log. So new slots wait here, sorted roughly into buckets,
/// and a sweep carries one bucket after another into the table. A page then takes in some dozens of
/// slots at once. What waits here is also in the journal's tail rows, from which it is read again at
/// start, so nothing depends on this memory.
///
/// Invariants: every slot in bucket `b` has `b` as its upper bits; a slot is here at most once.
struct RecentEvents {
    struct Slot {
        let number: Int64
        let position: Int64
    }

    /// Upper bits of a slot that choose its bucket.
    private static let bucketBits = 14
    static let bucketCount = 1 << bucketBits

    private var buckets = [[Slot]](repeating: [], count: bucketCount)
    private(set) var count = 0

    /// Where the event that took this slot is.
    func position(at slot: Int64) -> Int64? {
        for each in buckets[bucket(of: slot)] where each.number == slot { return each.position }
        return nil
    }

    mutating func insert(_ slot: Int64, position: Int64) {
        buckets[bucket(of: slot)].append(Slot(number: slot, position: position))
        count += 1
    }

    /// Takes out a bucket, its slots in order.
    mutating func take(bucket: Int) -> [Slot] {
        guard !buckets[bucket].isEmpty else { return [] }
        let slots = buckets[bucket].sorted { $0.number < $1.number }
        buckets[bucket].removeAll(keepingCapacity: true)
        count -= slots.count
        return slots
    }

    /// All that waits, in the order of slots.
    var sorted: [Slot] {
        var all: [Slot] = []
        all.reserveCapacity(count)
        for bucket in buckets where !bucket.isEmpty {
            all += bucket.sorted { $0.number < $1.number }
        }
        return all
    }

    private func bucket(of slot: Int64) -> Int {
        Int(truncatingIfNeeded: slot >> Int64(63 - RecentEvents.bucketBits))
    }
}
