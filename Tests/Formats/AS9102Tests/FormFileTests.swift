// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading
import Testing

@testable import AS9102

struct FormFileTests {
    private func read(_ text: String) -> ReadBatch { AS9102Format().read(Array(text.utf8)) }

    private let form = """
        1. Part Number,P-100,2. Part Name,Bracket
        3. Serial Number,7,4. FAIR Identifier,FAI-1
        5. Characteristic Number,6. Reference Location,8. Requirement,9. Results,11. Nonconformance Number
        1,C2,12 ±0.05,12.01 mm,
        2,C3,"3.3 (2.8 to 3.8)",4.1 mm,NC-2041
        3,,deburr,Pass,
        4,,anodize,,

        """

    @Test func `Form 3 is one inspection with a result a row`() throws {
        let read = try #require(read(form).activities.first)
        let activity = read.activity
        #expect(activity.kind == "inspection.results")
        #expect(read.eventID == "FAI-1/P-100/7#form-3")
        #expect(
            activity.participants.map(\.thing.name) == ["P-100", "P-100/7", "FAI-1", "NC-2041"])
        #expect(activity.results.map(\.characteristic) == ["1", "2", "3", "4"])
        #expect(activity.results.map(\.value) == ["12.01", "4.1", "Pass", ""])
        #expect(activity.results.map(\.unit) == ["mm", "mm", nil, nil])
        #expect(activity.results.map(\.computed) == [.pass, .fail, nil, nil])
        #expect(activity.results.map(\.claimed) == [nil, nil, .pass, nil])
        #expect(activity.results[1].upperLimit == "3.8")
        #expect(activity.blanks == ["Results of 4"])
        #expect(activity.capture == .transcribed)
    }

    @Test func `Headings are known without numbers, with semicolons and in another order`() throws {
        let text = """
            Requirement;Result;Char No.;Comments
            2.8 to 3.8;3.0;17;deep
            """
        let batch = read(text)
        let result = try #require(batch.activities.first?.activity.results.first)
        #expect(result.characteristic == "17")
        #expect(result.computed == .pass)
        #expect(
            batch.activities.first?.activity.attributes.first { $0.name == "Comments of 17" }?.value
                == "deep")
        #expect(batch.activities.first?.warnings.map(\.code) == ["as9102.part.missing"])
    }

    @Test func `Form 2 lists what was made of what, by whom, under which certificate`() throws {
        let text = """
            5. Material or Process Name,6. Specification Number,8. Supplier,9. Customer Approval Verification,10. Certificate of Conformance Number
            Aluminium 7075,AMS 4045,Metal Co,Yes,C-1
            Anodize,MIL-A-8625,Bright Ltd,No,C-2
            """
        let activity = try #require(read(text).activities.first?.activity)
        #expect(activity.kind == "inspection.products-listed")
        #expect(
            activity.participants.filter { $0.role == .evidence }.map(\.thing.name)
                == ["C-1", "C-2"])
        #expect(
            activity.attributes.first { $0.name == "Customer approval of Anodize" }?.value == "No")
    }

    @Test func `Form 1 says who signed for what, and what it leaves blank`() throws {
        var report = FirstArticleReport()
        let fields = [
            1: "P-100", 3: "7", 4: "FAI-1", 5: "C", 6: "DWG-1", 7: "C", 10: "Plant 7", 12: "PO-9",
            19: "No", 20: "A. Ortiz", 21: "2026-11-21T10:00:00Z", 22: "K. Lind", 23: "2026-11-22",
        ]
        for (number, value) in fields { report.part[number] = value }
        var sub = FormRow(.part)
        sub[15] = "P-7"
        sub[18] = "FAI-0"
        report.index = [sub]
        let read = try #require(AS9102Format().read(report.tables[0].csv).activities.first)
        let activity = read.activity
        #expect(activity.kind == "inspection.first-article-declared")
        #expect(read.eventID == "FAI-1/P-100/7#form-1")
        let signatures = activity.participants.filter { $0.role == .signatory }
        #expect(signatures.map(\.thing.name) == ["A. Ortiz", "K. Lind"])
        #expect(signatures.map { $0.at?.text } == ["2026-11-21T10:00:00Z", "2026-11-22"])
        #expect(signatures.map { $0.at?.instant != nil } == [true, false])
        #expect(activity.attribution == .personSigned)
        #expect(
            activity.participants.first { $0.meaning == "Drawing" }?.revision == "C")
        #expect(activity.participants.first { $0.role == .component }?.thing.name == "P-7")
        #expect(
            activity.blanks == [
                "2. Part Name", "9. Manufacturing Process Reference", "13. Detail or Assembly FAI",
                "14. Full or Partial FAI",
            ])
    }

    @Test func `Form 1 as a page of names and values is read as well`() throws {
        let text = """
            FIRST ARTICLE INSPECTION,,,
            1. Part Number,P-100,2. Part Name,Bracket
            3. Serial Number,SN-7,4. FAIR Identifier,FAI-1
            5. Part Revision Level,C,6. Drawing Number,DWG-1
            """
        let activity = try #require(read(text).activities.first?.activity)
        #expect(activity.participants.map(\.thing.name) == ["P-100", "SN-7", "FAI-1", "DWG-1"])
    }

    @Test(arguments: [
        ("a,b,c\n1,2,3\n", "as9102.headings"), ("\"a,b\n1,2\n", "as9102.quote"),
        ("", "as9102.headings"),
    ])
    func `What is no form is refused with its reason`(text: String, code: String) {
        #expect(read(text).problems.listed.map(\.code) == [code])
    }

    @Test func `Another encoding is refused where its first byte stands`() throws {
        let problem = try #require(
            AS9102Format().read(Array("Größe".utf16.map { UInt8(truncatingIfNeeded: $0) }))
                .problems.listed.first)
        #expect(problem.code == "as9102.encoding")
        #expect(problem.place.offset == 2)
    }

    @Test func `Only forms are recognised`() {
        func confidence(_ text: String) -> Confidence {
            AS9102Format().recognise(FileSample(prefix: Array(text.utf8), name: "a.csv"))
        }
        #expect(confidence(form) == .certain)
        #expect(confidence("Balloon,Requirement,Result\n1,2,3\n") == .likely)
        #expect(confidence("lot,value,unit\n1,2,mm\n") == .no)
        #expect(confidence("{\"requirement\": 1}\n") == .no)
        #expect(confidence("") == .no)
    }

    @Test func `A report written as text is read back as it was`() throws {
        var inspection = Activity(kind: "inspection.results")
        inspection.participants = [
            Participation(.about, try Thing(.material, "P-100"), revision: "C", meaning: "Part"),
            Participation(.subject, try Thing(.serial, "P-100/7")),
        ]
        inspection.attributes = [
            Attribute("SerialNumber", "7"), Attribute("ReportNumber", "FAI-1"),
        ]
        var bore = MeasuredResult(name: "bore", value: "-12.01")
        bore.characteristic = "1"
        bore.unit = "mm"
        bore.requirement = "-12 ±0.05"
        var odd = MeasuredResult(name: "=HYPERLINK(1)", value: "Pass")
        odd.characteristic = "2"
        odd.requirement = "quote \" and, comma\nand line"
        inspection.results = [bore, odd]
        let report = FirstArticleReport(from: inspection)
        #expect(report.part[3] == "7")
        #expect(report.part[5] == "C")
        let table = try #require(report.tables.last)
        let text = String(decoding: table.csv, as: UTF8.self)
        #expect(!text.contains(",=HYPERLINK") && text.contains("-12 ±0.05"))
        let back = try #require(AS9102Format().read(table.csv).activities.first?.activity)
        #expect(back.results.map(\.characteristic) == ["1", "2"])
        #expect(back.results.map(\.value) == ["-12.01", "Pass"])
        #expect(back.results.map(\.requirement) == [bore.requirement, odd.requirement])
        #expect(back.results.first?.lowerLimit == "-12.05")
        #expect(
            back.participants.first { $0.role == .subject }?.thing.name == "P-100/7")
    }

    @Test func `A report has three tables, each complete in itself`() {
        var report = FirstArticleReport()
        report.part[1] = "P-100"
        report.characteristics = [CharacteristicRow()]
        #expect(report.tables.map(\.form) == [.part, .product, .characteristics])
        #expect(report.tables.map(\.rows.count) == [22, 0, 1])
        #expect(report.tables[2].rows.first?.first == "P-100")
        #expect(
            report.tables.allSatisfy { table in
                table.rows.allSatisfy { $0.count == table.headings.count }
            })
    }

    @Test(arguments: [1, 3, 50])
    func `Pieces of any size give the same`(step: Int) {
        let bytes = Array(form.utf8)
        var reader = AS9102Format().reader(ReadingOptions())
        var batch = ReadBatch()
        for start in stride(from: 0, to: bytes.count, by: step) {
            let piece = Array(bytes[start..<min(start + step, bytes.count)])
            piece.withUnsafeBytes { reader.read($0, into: &batch) }
        }
        reader.finish(into: &batch)
        #expect(batch.activities.map(\.activity) == read(form).activities.map(\.activity))
    }
}
