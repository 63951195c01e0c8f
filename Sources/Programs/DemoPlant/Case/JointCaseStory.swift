// SPDX-License-Identifier: Apache-2.0
import Canon

/// The joint case of Plant 7, from first suspicion to closed effectiveness check.
///
/// An account of the maintenance of the MES changed a furnace recipe outside change control. Five
/// people work on what follows; every act of theirs is here, in order, as they would type it.
package struct JointCaseStory: Sendable {
    /// When the case begins; the story's own times follow from it.
    package let began: Instant
    private let schedule = PlantSchedule.story

    package init(began: Instant) { self.began = began }

    /// What happens under one heading.
    package struct Chapter: Sendable {
        package let title: String
        package let steps: [CaseStep]
    }

    package var chapters: [Chapter] {
        [
            suspicion, joining, assessment, containment, causes, product, actions, ending,
        ]
    }

    // MARK: What is true at Plant 7

    /// The serials that were tempered while the recipe was wrong.
    package var affected: [Int] {
        (0..<schedule.loads).filter { schedule.isAffected(load: $0) }
            .flatMap { schedule.serials(inLoad: $0) }
    }

    /// Those of them that had left, by carton.
    var shippedCartons: [Int] {
        Set(affected.map { $0 / PlantSchedule.cartonSize }).sorted()
            .filter { schedule.shipped(carton: $0) <= schedule.now }
    }

    func serials(inCarton carton: Int) -> [Int] {
        affected.filter { $0 / PlantSchedule.cartonSize == carton }
    }

    var atHome: [Int] {
        affected.filter { !shippedCartons.contains($0 / PlantSchedule.cartonSize) }
    }

    var scrapped: [Int] { affected.filter(schedule.isScrapped) }

    static func things(_ serials: [Int]) -> CaseText {
        .many(serials.map { "serial:\(Plant7.serial($0))" })
    }

    /// A time of the case at Plant 7, so many minutes after it began.
    func time(_ minutes: Int) -> CaseText { .one(began.adding(minutes: minutes).atPlant) }

    static func moment(_ instant: Instant) -> CaseText { .one(instant.atPlant) }

    /// A day of the case, counted from the one it began on.
    func day(_ days: Int) -> CaseText {
        .one(String(began.adding(minutes: days * 24 * 60).rfc3339.prefix(10)))
    }

    /// Small files that the case refers to.
    package static let files: [String: String] = [
        "notice-orion.txt":
            "To ORION Aerostructures: 8 pins LG-PIN-4340 of carton 12 were tempered too cold.\n",
        "notice-boreal.txt":
            "To BOREAL Landing Systems: 8 pins LG-PIN-4340 of carton 13 were tempered too cold.\n",
    ]
}
