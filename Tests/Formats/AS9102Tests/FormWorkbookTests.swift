// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading
import Testing

@testable import AS9102

struct FormWorkbookTests {
    private var report: FirstArticleReport {
        var report = FirstArticleReport()
        for (number, value) in [1: "P-100", 2: "Bracket", 3: "007", 4: "FAI-1", 5: "C", 19: "No"] {
            report.part[number] = value
        }
        var plating = FormRow(.product)
        plating[5] = "Anodize"
        plating[6] = "MIL-A-8625"
        plating[8] = "Bright Ltd"
        plating[10] = "C-2"
        report.products = [plating]
        var row = CharacteristicRow()
        for (number, value) in [5: "1", 8: "12 ±0.05", 9: "12.01", 12: "=HYPERLINK(1)"] {
            row.fields[number] = value
        }
        report.characteristics = [row]
        return report
    }

    private func read(_ bytes: [UInt8]) -> ReadBatch { AS9102WorkbookFormat().read(bytes) }

    @Test func `A report written as a workbook is read back, a form a sheet`() throws {
        let bytes = try report.workbook()
        let batch = read(bytes)
        #expect(batch.problems.isEmpty)
        #expect(
            batch.activities.map(\.activity.kind) == [
                "inspection.first-article-declared", "inspection.products-listed",
                "inspection.results",
            ])
        #expect(batch.activities.map(\.place.path) == ["Form 1", "Form 2", "Form 3"])
        let results = try #require(batch.activities.last?.activity)
        #expect(results.results.map(\.value) == ["12.01"])
        #expect(results.results.first?.computed == .pass)
        #expect(results.participants.first { $0.role == .subject }?.thing.name == "P-100/007")
        #expect(results.attributes.contains(Attribute("Comments of 1", "=HYPERLINK(1)")))
    }

    @Test func `It is the same whoever writes it when`() throws {
        #expect(try report.workbook() == report.workbook())
    }

    @Test func `A workbook of forms is recognised by its sheets`() throws {
        let bytes = try report.workbook()
        #expect(
            AS9102WorkbookFormat().recognise(FileSample(prefix: bytes, name: "a.xlsx")) == .certain)
        #expect(
            AS9102WorkbookFormat().recognise(FileSample(prefix: [0x50, 0x4B], name: "a.xlsx"))
                == .no)
    }

    @Test func `A large workbook is recognised where all of it is at hand`() throws {
        var report = report
        var seed: UInt64 = 9102
        report.characteristics = (1...9_000).map { number in
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var row = CharacteristicRow()
            row.fields[5] = String(number)
            row.fields[8] = "note \(seed)"
            return row
        }
        let bytes = try report.workbook()
        #expect(bytes.count > FileSample.bytesMax)
        let format = AS9102WorkbookFormat()
        let whole = FileSample(prefix: bytes, name: "a.xlsx", archive: bytes)
        #expect(format.recognise(whole) == .certain)
        #expect(format.recognise(FileSample(prefix: bytes, name: "a.xlsx")) == .no)
    }

    @Test func `What is no workbook is refused with its reason`() {
        let problem = read(Array("PK\u{3}\u{4} nothing".utf8)).problems.listed.first
        #expect(problem?.code == "xlsx.archive")
    }
}
