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
        SpreadsheetActivityReader(mapping, options)
    }
}

/// Hands on what a spreadsheet gives as every format does.
///
/// Where rows are put together the file is read twice: at the first row of a group nobody knows
/// whether rows of it stand further down, and part of a group must not be taken for all of it.
struct SpreadsheetActivityReader: ActivityReader {
    private let mapping: SpreadsheetMapping
    private let options: ReadingOptions
    private var reader: SpreadsheetReader
    private var isLearning: Bool
    private(set) var wantsAnotherPass = false

    init(_ mapping: SpreadsheetMapping, _ options: ReadingOptions) {
        self.mapping = mapping
        self.options = options
        isLearning = !mapping.table.groupBy.isEmpty
        reader = SpreadsheetReader(mapping, options, learnsGroups: isLearning, apart: [])
    }

    var hasMore: Bool { reader.hasMore }

    mutating func read(_ chunk: UnsafeRawBufferPointer, into batch: inout ReadBatch) {
        wantsAnotherPass = false
        if isLearning { return reader.read(chunk) { _ in } }
        reader.read(chunk) { SpreadsheetActivityReader.add($0, to: &batch) }
    }

    mutating func finish(into batch: inout ReadBatch) {
        wantsAnotherPass = false
        guard isLearning else {
            return reader.finish { SpreadsheetActivityReader.add($0, to: &batch) }
        }
        reader.finish { _ in }
        guard !reader.hasMore else { return }
        isLearning = false
        wantsAnotherPass = true
        reader = SpreadsheetReader(
            mapping, options, learnsGroups: false, apart: reader.keysApart)
    }

    private static func add(_ found: SpreadsheetFound, to batch: inout ReadBatch) {
        switch found {
        case .row: return
        case .activity(let activity): batch.activities.append(activity)
        case .problem(let problem): batch.problems.add(problem.problem)
        }
    }
}
