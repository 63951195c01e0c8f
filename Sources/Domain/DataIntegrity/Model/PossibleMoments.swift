// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// The moments that a written time can stand for.
///
/// With a zone it is one. A reading without a zone stands for some moment of 26 hours, a date for
/// some moment of 50: enough to say that March is before June, which is what certificates need.
struct PossibleMoments: Sendable {
    let earliest: Instant
    let latest: Instant

    /// The zones of the world, in hours east and west of UTC.
    private static let (east, west): (Int64, Int64) = (14, 12)
    private static let hour: Int64 = 3_600_000_000

    /// `nil` when the text is neither a time nor a date.
    init?(_ time: SourceTime) {
        if let instant = time.instant {
            (earliest, latest) = (instant, instant)
            return
        }
        let length: Int64
        let reading: Instant
        if let written = WrittenTime(time.text) {
            (reading, length) = (written.reading, 0)
        } else if let day = WrittenTime(time.text + "T00:00:00") {
            (reading, length) = (day.reading, 24)
        } else {
            return nil
        }
        earliest = reading.adding(microseconds: -PossibleMoments.east * PossibleMoments.hour)
        latest = reading.adding(
            microseconds: (PossibleMoments.west + length) * PossibleMoments.hour)
    }

    /// Whether it is no later than another time, whatever zones were meant; `nil` if that depends.
    func isBy(_ other: PossibleMoments) -> Bool? {
        if latest <= other.earliest { return true }
        return earliest > other.latest ? false : nil
    }
}
