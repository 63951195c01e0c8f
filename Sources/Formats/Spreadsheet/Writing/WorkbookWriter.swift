// SPDX-License-Identifier: Apache-2.0
import EvidencePackage

/// A cell to be written, with the type it shall have in a spreadsheet program.
package struct SheetCell: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case blank
        case text(String)
        /// A number as JSON writes it.
        case number(String)
        /// A date of the calendar, `2026-04-03`, shown as one.
        case date(String)
        case truth(Bool)
    }

    package enum Mark: Int, Hashable, Sendable {
        case none
        /// The title of a column.
        case header
        /// Something is wrong here.
        case wrong
    }

    package var content: Content
    package var mark: Mark

    package init(_ content: Content, _ mark: Mark = .none) {
        self.content = content
        self.mark = mark
    }
}

/// A sheet to be written: a header row, and rows handed over one by one.
package struct SheetToWrite {
    package var name: String
    /// The titles of the columns and their widths in characters; no titles, no header row.
    package var titles: [(title: String, width: Int)]
    /// Hands all rows over, in order.
    ///
    /// Called twice, and must hand over the same both times.
    package var rows: (_ write: ([SheetCell]) throws -> Void) throws -> Void

    package init(
        _ name: String, titles: [(title: String, width: Int)],
        rows: @escaping (_ write: ([SheetCell]) throws -> Void) throws -> Void
    ) {
        self.name = name
        self.titles = titles
        self.rows = rows
    }
}

/// Why a workbook cannot be written.
package enum WorkbookWritingFault: Error, Equatable, Sendable {
    /// Programs stop at 32,767 characters in a cell.
    case textTooLong(sheet: String, row: UInt64)
    case tooManyRows(sheet: String)
    case tooManyColumns(sheet: String)
    /// A name of a sheet has at most 31 characters, none of []:*?/\, and is given once.
    case badSheetName(String)
}

