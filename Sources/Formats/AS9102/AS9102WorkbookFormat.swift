// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading
import Spreadsheet

/// The forms of a first article inspection report as a workbook, with a form on each of its sheets.
///
/// A sheet that is none of the forms is passed over. A workbook is recognised by its sheets; one of
/// more than 16 MiB, which no form needs, has to be named.
package struct AS9102WorkbookFormat: Format {
    package let name = "as9102-xlsx"
    package let version = "1"
    package let mediaTypes = ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]

    package init() {}

    package func recognise(_ sample: FileSample) -> Confidence {
        guard !sample.archive.isEmpty,
            // Any fault means that it is no workbook, and so none of forms.
            let sheets = try? FormSheets(sample.archive, rowsMax: FormSheets.headRowsMax)
        else { return .no }
        let isForms = sheets.sheets.contains {
            FormReading($0.lines)?.isNumbered == true || PartFormReading($0.lines) != nil
        }
        return isForms ? .certain : .no
    }

    package func reader(_ options: ReadingOptions) -> any ActivityReader {
        AS9102WorkbookReader(options)
    }
}

/// Holds a workbook, which has its index at its end, and reads it when it has ended.
struct AS9102WorkbookReader: ActivityReader {
    private let options: ReadingOptions
    private var bytes: [UInt8] = []
    private var isTooLong = false

    init(_ options: ReadingOptions) { self.options = options }

    mutating func read(_ chunk: UnsafeRawBufferPointer, into batch: inout ReadBatch) {
        guard !isTooLong else { return }
        guard bytes.count + chunk.count <= Workbook.bytesMax else {
            isTooLong = true
            bytes = []
            return
        }
        bytes += chunk
    }

    mutating func finish(into batch: inout ReadBatch) {
        guard !isTooLong else {
            return refuse(
                "file.too-long", "more than \(Workbook.bytesMax) bytes", "a workbook of forms",
                &batch)
        }
        do throws(WorkbookFault) {
            let digest = Digest(of: bytes)
            var found = false
            for sheet in try FormSheets(bytes).sheets {
                let form = FoundForm(
                    sheet.lines, digest: digest, size: UInt64(bytes.count), options)
                guard var activity = form.activity else { continue }
                found = true
                activity.place.path = sheet.name
                batch.activities.append(activity)
            }
            guard !found else { return }
            refuse(
                "as9102.headings", "no sheet with a form's headings",
                "Characteristic Number, Requirement and Results, or the fields of Form 1 or 2",
                &batch)
        } catch {
            let place = Place(path: error.part)
            batch.problems.add(
                Problem(
                    error.code, at: place, found: error.found, expected: error.expected,
                    endsReading: true))
        }
    }

    private func refuse(
        _ code: String, _ found: String, _ expected: String, _ batch: inout ReadBatch
    ) {
        batch.problems.add(
            Problem(code, at: Place(), found: found, expected: expected, endsReading: true))
    }
}

/// The sheets of a workbook as lines of a form.
struct FormSheets {
    let sheets: [(name: String, lines: [FormLine])]

    /// The most rows of one sheet that are taken: a form has hundreds.
    static let rowsMax = 100_000
    /// How many rows of a sheet are looked at for the headings of a form.
    static let headRowsMax = 200

    init(_ bytes: [UInt8], rowsMax: Int = FormSheets.rowsMax) throws(WorkbookFault) {
        let workbook = try Workbook(bytes)
        var sheets: [(String, [FormLine])] = []
        for sheet in workbook.sheets {
            var lines: [FormLine] = []
            var reader = try workbook.rows(of: sheet)
            var more = true
            while more, lines.count < rowsMax {
                more = try reader.next { row in
                    guard !row.isBlank, lines.count < rowsMax else { return }
                    let cells = row.cells.prefix(CSVText.columnsMax).map(\.value.text)
                    lines.append(
                        FormLine(
                            cells: cells.map(FormSheets.trimmed), line: row.number, bytes: 0..<0))
                }
            }
            sheets.append((sheet.name, lines))
        }
        self.sheets = sheets
    }

    private static func trimmed(_ text: String) -> String {
        guard let first = text.utf8.firstIndex(where: { $0 > 0x20 }),
            let last = text.utf8.lastIndex(where: { $0 > 0x20 })
        else { return "" }
        return String(text[first...last])
    }
}
