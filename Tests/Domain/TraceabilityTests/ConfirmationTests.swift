// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing
import Traceability

struct ConfirmationTests {
    private func point(_ size: UInt64, at minute: Int, by names: String...) -> ConfirmedPoint {
        ConfirmedPoint(size: size, sealedAt: Shop.minute(minute), confirmedBy: names)
    }

    @Test func `The last seal and the last confirmed seal before the suspicion are told apart`() {
        let points = [
            point(30, at: 30), point(10, at: 10, by: "witness.example/w1"),
            point(90, at: 90, by: "witness.example/w1"),
        ]
        let last = LastConfirmed(before: Shop.minute(60), among: points)
        #expect(last.sealed == points[0])
        #expect(last.confirmed == points[1])
        #expect(last.confirmed?.covers(EntryPosition(9)) == true)
        #expect(last.confirmed?.covers(EntryPosition(10)) == false)
    }

    @Test func `Before the first seal nothing is confirmed`() {
        let last = LastConfirmed(before: Shop.minute(5), among: [point(10, at: 10, by: "w")])
        #expect(last.sealed == nil)
        #expect(last.confirmed == nil)
    }
}