/// Writes workbooks of Office Open XML whose bytes depend on nothing but what is in them.
///
/// Numbers are numbers and texts are texts: nothing that came from outside is ever written so that a
/// program would compute it. A text that begins like a formula is a text cell with the quote prefix,
/// so that it stays one when somebody edits it (CSV has no such thing; see ``DelimitedWriter``).
///
/// A sheet is made twice, once for its length and checksum and once for its bytes, so that memory does
/// not follow the rows.
package struct WorkbookWriter {
    /// The most characters of a cell, in UTF-16 as programs count.
    package static let cellCharactersMax = 32_767

    private let sheets: [SheetToWrite]

    package init(_ sheets: [SheetToWrite]) { self.sheets = sheets }

    /// Writes the workbook; `sink` gets its bytes in order.
    package func write(to sink: @escaping ([UInt8]) throws -> Void) throws {
        try checkNames()
        var zip = ZipWriter(to: sink)
        try add("[Content_Types].xml", contentTypes, to: &zip)
        try add("_rels/.rels", WorkbookParts.roots, to: &zip)
        try add("xl/workbook.xml", workbook, to: &zip)
        try add("xl/_rels/workbook.xml.rels", links, to: &zip)
        try add("xl/styles.xml", WorkbookParts.styles, to: &zip)
        for (index, sheet) in sheets.enumerated() {
            var crc = CRC32()
            var size: UInt64 = 0
            try SheetText(sheet).write { piece in
                crc.update(piece)
                size += UInt64(piece.count)
            }
            let path = try FilePath(Array("xl/worksheets/sheet\(index + 1).xml".utf8))
            try zip.add(path, size: size, crc: crc.value) { try SheetText(sheet).write($0) }
        }
        try zip.finish()
    }

    /// The whole workbook, for those that are known to be small.
    package func bytes() throws -> [UInt8] {
        final class Collected { var bytes: [UInt8] = [] }  // A closure that escapes adds to it.
        let collected = Collected()
        try write { collected.bytes += $0 }
        return collected.bytes
    }

    private func add(_ path: String, _ text: String, to zip: inout ZipWriter) throws {
        try zip.add(try FilePath(Array(path.utf8)), Array(text.utf8))
    }

    private func checkNames() throws {
        var seen: Set<String> = []
        for sheet in sheets {
            let isPlain = !sheet.name.unicodeScalars.contains {
                "[]:*?/\\".unicodeScalars.contains($0)
            }
            guard (1...31).contains(sheet.name.utf16.count), isPlain,
                seen.insert(sheet.name.lowercased()).inserted
            else { throw WorkbookWritingFault.badSheetName(sheet.name) }
        }
    }

    // MARK: Parts

    private var contentTypes: String {
        let sheets = sheets.indices.map {
            "<Override PartName=\"/xl/worksheets/sheet\($0 + 1).xml\" ContentType=\""
                + WorkbookParts.type + "worksheet+xml\"/>"
        }.joined()
        return WorkbookParts.prolog
            + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/"
            + "vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" + WorkbookParts.type
            + "sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\""
            + WorkbookParts.type + "styles+xml\"/>" + sheets + "</Types>"
    }

    private var workbook: String {
        var listed = ""
        var filters = ""
        for (index, sheet) in sheets.enumerated() {
            var name: [UInt8] = []
            XMLText.append(sheet.name, to: &name)
            let text = String(decoding: name, as: UTF8.self)
            listed += "<sheet name=\"\(text)\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
            guard !sheet.titles.isEmpty else { continue }
            let quoted = text.split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: "''")
            filters +=
                "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"\(index)\" hidden=\"1\">"
                + "'\(quoted)'!$A$1:$\(CellName.letters(sheet.titles.count - 1))$1</definedName>"
        }
        return WorkbookParts.prolog
            + "<workbook xmlns=\"\(WorkbookParts.main)\" xmlns:r=\"\(WorkbookParts.relationships)\">"
            + "<sheets>\(listed)</sheets>"
            + (filters.isEmpty ? "" : "<definedNames>\(filters)</definedNames>") + "</workbook>"
    }

    private var links: String {
        let sheets = sheets.indices.map {
            "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(WorkbookParts.relationships)/worksheet\" "
                + "Target=\"worksheets/sheet\($0 + 1).xml\"/>"
        }.joined()
        return WorkbookParts.prolog + "<Relationships xmlns=\"\(WorkbookParts.package)\">" + sheets
            + "<Relationship Id=\"rId\(self.sheets.count + 1)\" "
            + "Type=\"\(WorkbookParts.relationships)/styles\" Target=\"styles.xml\"/></Relationships>"
    }
}

/// The fixed texts of a workbook.
enum WorkbookParts {
    static let prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    static let relationships =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    static let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    static let type = "application/vnd.openxmlformats-officedocument.spreadsheetml."

    static let roots =
        prolog + "<Relationships xmlns=\"\(package)\"><Relationship Id=\"rId1\" "
        + "Type=\"\(relationships)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"

    /// Cell styles by number: for each ``SheetCell/Mark`` plain, text with the quote prefix, date.
    static let stylesPerMark = 3

    /// Mark by mark: plain; bold on grey; dark red on light red.
    static let styles: String = {
        var cells = ""
        for font in 0..<3 {
            let look =
                "fontId=\"\(font)\" fillId=\"\(font == 0 ? 0 : font + 1)\" borderId=\"0\" xfId=\"0\""
            cells += "<xf numFmtId=\"0\" \(look)/>"
            cells += "<xf numFmtId=\"49\" \(look) quotePrefix=\"1\"/>"
            cells += "<xf numFmtId=\"14\" \(look) applyNumberFormat=\"1\"/>"
        }
        let name = "<sz val=\"11\"/><name val=\"Calibri\"/>"
        func fill(_ color: String) -> String {
            "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"\(color)\"/></patternFill></fill>"
        }
        return prolog + "<styleSheet xmlns=\"\(main)\"><fonts count=\"3\">"
            + "<font>\(name)</font><font><b/>\(name)</font>"
            + "<font><color rgb=\"FF9C0006\"/>\(name)</font></fonts>"
            + "<fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill>"
            + "<fill><patternFill patternType=\"gray125\"/></fill>" + fill("FFD9D9D9")
            + fill("FFFFC7CE") + "</fills><borders count=\"1\"><border/></borders>"
            + "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
            + "<cellXfs count=\"9\">\(cells)</cellXfs></styleSheet>"
    }()
}
