// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading
import XMLReading

/// Reads one sheet, a piece at a time, and hands on whole rows.
///
/// A formula's cell gives the value that the program kept when it last computed, marked as such:
/// computing it again here could give another one than the person saw.
package struct SheetReader {
    private let workbook: Workbook
    private let sheet: Workbook.Sheet
    private var stream: PartStream?
    private var hasEnded = false
    private var fault: WorkbookFault?

    private var row: TableRow?
    private var lastRow: UInt64 = 0
    private var cell: Cell?
    private var collecting = Collecting.nothing
    private var inline = TextCollector()

    private enum Collecting { case nothing, value, inlineText }

    private struct Cell {
        var column: Int
        var type: String
        var style: Int
        var raw = ""
        var isFormula = false
    }

    init(
        _ sheet: Workbook.Sheet, of workbook: Workbook, _ parts: PartReader
    ) throws(WorkbookFault) {
        self.workbook = workbook
        self.sheet = sheet
        guard let stream = parts.open(sheet.part) else {
            throw WorkbookFault(
                "xlsx.part-missing", in: sheet.part, found: "no such part",
                expected: "the sheet “\(sheet.name)”")
        }
        self.stream = stream
    }

    /// Reads on and hands over the rows that are whole; answers whether there may be more.
    package mutating func next(_ take: (TableRow) -> Void) throws(WorkbookFault) -> Bool {
        guard !hasEnded else { return false }
        let more = try feed(take)
        if let fault {
            hasEnded = true
            throw fault
        }
        hasEnded = !more
        return more
    }

    private mutating func feed(_ take: (TableRow) -> Void) throws(WorkbookFault) -> Bool {
        guard var stream else { return false }
        self.stream = nil  // What is held has one owner, or reading on would copy it.
        let more = try stream.feed { event in
            guard fault == nil else { return }
            switch event {
            case .start(let tag): start(tag)
            case .text(let text):
                switch collecting {
                case .nothing: return
                case .value: cell?.raw += text
                case .inlineText: inline.add(text)
                }
            case .end(let tag): end(tag.name.local, take)
            }
        }
        self.stream = stream
        return more
    }

    private mutating func start(_ tag: XMLStartTag) {
        switch tag.name.local {
        case "row":
            let number = tag["r"].flatMap { UInt64($0) } ?? lastRow + 1
            guard number > lastRow, number <= CellName.rowsMax else {
                return refuse("row \(number) after row \(lastRow)", "rows in order")
            }
            lastRow = number
            row = TableRow(
                number: number, cells: [], sheet: sheet.name,
                isHidden: sheet.isHidden || tag.truth("hidden"),
                place: Place(line: number))
        case "c":
            let next = row?.cells.count ?? 0
            let column = tag["r"].map { CellName.parse($0)?.column ?? -1 } ?? next
            guard column >= next, column < CellName.columnsMax else {
                return refuse("the cell \(Problem.quote(tag["r"] ?? ""))", "cells in order")
            }
            cell = Cell(
                column: column, type: tag["t"] ?? "n", style: tag["s"].flatMap { Int($0) } ?? 0)
            inline = TextCollector()
        case "v": collecting = .value
        case "is": collecting = .inlineText
        case "f": cell?.isFormula = true
        default: if case .inlineText = collecting { inline.start(tag.name.local) }
        }
    }

    private mutating func end(_ name: String, _ take: (TableRow) -> Void) {
        switch name {
        case "v", "is": collecting = .nothing
        case "c":
            guard let cell, row != nil else { return }
            self.cell = nil
            let value = value(of: cell)
            if case .blank = value { return }
            while row?.cells.count ?? 0 < cell.column { row?.cells.append(.blank) }
            row?.cells.append(TableCell(value, isFormula: cell.isFormula))
        case "row":
            if let row { take(row) }
            row = nil
        default: if case .inlineText = collecting { inline.end(name) }
        }
    }

    private mutating func refuse(_ found: String, _ expected: String) {
        fault = WorkbookFault("xlsx.order", in: sheet.part, found: found, expected: expected)
    }

    // MARK: Values (ECMA-376 §18.18.11)

    private mutating func value(of cell: Cell) -> CellValue {
        switch cell.type {
        case "s":
            guard let index = Int(cell.raw) else { return .blank }
            guard let text = workbook.texts[index] else {
                refuse("the shared text \(index)", "one that is there")
                return .blank
            }
            return SheetReader.text(text)
        case "inlineStr": return SheetReader.text(inline.text)
        case "str": return SheetReader.text(cell.raw)
        case "b": return cell.raw.isEmpty ? .blank : .truth(cell.raw == "1" || cell.raw == "true")
        case "e": return .fault(cell.raw)
        case "d": return cell.raw.isEmpty ? .blank : .moment(cell.raw)
        default: return number(cell)
        }
    }

    private func number(_ cell: Cell) -> CellValue {
        guard !cell.raw.isEmpty else { return .blank }
        if let shape = workbook.styles.shape(cell.style), let serial = Double(cell.raw),
            let text = SerialDate.text(serial, shape, is1904: workbook.is1904)
        {
            return .moment(text)
        }
        return SheetReader.number(cell.raw).map { .number($0) } ?? .text(cell.raw)
    }

    /// A number with the digits that a program shows.
    ///
    /// 93.605 is kept as 93.605000000000004, its nearest binary fraction; the shortest digits that
    /// mean the same double are what somebody typed.
    static func number(_ raw: String) -> String? {
        if raw.utf8.count <= 16, let plain = plain(raw) { return plain }
        return Double(raw).flatMap { JSONDecimal($0) }?.text
    }

    /// The text itself, when it is at most fifteen digits in JSON's form.
    private static func plain(_ raw: String) -> String? {
        var digits = 0
        var points = 0
        for (index, byte) in raw.utf8.enumerated() {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x2E where points == 0 && digits > 0: points = 1
            case 0x2D where index == 0: continue
            default: return nil
            }
        }
        let unsigned = raw.hasPrefix("-") ? raw.dropFirst() : raw[...]
        let leadsWithZero = unsigned.hasPrefix("0") && unsigned != "0" && !unsigned.hasPrefix("0.")
        guard digits > 0, digits <= 15, !raw.hasSuffix("."), !leadsWithZero else { return nil }
        return raw
    }

    /// A text with the escapes of §22.9.2.19 undone: `_x000D_` is a carriage return.
    private static func text(_ text: String) -> CellValue {
        guard !text.isEmpty else { return .blank }
        guard text.containsBytes(of: "_x") else { return .text(text) }
        var plain: [UInt16] = []
        var rest = Array(text.utf16)[...]
        while let first = rest.first {
            if first == 0x5F, let code = escape(rest.prefix(7)) {
                plain.append(code)
                rest = rest.dropFirst(7)
            } else {
                plain.append(first)
                rest = rest.dropFirst()
            }
        }
        return .text(String(decoding: plain, as: UTF16.self))
    }

    private static func escape(_ units: ArraySlice<UInt16>) -> UInt16? {
        let text = String(decoding: units, as: UTF16.self)
        guard text.utf8.count == 7, text.hasPrefix("_x"), text.hasSuffix("_") else { return nil }
        let digits = text.dropFirst(2).dropLast()
        guard digits.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }) else { return nil }
        return UInt16(digits, radix: 16)
    }
}
