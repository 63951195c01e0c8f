// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// The forms of a first article inspection report as delimited texts, one form a file.
///
/// Form 1 becomes `inspection.first-article-declared`, with who signed it and when. Form 3 becomes one activity `inspection.results`, of the part that its header names, with a
/// result a characteristic; Form 2 becomes `inspection.products-listed`. Limits are taken from the
/// requirement where its words say them beyond doubt, and the verdict is then worked out; a form
/// claims none, it names a nonconformance or does not.
///
/// The id is FAIR identifier, part and serial with the form's number; where the header names
/// neither, the file's bytes.
package struct AS9102Format: Format {
    package let name = "as9102-csv"
    package let version = "1"
    package let mediaTypes = ["text/csv"]

    package init() {}

    package func recognise(_ sample: FileSample) -> Confidence {
        guard let first = sample.firstByte, first != 0x3C, first != 0x7B, first != 0x5B,
            // A sample may end inside a quoted cell or a letter; up to its last whole line is enough.
            let end = sample.text.lastIndex(of: 0x0A)
        else { return .no }
        let text = Array(sample.text[...end])
        // Any fault means that it is no table, and so no form.
        guard let rows = try? CSVText.rows(text) else { return .no }
        if let form = FormReading(rows) { return form.isNumbered ? .certain : .likely }
        return PartFormReading(rows) == nil ? .no : .certain
    }

    package func reader(_ options: ReadingOptions) -> any ActivityReader { AS9102Reader(options) }
}

/// Holds a form, which is small, and reads it when it has ended.
struct AS9102Reader: ActivityReader {
    private let options: ReadingOptions
    private var bytes: [UInt8] = []
    private var isTooLong = false

    init(_ options: ReadingOptions) { self.options = options }

    mutating func read(_ chunk: UnsafeRawBufferPointer, into batch: inout ReadBatch) {
        guard !isTooLong else { return }
        guard bytes.count + chunk.count <= CSVText.bytesMax else {
            isTooLong = true
            bytes = []
            return
        }
        bytes += chunk
    }

    mutating func finish(into batch: inout ReadBatch) {
        guard !isTooLong else {
            return refuse("file.too-long", "more than \(CSVText.bytesMax) bytes", "a form", &batch)
        }
        do throws(CSVText.Fault) {
            let rows = try CSVText.rows(bytes)
            let form = FoundForm(
                rows, digest: Digest(of: bytes), size: UInt64(bytes.count), options)
            guard let activity = form.activity else {
                return refuse(
                    "as9102.headings", "no row with a form's headings",
                    "Characteristic Number, Requirement and Results, or the fields of Form 1 or 2",
                    &batch)
            }
            batch.activities.append(activity)
        } catch {
            switch error {
            case .notUTF8(let offset):
                refuse(
                    "as9102.encoding", "bytes that are not UTF-8",
                    "UTF-8; save it in that encoding",
                    at: Place(offset: UInt64(offset)), &batch)
            case .quoteNotClosed(let line):
                refuse(
                    "as9102.quote", "a quotation mark that is not closed", "its end",
                    at: Place(line: line), &batch)
            case .tooManyColumns(let line):
                refuse(
                    "as9102.columns", "more than \(CSVText.columnsMax) columns", "a form",
                    at: Place(line: line), &batch)
            }
        }
    }

    private func refuse(
        _ code: String, _ found: String, _ expected: String, at place: Place = Place(),
        _ batch: inout ReadBatch
    ) {
        batch.problems.add(
            Problem(code, at: place, found: found, expected: expected, endsReading: true))
    }
}

/// The form that a table holds, if it holds one.
struct FoundForm {
    let activity: ReadActivity?

    init(_ rows: [FormLine], digest: Digest, size: UInt64, _ options: ReadingOptions) {
        if let reading = FormReading(rows) {
            var mapping = FormMapping(rows, reading, digest: digest, size: size, options)
            activity = mapping.run()
        } else if let form = PartFormReading(rows) {
            var mapping = PartFormMapping(form, digest: digest, size: size, options)
            activity = mapping.run()
        } else {
            activity = nil
        }
    }
}
