// SPDX-License-Identifier: Apache-2.0
import Canon

/// Tables as RFC 4180 text.
///
/// A text that a spreadsheet program would take for a formula gets an apostrophe before it, which
/// reading takes off again; a number keeps its minus sign.
enum CSVText {
    /// The largest file read: 64 MiB.
    static let bytesMax = 64 << 20
    /// The most columns of a form's table.
    static let columnsMax = 256

    static func append(_ row: [String], to bytes: inout [UInt8]) {
        for (index, text) in row.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            append(looksComputed(text) ? "'" + text : text, to: &bytes)
        }
        bytes += [0x0D, 0x0A]
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        let needsQuotes = text.utf8.contains {
            $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D
        }
        guard needsQuotes else { return bytes += Array(text.utf8) }
        bytes.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }

    private static func looksComputed(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return false }
        switch first {
        case 0x3D, 0x40, 0x09, 0x0D: return true
        case 0x2B, 0x2D: return JSONDecimal(text) == nil
        default: return false
        }
    }

    /// Why a text is no table.
    enum Fault: Error, Equatable {
        case notUTF8(offset: Int)
        case quoteNotClosed(line: UInt64)
        case tooManyColumns(line: UInt64)
    }

    /// The delimiter of a text, by its first line that has one outside of quotes: `,`, `;` or tab.
    static func delimiter(of bytes: ArraySlice<UInt8>) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == 0x22 { isQuoted.toggle() }
            if byte == 0x0A, !isQuoted, !counts.isEmpty { break }
            if !isQuoted, byte == 0x2C || byte == 0x3B || byte == 0x09 {
                counts[byte, default: 0] += 1
            }
        }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0x2C
    }

    /// Reads a whole table; blank lines are left out.
    static func rows(_ all: [UInt8]) throws(Fault) -> [FormLine] {
        let start = all.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if let bad = firstInvalid(all[start...]) { throw .notUTF8(offset: bad) }
        let delimiter = delimiter(of: all[start...])
        var rows: [FormLine] = []
        var row = FormLine(cells: [], line: 1, bytes: start..<start)
        var cell: [UInt8] = []
        var isQuoted = false
        var wasQuoted = false
        var line: UInt64 = 1
        var index = start
        func endCell() {
            row.cells.append(plain(String(decoding: cell, as: UTF8.self)))
            cell.removeAll(keepingCapacity: true)
            wasQuoted = false
        }
        func endRow(at end: Int) {
            endCell()
            row.bytes = row.bytes.lowerBound..<end
            if row.cells.contains(where: { !$0.isEmpty }) { rows.append(row) }
        }
        while index < all.count {
            let byte = all[index]
            index += 1
            if byte == 0x0A { line += 1 }
            if isQuoted {
                if byte != 0x22 {
                    cell.append(byte)
                } else if index < all.count, all[index] == 0x22 {
                    cell.append(0x22)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if byte == 0x22, cell.isEmpty, !wasQuoted {
                isQuoted = true
                wasQuoted = true
            } else if byte == delimiter {
                endCell()
                guard row.cells.count < columnsMax else { throw .tooManyColumns(line: row.line) }
            } else if byte == 0x0A {
                endRow(at: index)
                row = FormLine(cells: [], line: line, bytes: index..<index)
            } else if byte != 0x0D {
                cell.append(byte)
            }
        }
        if isQuoted { throw .quoteNotClosed(line: row.line) }
        if !cell.isEmpty || !row.cells.isEmpty { endRow(at: all.count) }
        return rows
    }

    /// Without white space at both ends and without the apostrophe of ``append(_:to:)``.
    private static func plain(_ text: String) -> String {
        let bytes = text.utf8
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }),
            let last = bytes.lastIndex(where: { $0 > 0x20 })
        else { return "" }
        var trimmed = text[first...last]
        if trimmed.utf8.first == 0x27, looksComputed(String(trimmed.dropFirst())) {
            trimmed = trimmed.dropFirst()
        }
        return String(trimmed)
    }

    private static func firstInvalid(_ bytes: ArraySlice<UInt8>) -> Int? {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var offset = bytes.startIndex
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): offset += UTF8.width(scalar)
            case .emptyInput: return nil
            case .error: return offset
            }
        }
    }
}
