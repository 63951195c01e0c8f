// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SQLiteEngine

struct RecentEventsTests {
    /// Slots at both ends of the range, and two that are neighbours across a bucket's border.
    static let slots: [Int64] = [0, 1, (1 << 49) - 1, 1 << 49, .max - 1, .max]

    @Test func `What was put in is found at its own slot only`() {
        var recent = RecentEvents()
        for (position, slot) in RecentEventsTests.slots.enumerated() {
            recent.insert(slot, position: Int64(position))
        }
        for (position, slot) in RecentEventsTests.slots.enumerated() {
            #expect(recent.position(at: slot) == Int64(position))
        }
        #expect(recent.position(at: 2) == nil)
        #expect(recent.count == 6)
    }

    @Test func `Taking every bucket in turn gives all slots in order, and leaves none`() {
        var recent = RecentEvents()
        for slot in RecentEventsTests.slots.shuffled() { recent.insert(slot, position: slot) }
        #expect(recent.sorted.map(\.number) == RecentEventsTests.slots)
        let taken = (0..<RecentEvents.bucketCount).flatMap { recent.take(bucket: $0) }
        #expect(taken.map(\.number) == RecentEventsTests.slots)
        #expect(recent.count == 0)
        #expect(recent.sorted.isEmpty)
    }
}
