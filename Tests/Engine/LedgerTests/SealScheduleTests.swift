// SPDX-License-Identifier: Apache-2.0
import Canon
import JournalConformance
import Ledger
import Testing
import TransparencyLog

struct SealScheduleTests {
    let t0 = Instant(seconds: 5)
    let schedule = SealSchedule(after: Samples.checkpoint(5), intervalMicroseconds: 1_000_000)

    private func size(_ value: UInt64) -> TreeSize { Samples.head(value).size }

    @Test func `An idle log gets no new checkpoint, however long ago the last was`() {
        let later = t0.adding(microseconds: 3_600_000_000)
        #expect(schedule.action(size: size(5), now: later) == .wait)
        #expect(schedule.action(size: size(5), now: later, isAsked: true) == .wait)
    }

    @Test(arguments: [(Int64(0), SealSchedule.Action.wait), (999_999, .wait), (1_000_000, .seal)])
    func `New entries are sealed once the interval has passed`(
        microseconds: Int64, action: SealSchedule.Action
    ) {
        let now = t0.adding(microseconds: microseconds)
        #expect(schedule.action(size: size(6), now: now) == action)
    }

    @Test func `Whoever asks for a checkpoint does not wait for the interval`() {
        #expect(schedule.action(size: size(6), now: t0, isAsked: true) == .seal)
    }

    @Test func `No checkpoint is dated before the last`() {
        let before = t0.adding(microseconds: -1)
        #expect(
            schedule.action(size: size(6), now: before, isAsked: true)
                == .clockIsBehind(last: t0))
    }

    @Test func `The interval counts from the newest checkpoint`() {
        var schedule = schedule
        schedule.sealed(Samples.checkpoint(6))
        #expect(schedule.action(size: size(7), now: Instant(seconds: 6)) == .wait)
        #expect(schedule.action(size: size(7), now: Instant(seconds: 7)) == .seal)
    }
}
