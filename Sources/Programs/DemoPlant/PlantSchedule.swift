// SPDX-License-Identifier: Apache-2.0
import Canon

/// When each step of each serial happens at Plant 7, worked out from its number alone.
///
/// Nothing is drawn by chance here, so that the story always ends alike: an account changes a
/// furnace recipe at 21:10 on 3 November, it is set back at 03:30, and between the two the third
/// furnace load after midnight and its neighbours are tempered too cold.
package struct PlantSchedule: Sendable {
    /// How many serials the plant makes.
    package let serials: Int
    /// Nothing after this moment has happened yet.
    package let now: Instant

    /// The story of the demo: 200 serials, seen on the afternoon of 5 November.
    ///
    /// By then the first bad load is shipped, the second in stock, the third still in process.
    package static let story = PlantSchedule(
        serials: 200, now: firstLoad.adding(minutes: 52 * 60 + 5))

    /// A plant of any size in which everything has happened, for measuring.
    package static func size(_ serials: Int) -> PlantSchedule {
        PlantSchedule(serials: serials, now: Instant(microseconds: .max))
    }

    /// 2026-11-03T11:50:00+01:00, when the first furnace load goes in.
    package static let firstLoad = Instant(seconds: 1_793_703_000)
    package static let loadSize = 16
    package static let cartonSize = 8
    package static let orderSize = 20
    private static let loadPitch = 95
    package static let cycleMinutes = 80

    package static let recipeChanged = firstLoad.adding(minutes: 560)
    package static let recipeRestored = firstLoad.adding(minutes: 940)

    package var loads: Int { (serials + Self.loadSize - 1) / Self.loadSize }
    package var cartons: Int { serials / Self.cartonSize }
    package var orders: Int { (serials + Self.orderSize - 1) / Self.orderSize }

    package func cut(_ serial: Int) -> Instant { Self.firstLoad.adding(minutes: serial * 5 - 660) }
    package func turned(_ serial: Int) -> Instant { cut(serial).adding(minutes: 200) }
    package func milled(_ serial: Int) -> Instant { cut(serial).adding(minutes: 540) }
    package func loaded(_ load: Int) -> Instant {
        Self.firstLoad.adding(minutes: load * Self.loadPitch)
    }
    package func hardnessTested(_ serial: Int) -> Instant {
        loaded(serial / Self.loadSize)
            .adding(minutes: Self.cycleMinutes + 60 + serial % Self.loadSize * 4)
    }
    package func measured(_ serial: Int) -> Instant { released(serial).adding(minutes: -300) }
    package func released(_ serial: Int) -> Instant {
        Self.firstLoad.adding(minutes: 480 + serial * 20)
    }
    package func stored(_ serial: Int) -> Instant { released(serial).adding(minutes: 30) }
    package func shipped(carton: Int) -> Instant {
        released(carton * Self.cartonSize + Self.cartonSize - 1).adding(minutes: 420)
    }

    /// Every third load goes into the other furnace, whose recipe nobody touched.
    package func furnace(_ load: Int) -> String { load % 3 == 2 ? "FURN-1" : "FURN-2" }

    /// Whether a load was tempered while the recipe was wrong.
    package func isAffected(load: Int) -> Bool {
        furnace(load) == "FURN-2" && loaded(load) >= Self.recipeChanged
            && loaded(load) < Self.recipeRestored
    }

    /// The serials of a load that the plant has.
    package func serials(inLoad load: Int) -> Range<Int> {
        load * Self.loadSize..<min(serials, (load + 1) * Self.loadSize)
    }

    /// Two serials of the last bad load are too hard, and scrapped.
    package func isScrapped(_ serial: Int) -> Bool { serial == 150 || serial == 151 }
}

extension Instant {
    func adding(minutes: Int) -> Instant { adding(microseconds: Int64(minutes) * 60_000_000) }

    /// The text at Plant 7, which is an hour east of UTC for the whole of the story.
    var atPlant: String {
        String(adding(minutes: 60).rfc3339Seconds.dropLast()) + "+01:00"
    }
}
