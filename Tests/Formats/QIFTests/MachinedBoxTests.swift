// SPDX-License-Identifier: Apache-2.0
import Activities
import Fixtures
import Reading
import Testing

@testable import QIF

/// The inspections of the NIST/MTC box assembly.
///
/// The numbers were worked out by `Examples/real-data/machined-box.py`, which uses nothing of ours.
@Suite(.enabled(if: Fixtures.hasCorpora, Fixtures.corporaMissing))
struct MachinedBoxTests {
    private static let folder = "nist-smstestbed/"
    private static let boxFirst = folder + "fair/7_28_2017 8_16_42 AM Box_Results.qif"
    private static let coverFirst = folder + "fair/7_18_2017 9_24_30 AM Cover_Results.qif"
    private static let plateFirst = folder + "fair/7_11_2017 9_16_18 AM Plate_Results.qif"
    private static let boxIncoming = folder + "incoming-inspection/BoxResults_19_samples.QIF"
    private static let coverIncoming = folder + "incoming-inspection/CoverResults_20_samples.QIF"
    private static let plateIncoming = folder + "incoming-inspection/PlateResults_20_samples.QIF"

    private func inspections(_ path: String) throws -> [Activity] {
        let batch = QIFFormat().read(try Fixtures.bytes(Fixtures.corpus(path)))
        #expect(batch.problems.isEmpty)
        return batch.activities.map(\.activity)
    }

    @Test(arguments: [
        (boxFirst, 19, 855, 3), (coverFirst, 20, 560, 1), (plateFirst, 20, 760, 98),
        (boxIncoming, 19, 893, 1), (coverIncoming, 20, 541, 0), (plateIncoming, 20, 620, 51),
    ])
    func `Every part and every value is read`(
        path: String, parts: Int, values: Int, failing: Int
    ) throws {
        let found = try inspections(path)
        #expect(found.count == parts)
        #expect(found.reduce(0) { $0 + $1.results.count } == values)
        #expect(found.reduce(0) { $0 + $1.results.count { $0.claimed == .fail } } == failing)
    }

    @Test func `The boxes that fail, and what they fail in`() throws {
        let failing = try inspections(Self.boxFirst).flatMap { activity in
            activity.results.filter { $0.claimed == .fail }.map {
                "\(activity.names(.subject)) \($0.name) \($0.value)"
            }
        }
        #expect(
            failing == [
                "[\"nist_mtc_crada_box/6\"] Perpendicularity 2 0.446",
                "[\"nist_mtc_crada_box/2\"] Perpendicularity 2 0.212",
                "[\"nist_mtc_crada_box/11\"] Perpendicularity 1 0.232",
            ])
        let incoming = try inspections(Self.boxIncoming)
        let part = incoming.first { $0.results.contains { $0.claimed == .fail } }
        #expect(part?.attribute("SerialNumber")?.contains("_A07_") == true)
        #expect(
            part?.results.first { $0.claimed == .fail }?.name == "POSITION5 on HOLE_PATTERN7_1")
    }

    @Test func `Holes of 11 that pass a limit of 6,6 are found: four a box`() throws {
        let contradictions = try inspections(Self.boxIncoming).flatMap(\.results).filter {
            $0.claimed != nil && $0.computed != nil && $0.claimed != $0.computed
        }
        #expect(contradictions.count == 76)
        #expect(
            Set(contradictions.map(\.name)) == [
                "DIAMETER7 on CYLINDER-206", "DIAMETER7 on CYLINDER-202",
                "DIAMETER7 on CYLINDER-198", "DIAMETER7 on CYLINDER-194",
            ])
        #expect(Set(contradictions.map(\.upperLimit)) == ["6.854"])
    }

    @Test(arguments: [
        boxFirst, coverFirst, plateFirst, coverIncoming, plateIncoming,
    ])
    func `No other claim is contradicted`(path: String) throws {
        let wrong = try inspections(path).flatMap(\.results).filter {
            $0.claimed != nil && $0.computed != nil && $0.claimed != $0.computed
        }
        #expect(wrong.map(\.name) == [])
    }

    @Test(arguments: [(coverIncoming, 20), (plateIncoming, 20)])
    func `A tolerance of less than nothing judges nobody`(path: String, count: Int) throws {
        let batch = QIFFormat().read(try Fixtures.bytes(Fixtures.corpus(path)))
        #expect(codes(batch).filter { $0 == "qif.tolerance.impossible" }.count == 1)
        let results = batch.activities.flatMap(\.activity.results).filter {
            $0.characteristic == "PERPENDICULARITY1"
        }
        #expect(results.count == count)
        #expect(results.allSatisfy { $0.upperLimit == "-0.13" && $0.computed == nil })
    }

    @Test(arguments: [boxIncoming, coverIncoming, plateIncoming])
    func `The last sample has no serial number, only a file that names A20`(path: String) throws {
        let last = try #require(try inspections(path).last)
        #expect(last.names(.subject) == [])
        #expect(last.names(.evidence).allSatisfy { $0.contains("\\A20\\") })
        #expect(last.names(.evidence).count == 1)
    }

    @Test func `The first article's values have no unit and no time`() throws {
        let batch = QIFFormat().read(try Fixtures.bytes(Fixtures.corpus(Self.coverFirst)))
        #expect(codes(batch).filter { $0 == "qif.unit.missing" }.count == 1)
        let activities = batch.activities.map(\.activity)
        #expect(activities.allSatisfy { $0.occurred == nil && $0.recordedAtSource == nil })
        #expect(activities.flatMap(\.results).allSatisfy { $0.unit == nil })
    }

    @Test func `Cover 20 is flat in one inspection and not in the other`() throws {
        let first = try inspections(Self.coverFirst).first {
            $0.attribute("SerialNumber") == "20"
        }
        let second = try inspections(Self.coverIncoming).last
        let comparison = InspectionComparison(
            try #require(first).results, with: try #require(second).results,
            names: ["Flatness 1": "FLATNESS1", "Perpendicularity 1": "PERPENDICULARITY1"])
        #expect(comparison.disagreements.map(\.first.name) == ["Flatness 1", "Perpendicularity 1"])
        let flatness = try #require(comparison.disagreements.first)
        #expect(flatness.differences == [.claimedVerdict, .computedVerdict])
        #expect([flatness.first.value, flatness.second.value] == ["0.078", "0.03"])
        #expect(comparison.disagreements.last?.differences.contains(.upperLimit) == true)
        #expect(comparison.onlyInFirst.count == 26 && comparison.onlyInSecond.count == 25)
    }

    @Test func `Two parts in one inspection are said`() throws {
        let batch = QIFFormat().read(try Fixtures.bytes(Fixtures.corpus(Self.plateFirst)))
        let odd = batch.activities.filter {
            $0.warnings.contains { $0.code == "qif.component.several" }
        }
        #expect(odd.map { $0.activity.names(.subject) } == [["nist_mtc_crada_plate/1"]])
    }
}

