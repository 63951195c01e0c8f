// SPDX-License-Identifier: Apache-2.0
import JournalConformance
import Ledger
import Synchronization
import Testing
import TransparencyLog

/// A projection that lists events, and can fail before or after it keeps them.
private final class EventList: Projection {
    struct Broken: Error {}
    private struct State {
        var events: [String] = []
        var fault: Fault?
    }

    private let state = Mutex(State())

    var events: [String] { state.withLock { $0.events } }
    func failNext(_ fault: Fault) { state.withLock { $0.fault = fault } }
    func reset(to events: [String]) { state.withLock { $0.events = events } }

    func position() -> UInt64 { state.withLock { UInt64($0.events.count) } }

    func apply(_ entries: [LoggedEntry]) throws {
        try state.withLock { state in
            let fault = state.fault
            state.fault = nil
            if fault == .beforeWrite { throw Broken() }
            state.events += entries.map(\.entry.event.event)
            if fault == .afterWrite { throw Broken() }
        }
    }
}

struct FollowerTests {
    @Test func `A projection sees every entry once and in order`() async throws {
        let log = try Founded()
        try await log.append(0..<2_500)
        let list = EventList()
        let follower = Follower(of: log.memory, for: list)
        #expect(try await follower.catchUp() == 2_500)
        #expect(list.events == (try log.memory.eventsInOrder()))
        try await log.append(2_500..<2_503)
        #expect(try await follower.catchUp() == 2_503)
        #expect(list.events.suffix(3) == ["e-2500", "e-2501", "e-2502"])
    }

    @Test(arguments: Fault.allCases)
    func `A projection that failed goes on where it stands`(fault: Fault) async throws {
        let log = try Founded()
        try await log.append(0..<1_500)
        let list = EventList()
        let follower = Follower(of: log.memory, for: list)
        list.failNext(fault)
        await #expect(throws: (any Error).self) { try await follower.catchUp() }
        try await follower.catchUp()
        #expect(list.events == (try log.memory.eventsInOrder()))
    }

    @Test func `A projection of another copy of the log is refused`() async throws {
        let log = try Founded()
        try await log.append(0..<3)
        let list = EventList()
        list.reset(to: ["a", "b", "c", "d"])
        await #expect(throws: FollowerError.aheadOfLog(position: 4, size: 3)) {
            try await Follower(of: log.memory, for: list).catchUp()
        }
    }

    @Test func `A missing entry stops the projection before it, not after`() async throws {
        let log = try Founded()
        try await log.append(0..<10)
        let tampered = TamperedJournal(log.memory, .missingEntry(7))
        tampered.begin()
        let list = EventList()
        await #expect(throws: JournalError.self) {
            try await Follower(of: tampered, for: list).catchUp()
        }
        #expect(list.events.count == 7)
    }
}
