// SPDX-License-Identifier: Apache-2.0
import Canon
import DemoPlant
import Testing

/// The story must tell itself the same way each time, and be a story a plant could have.
struct PlantStoryTests {
    static func bytes(_ file: PlantFile, _ schedule: PlantSchedule = .story) -> [UInt8] {
        var bytes: [UInt8] = []
        PlantFiles(schedule).write(file) { bytes.append(contentsOf: $0) }
        return bytes
    }

    @Test(arguments: PlantFile.allCases)
    func `Two runs write the same bytes`(file: PlantFile) {
        #expect(PlantStoryTests.bytes(file) == PlantStoryTests.bytes(file))
    }

    @Test(arguments: [PlantFile.mes, .inspection])
    func `Every line is one JSON document`(file: PlantFile) throws {
        let lines = PlantStoryTests.bytes(file).split(separator: 0x0A)
        #expect(lines.count > 400)
        for line in lines { _ = try JSON(parsing: line) }
    }

    @Test(arguments: [PlantFile.historian, .warehouse])
    func `The whole file is one JSON document`(file: PlantFile) throws {
        _ = try JSON(parsing: PlantStoryTests.bytes(file))
    }

    @Test func `No source names one event twice`() throws {
        for file in [PlantFile.mes, .inspection] {
            let ids = try PlantStoryTests.bytes(file).split(separator: 0x0A)
                .map { try JSON(parsing: $0)["id"]?.text ?? "" }
            #expect(Set(ids).count == ids.count)
        }
    }

    @Test func `In a plant of any size no two lots share a name`() throws {
        // 101 lots: a name of two digits would come round again at the hundred and first.
        let plant = PlantSchedule.size(4_040)
        let lots = try PlantStoryTests.bytes(.mes, plant).split(separator: 0x0A)
            .map { try JSON(parsing: $0)["id"]?.text ?? "" }.filter { $0.hasPrefix("mes-lot-") }
        #expect(lots.count == 101)
        #expect(Set(lots).count == lots.count)
        #expect(lots.first == "mes-lot-H4340-01")
    }

    @Test func `Three furnace loads were tempered while the recipe was wrong`() {
        let plan = PlantSchedule.story
        let affected = (0..<plan.loads).filter { plan.isAffected(load: $0) }
        #expect(affected == [6, 7, 9])
        #expect(plan.isAffected(load: 8) == false)
    }

    @Test func `The first bad load is shipped, the next in stock, the last in process`() {
        let plan = PlantSchedule.story
        func isShipped(_ serial: Int) -> Bool {
            plan.shipped(carton: serial / PlantSchedule.cartonSize) <= plan.now
        }
        #expect(plan.serials(inLoad: 6).allSatisfy(isShipped))
        #expect(
            plan.serials(inLoad: 7).allSatisfy { !isShipped($0) && plan.stored($0) <= plan.now })
        #expect(plan.serials(inLoad: 9).allSatisfy { plan.released($0) > plan.now })
    }

    @Test func `Every serial is made in the order of its operations`() {
        let plan = PlantSchedule.size(2000)
        for serial in 0..<plan.serials {
            let load = plan.loaded(serial / PlantSchedule.loadSize)
            let order = [
                plan.cut(serial), plan.turned(serial), plan.milled(serial), load,
                plan.hardnessTested(serial), plan.measured(serial), plan.released(serial),
                plan.stored(serial), plan.shipped(carton: serial / PlantSchedule.cartonSize),
            ]
            #expect(order == order.sorted(), "serial \(serial)")
        }
    }

    @Test func `A plant of any size has its share of events`() {
        let small = PlantStoryTests.bytes(.mes, .size(100)).count
        let large = PlantStoryTests.bytes(.mes, .size(1000)).count
        #expect(large > 9 * small)
    }
}
