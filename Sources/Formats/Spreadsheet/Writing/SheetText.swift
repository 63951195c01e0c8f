// SPDX-License-Identifier: Apache-2.0
import Canon

/// The XML of one sheet.
struct SheetText {
    private static let pieceBytes = 65_536
    private let sheet: SheetToWrite

    init(_ sheet: SheetToWrite) { self.sheet = sheet }

    /// Writes it in pieces.
    func write(_ sink: ([UInt8]) throws -> Void) throws {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(SheetText.pieceBytes * 2)
        bytes += Array((WorkbookParts.prolog + head).utf8)
        var number: UInt64 = 0
        func row(_ cells: [SheetCell]) throws {
            number += 1
            guard number <= CellName.rowsMax else {
                throw WorkbookWritingFault.tooManyRows(sheet: sheet.name)
            }
            try append(cells, number, to: &bytes)
            guard bytes.count >= SheetText.pieceBytes else { return }
            try sink(bytes)
            bytes.removeAll(keepingCapacity: true)
        }
        if !sheet.titles.isEmpty {
            try row(sheet.titles.map { SheetCell(.text($0.title), .header) })
        }
        try sheet.rows(row)
        bytes += Array(tail(rows: number).utf8)
        try sink(bytes)
    }

    private var head: String {
        var text = "<worksheet xmlns=\"\(WorkbookParts.main)\">"
        if !sheet.titles.isEmpty {
            text +=
                "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
                + "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
            for (index, column) in sheet.titles.enumerated() {
                let width = min(max(column.width, 1), 255)
                text +=
                    "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" "
                    + "customWidth=\"1\"/>"
            }
            text += "</cols>"
        }
        return text + "<sheetData>"
    }

    private func tail(rows: UInt64) -> String {
        guard !sheet.titles.isEmpty else { return "</sheetData></worksheet>" }
        let last = CellName.letters(sheet.titles.count - 1)
        return "</sheetData><autoFilter ref=\"A1:\(last)\(max(rows, 1))\"/></worksheet>"
    }

    private func append(_ cells: [SheetCell], _ row: UInt64, to bytes: inout [UInt8]) throws {
        guard cells.count <= CellName.columnsMax else {
            throw WorkbookWritingFault.tooManyColumns(sheet: sheet.name)
        }
        bytes += Array("<row r=\"\(row)\">".utf8)
        for (column, cell) in cells.enumerated() {
            if case .blank = cell.content, cell.mark == .none { continue }
            try append(cell, name: CellName.letters(column) + String(row), row, to: &bytes)
        }
        bytes += Array("</row>".utf8)
    }

    private func append(
        _ cell: SheetCell, name: String, _ row: UInt64, to bytes: inout [UInt8]
    ) throws {
        let style = cell.mark.rawValue * WorkbookParts.stylesPerMark
        func start(_ style: Int, _ type: String) -> [UInt8] {
            Array("<c r=\"\(name)\" s=\"\(style)\"\(type)>".utf8)
        }
        switch cell.content {
        case .blank: bytes += Array("<c r=\"\(name)\" s=\"\(style)\"/>".utf8)
        case .number(let number):
            // Whatever is no number is a text: a cell of digits must not hold anything else.
            guard JSONDecimal(number) != nil else {
                return try append(
                    SheetCell(.text(number), cell.mark), name: name, row, to: &bytes)
            }
            bytes += start(style, "") + Array("<v>\(number)</v></c>".utf8)
        case .date(let date):
            guard let serial = SheetText.serial(date) else {
                return try append(SheetCell(.text(date), cell.mark), name: name, row, to: &bytes)
            }
            bytes += start(style + 2, "") + Array("<v>\(serial)</v></c>".utf8)
        case .truth(let truth):
            bytes += start(style, " t=\"b\"") + Array("<v>\(truth ? 1 : 0)</v></c>".utf8)
        case .text(let text):
            guard text.utf16.count <= WorkbookWriter.cellCharactersMax else {
                throw WorkbookWritingFault.textTooLong(sheet: sheet.name, row: row)
            }
            let quoted = FormulaText.mayBeComputed(text) ? style + 1 : style
            bytes += start(quoted, " t=\"inlineStr\"")
            bytes += Array("<is><t xml:space=\"preserve\">".utf8)
            XMLText.append(text, to: &bytes)
            bytes += Array("</t></is></c>".utf8)
        }
    }

    /// Days in the 1900 system; `nil` before March 1900, where programs do not agree.
    private static func serial(_ date: String) -> Int64? {
        let parts = date.utf8.split(separator: 0x2D).compactMap {
            Int64(String(decoding: $0, as: UTF8.self))
        }
        guard date.utf8.count == 10, parts.count == 3,
            let day = CivilDate(year: parts[0], month: parts[1], day: parts[2])
        else { return nil }
        let serial = day.daysSinceEpoch + 25_569
        return serial > 60 ? serial : nil
    }
}

/// Text as XML 1.0 holds it.
enum XMLText {
    /// Adds a text, escaped; characters that XML cannot hold as Office Open XML writes them.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": bytes += Array("&amp;".utf8)
            case "<": bytes += Array("&lt;".utf8)
            case ">": bytes += Array("&gt;".utf8)
            case "\"": bytes += Array("&quot;".utf8)
            case "\t", "\n": bytes.append(UInt8(scalar.value))
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}":
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let padded = String(repeating: "0", count: 4 - digits.utf8.count) + digits
                bytes += Array("_x\(padded)_".utf8)
            case "_":
                // So that a text that looks like such an escape comes back as it is.
                bytes += Array((text.containsBytes(of: "_x") ? "_x005F_" : "_").utf8)
            default: bytes += Array(String(scalar).utf8)
            }
        }
    }
}
