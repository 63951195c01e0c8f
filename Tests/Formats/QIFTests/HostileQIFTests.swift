// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading
import Testing

@testable import QIF

struct HostileQIFTests {
    @Test func `Another root is refused where it stands`() throws {
        let problem = try #require(read("<Other/>").problems.listed.first)
        #expect(problem.code == "qif.root")
        #expect(problem.endsReading)
    }

    @Test func `A document type is refused`() {
        #expect(codes(read("<!DOCTYPE a><QIFDocument/>")) == ["xml.doctype"])
    }

    @Test func `A file that is cut off gives nothing and says where it ends`() {
        let text = QIFTexts.whole()
        let batch = read(String(text.dropLast(40)))
        #expect(batch.activities.isEmpty)
        #expect(batch.problems.listed.map(\.code) == ["xml.truncated"])
    }

    @Test(arguments: [1, 7, 100, 4_096])
    func `Pieces of any size give the same`(step: Int) {
        let bytes = Array(QIFTexts.whole(QIFTexts.results(), "<Plan/>").utf8)
        let whole = QIFFormat().read(bytes)
        var reader = QIFFormat().reader(ReadingOptions())
        var batch = ReadBatch()
        for _ in 1...2 {
            for start in stride(from: 0, to: bytes.count, by: step) {
                let piece = Array(bytes[start..<min(start + step, bytes.count)])
                piece.withUnsafeBytes { reader.read($0, into: &batch) }
            }
            reader.finish(into: &batch)
            guard reader.wantsAnotherPass else { break }
        }
        #expect(batch.activities.map(\.activity) == whole.activities.map(\.activity))
        #expect(batch.activities.map(\.digest) == whole.activities.map(\.digest))
        #expect(batch.activities.map(\.bytes) == whole.activities.map(\.bytes))
        #expect(batch.activities.map(\.eventID) == whole.activities.map(\.eventID))
    }

    @Test func `References into nowhere are said and the value is kept`() throws {
        let results = QIFTexts.results().replacing(
            "<CharacteristicItemId>12<", with: "<CharacteristicItemId>99<")
        let batch = read(QIFTexts.whole(results))
        #expect(codes(batch).contains("qif.item.unknown"))
        #expect(batch.activities.first?.activity.results.map(\.value) == ["12.01"])
    }

    @Test func `A component that is not listed is said`() {
        let results = QIFTexts.results().replacing("<Id>40<", with: "<Id>41<")
        #expect(codes(read(QIFTexts.whole(results))).contains("qif.component.unknown"))
    }

    @Test func `Limits that cannot be met are said once, not for each part`() {
        let twice = QIFTexts.results().replacing(
            "</MeasurementResultsSet>",
            with: QIFTexts.inspection("12", status: "PASS", id: "33") + "</MeasurementResultsSet>")
        let text = QIFTexts.document(
            QIFTexts.units + QIFTexts.product
                + QIFTexts.characteristics(
                    "<ToleranceValue>-1</ToleranceValue>", kind: "Flatness", target: nil) + twice)
        #expect(codes(read(text)).filter { $0 == "qif.tolerance.impossible" }.count == 1)
    }

    @Test func `A count that is not kept is said`() {
        let text = QIFTexts.whole().replacing(
            "MeasurementResultsSet n=\"1\"", with: "MeasurementResultsSet n=\"20\"")
        #expect(codes(read(text)).contains("qif.count"))
    }

    @Test func `A target outside its own limits is said`() {
        let text = QIFTexts.document(
            QIFTexts.units + QIFTexts.product
                + QIFTexts.characteristics(
                    """
                    <Tolerance><MaxValue>4.2</MaxValue><MinValue>3.8</MinValue>
                    <DefinedAsLimit>false</DefinedAsLimit></Tolerance>
                    """, target: "2") + QIFTexts.results("2.0"))
        #expect(codes(read(text)).contains("qif.nominal.outside"))
    }

    @Test func `Values without a unit are kept without one, and it is said`() throws {
        let text = QIFTexts.document(
            QIFTexts.product + QIFTexts.characteristics() + QIFTexts.results())
        let batch = read(text)
        #expect(codes(batch).contains("qif.unit.missing"))
        #expect(batch.activities.first?.activity.results.first?.unit == nil)
    }

    @Test func `An inspection over the bound ends the reading`() {
        var options = ReadingOptions()
        options.limits = ReadingLimits(elementBytesMax: 2_000)
        let long = QIFTexts.results(more: "<Other>\(String(repeating: "<a/>", count: 900))</Other>")
        let batch = read(QIFTexts.whole(long), options)
        #expect(batch.problems.listed.map(\.code) == ["qif.inspection.too-long"])
    }

    @Test func `Only its own files are recognised`() {
        func confidence(_ text: String) -> Confidence {
            QIFFormat().recognise(FileSample(prefix: Array(text.utf8), name: "a.qif"))
        }
        #expect(confidence(QIFTexts.whole()) == .certain)
        #expect(confidence("<QIFDocument/>") == .likely)
        #expect(confidence("<EPCISDocument/>") == .no)
        #expect(confidence("QIFDocument") == .no)
    }
}
