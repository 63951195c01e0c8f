// SPDX-License-Identifier: Apache-2.0
import Glibc
import Intake
import Ledger
import Reading
import Spreadsheet

/// Which mapping a spreadsheet is read by: the one that is named, or the only one that knows it.
struct MappingChoice {
    /// The approved mappings, each in the revision approved last.
    let mappings: [SpreadsheetMapping]
    /// The one that was asked for.
    let wanted: SpreadsheetMapping?

    init(_ library: MappingLibrary, wanted: String?, warn: (String) -> Void) throws {
        if let wanted {
            let found = try library.mapping(wanted, warn: warn).mapping
            self.wanted = found
            mappings = [found]
        } else {
            self.wanted = nil
            mappings = try library.inForce(warn: warn).map(\.mapping)
        }
    }

    /// The mapping for a file; `nil` when the file is no spreadsheet, or of another known format.
    ///
    /// Refuses a spreadsheet that no approved mapping knows, or that several do: which one is meant
    /// is a person's decision.
    func mapping(for path: String, formats: [any Format]) throws -> SpreadsheetMapping? {
        if let wanted { return wanted }
        guard path != "-" else { return nil }
        var input = try InputFile(path)
        let name = path.lastPathPart
        var prefix: [UInt8] = []
        while prefix.count < FileSample.bytesMax {
            let count = try input.next { chunk throws(FileFault) in
                prefix += chunk
                return chunk.count
            }
            if count == 0 { break }
        }
        let isWorkbook = SpreadsheetNames.isWorkbook(FileSample(prefix: prefix, name: name))
        // A workbook has its index at its end, and is looked at as a whole.
        while isWorkbook, prefix.count <= Workbook.bytesMax {
            let count = try input.next { chunk throws(FileFault) in
                prefix += chunk
                return chunk.count
            }
            if count == 0 { break }
        }
        let sample = FileSample(prefix: prefix, name: name, archive: isWorkbook ? prefix : [])
        guard !formats.contains(where: { $0.recognise(sample) >= .likely }) else { return nil }
        let bytes = isWorkbook ? prefix : sample.prefix
        let fitting = mappings.filter { MappingFit(of: $0, to: bytes).isHeaderRecognised }
        if fitting.count == 1 { return fitting[0] }
        if fitting.count > 1 {
            let named = fitting.filter { mapping in
                mapping.file.names.contains { $0.matches(name) }
            }
            if named.count == 1 { return named[0] }
            throw CommandFailure(
                "WM-MAP-004",
                "\(path): \(fitting.count) approved mappings know this header: "
                    + fitting.map(\.label).joined(separator: ", ") + ".",
                remedy: "Say which one with --mapping.", status: .conflict)
        }
        guard isWorkbook || SpreadsheetNames.isText(name) else { return nil }
        throw CommandFailure(
            "WM-MAP-005",
            "\(path) is a spreadsheet, and no approved mapping knows its header.",
            remedy:
                "Draft one with `witnessmark mapping suggest \(path)`, or name one with --mapping.",
            status: .conflict)
    }
}

/// What files are called that are spreadsheets.
enum SpreadsheetNames {
    static func isWorkbook(_ sample: FileSample) -> Bool {
        sample.prefix.starts(with: [0x50, 0x4B, 0x03, 0x04])
            && (sample.isNamed(".xlsx", ".xlsm") || sample.contains("xl/")
                || sample.contains("[Content_Types].xml"))
    }

    static func isText(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.hasSuffix(".csv") || name.hasSuffix(".tsv") || name.hasSuffix(".tab")
    }
}