/// The public samples of QIF 3.0.
@Suite(.enabled(if: Fixtures.hasCorpora, Fixtures.corporaMissing))
struct QIFSampleTests {
    @Test(arguments: [
        (
            "ExternalReferencesAndQPIds/All-in-one.QIF",
            ["inspection.results", "inspection.results", "inspection.planned"]
        ),
        ("Plans/planWithWorkInstructions.QIF", ["inspection.planned"]),
        ("Plans/sheetMetalPlan.QIF", ["inspection.planned"]),
        ("Plans/simplePlan.QIF", ["inspection.planned"]),
        ("QIFwidget/WIDGET_QIF_PLAN.QIF", ["inspection.planned"]),
        ("QIFwidget/WIDGET_QIF_RESULTS.QIF", ["inspection.results"]),
        ("Results/QIF_Results_Sample.QIF", ["inspection.results"]),
        ("Results/Sheet_Metal/SheetMetal_QIF_Results_sample_1.QIF", ["inspection.results"]),
        ("Results/mitutoyo_results_serialized_pass_fail_sample.QIF", ["inspection.results"]),
        ("Rules/DMERules1.QIF", ["inspection.rules-kept"]),
    ])
    func `Each is read and says what it is`(path: String, kinds: [String]) throws {
        let bytes = try Fixtures.bytes(Fixtures.corpus("qif/samples-3.0/" + path))
        let batch = QIFFormat().read(bytes)
        #expect(batch.problems.isEmpty)
        #expect(batch.activities.map(\.activity.kind) == kinds)
    }

    @Test func `The sample's plan asks for A and B, which its results call otherwise`() throws {
        func activity(_ path: String) throws -> Activity? {
            let bytes = try Fixtures.bytes(Fixtures.corpus("qif/samples-3.0/" + path))
            return QIFFormat().read(bytes).activities.first?.activity
        }
        let plan = try #require(try activity("Plans/simplePlan.QIF"))
        let results = try #require(try activity("Results/QIF_Results_Sample.QIF"))
        let measured = Set(results.names(.about))
        let missed = plan.names(.expected).filter { !measured.contains($0) }
        #expect(plan.names(.expected).count == 11)
        #expect(missed.map { String($0.suffix(2)) } == ["/A", "/B"])
        #expect(results.names(.document).contains(plan.names(.subject)[0]))
    }

    @Test func `A point profile below its surface passes as it claims`() throws {
        let path = "qif/samples-3.0/Results/Sheet_Metal/SheetMetal_QIF_Results_sample_1.QIF"
        let batch = QIFFormat().read(try Fixtures.bytes(Fixtures.corpus(path)))
        let results = try #require(batch.activities.first?.activity.results)
        #expect(results.contains { $0.value.hasPrefix("-") })
        #expect(results.allSatisfy { $0.computed == nil || $0.computed == $0.claimed })
        #expect(
            batch.activities.first?.activity.names(.subject) == [
                "SN5802801"
            ])
    }
}
