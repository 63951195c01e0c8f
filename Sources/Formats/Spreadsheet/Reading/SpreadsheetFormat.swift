// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// Tables read by an approved mapping: CSV, TSV and XLSX.
///
/// Its version names mapping, revision and the digest of the mapping file, so that each activity
/// says by which decisions it was read.
package struct SpreadsheetFormat: Format {
    package static let name = "spreadsheet"
    package var name: String { SpreadsheetFormat.name }
    package let mapping: SpreadsheetMapping
    package var version: String {
        "1, mapping \(mapping.label) (sha256:\(mapping.digest.hex))"
    }

    package init(_ mapping: SpreadsheetMapping) { self.mapping = mapping }

    package var mediaTypes: [String] {
        switch mapping.file.kind {
        case .delimited(let dialect):
            dialect.delimiter == 0x09 ? ["text/tab-separated-values", "text/csv"] : ["text/csv"]
        case .workbook:
            ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]
        }
    }

    package func recognise(_ sample: FileSample) -> Confidence {
        switch mapping.file.kind {
        case .workbook:
            guard sample.prefix.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return .no }
            return sample.contains("xl/") || sample.contains("[Content_Types].xml")
                || sample.isNamed(".xlsx", ".xlsm") ? .likely : .no
        case .delimited:
            return MappingFit(of: mapping, to: sample.prefix).isHeaderRecognised ? .certain : .no
        }
    }

    package func reader(_ options: ReadingOptions) -> any ActivityReader {
        SpreadsheetActivityReader(SpreadsheetReader(mapping, options))
    }
}

/// Hands on what a spreadsheet gives as every format does.
struct SpreadsheetActivityReader: ActivityReader {
    private var reader: SpreadsheetReader

    init(_ reader: SpreadsheetReader) { self.reader = reader }

    var hasMore: Bool { reader.hasMore }

    mutating func read(_ chunk: UnsafeRawBufferPointer, into batch: inout ReadBatch) {
        reader.read(chunk) { SpreadsheetActivityReader.add($0, to: &batch) }
    }

    mutating func finish(into batch: inout ReadBatch) {
        reader.finish { SpreadsheetActivityReader.add($0, to: &batch) }
    }

    private static func add(_ found: SpreadsheetFound, to batch: inout ReadBatch) {
        switch found {
        case .row: return
        case .activity(let activity): batch.activities.append(activity)
        case .problem(let problem): batch.problems.add(problem.problem)
        }
    }
}
