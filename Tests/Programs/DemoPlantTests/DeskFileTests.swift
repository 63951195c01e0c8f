// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import DemoPlant
import Fixtures
import Foundation
import QIF
import Reading
import Spreadsheet
import Testing

/// The two files from somebody's desk, read by the readers that read everybody's.
struct DeskFileTests {
    private static func recheck() throws -> [Activity] {
        let mapping = try SpreadsheetMapping(parsing: Array(HardnessRecheck.mapping.utf8))
        let batch = SpreadsheetFormat(mapping).read(DeskFile.recheck.bytes)
        #expect(batch.problems.isEmpty, "\(batch.problems.listed)")
        return batch.activities.map(\.activity)
    }

    private static func delivery() -> ReadBatch { QIFFormat().read(DeskFile.delivery.bytes) }

    @Test func `The spreadsheet's mapping reads one pin of the load in stock a row`() throws {
        let activities = try DeskFileTests.recheck()
        let pins = PlantSchedule.story.serials(inLoad: 7).map(Plant7.serial)
        #expect(activities.flatMap { $0.names(.subject) } == pins)
        #expect(activities.allSatisfy { $0.names(.instrument) == ["HRC-2"] })
        #expect(activities.first?.occurred?.text == "05.11.2026 14:47")
        #expect(activities.first?.occurred?.instant?.rfc3339Seconds == "2026-11-05T13:47:00Z")
    }

    @Test func `Every value of the spreadsheet bears out its verdict`() throws {
        for result in try DeskFileTests.recheck().flatMap(\.results) {
            #expect(result.claimed == .pass)
            #expect(result.verdictByLimits == .pass, "\(result)")
            #expect(result.unit == "HRC")
        }
    }

    @Test func `The tester of the spreadsheet was out of calibration, and no other device is`()
        throws
    {
        let register = try PlantStoryTests.bytes(.inspection).split(separator: 0x0A)
            .map { try JSON(parsing: $0) }
            .filter { $0["activity"]?.text == "calibration.certified" }
        let rechecked = try #require(try DeskFileTests.recheck().first?.occurred?.instant)
        let lapsed = register.filter { document in
            let until = document["valid"]?["until"]?.text.flatMap { SourceTime($0)?.instant }
            return until.map { $0 < rechecked } ?? true
        }
        #expect(lapsed.map { $0["about"]?["equipment"]?.text } == ["HRC-2"])
    }

    @Test func `The report tells of shipped pins of the first bad load, before they went`() throws {
        let batch = DeskFileTests.delivery()
        #expect(batch.problems.isEmpty)
        #expect(batch.activities.flatMap(\.warnings).isEmpty)
        let plan = PlantSchedule.story
        let pins = batch.activities.flatMap { $0.activity.names(.subject) }
        #expect(pins == [96, 97, 98].map(Plant7.serial))
        #expect(plan.isAffected(load: 96 / PlantSchedule.loadSize))
        for activity in batch.activities.map(\.activity) {
            let ended = try #require(activity.ended?.instant)
            #expect(ended < plan.shipped(carton: 96 / PlantSchedule.cartonSize))
        }
    }

    @Test func `One verdict of the report is not what its value and limits say`() {
        let results = DeskFileTests.delivery().activities.flatMap(\.activity.results)
        #expect(results.count == 6)
        let wrong = results.filter { $0.claimed != $0.verdictByLimits }
        #expect(wrong.map(\.value) == ["40.6"])
        #expect(wrong.map(\.upperLimit) == ["40.0"])
    }

    /// `RECORD=1` writes them; they lie there to be opened without running anything.
    @Test func `The examples are the files of the demo`() throws {
        let folder = Fixtures.root.appending(path: "Examples/plant-7")
        let files =
            DeskFile.allCases.map { ($0.rawValue, $0.bytes) }
            + [("haerte-nachpruefung.mapping.json", Array(HardnessRecheck.mapping.utf8))]
        for (name, bytes) in files {
            let file = folder.appending(path: name)
            if ProcessInfo.processInfo.environment["RECORD"] == "1" {
                try Data(bytes).write(to: file)
            }
            #expect(try Fixtures.bytes(file) == bytes, "\(name)")
        }
    }
}

extension Activity {
    fileprivate func names(_ role: Participation.Role) -> [String] {
        participants.filter { $0.role == role }.map(\.thing.name)
    }
}
