// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// How a text file separates its cells (RFC 4180, and what the wild does beyond it).
package struct Dialect: Hashable, Sendable {
    /// An ASCII character that is neither a line end nor the quote.
    package var delimiter: UInt8
    /// An ASCII character; `nil` when cells are never quoted.
    package var quote: UInt8?
    package var encoding: TextEncoding

    package init(
        delimiter: UInt8 = 0x2C, quote: UInt8? = 0x22, encoding: TextEncoding = .utf8
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.encoding = encoding
    }
}

/// The bounds within which tables from outside are read.
package struct TableLimits: Hashable, Sendable {
    /// The longest cell in bytes: 1 MiB.
    ///
    /// Spreadsheet programs themselves stop at 32,767 characters.
    package var cellBytesMax = 1_048_576
    /// The longest row in bytes: 16 MiB.
    package var rowBytesMax = 16 * 1_048_576
    /// The most cells of a row.
    package var columnsMax = CellName.columnsMax
    /// The most cells of a table that must be held as a whole.
    package var heldCellsMax = 2_000_000

    package init() {}
}

/// Reads delimited text in pieces of any size and hands on whole rows.
///
/// - Lines end at CRLF, LF or CR, also inside quotes, where they belong to the cell.
/// - A quote only means something at the beginning of a cell: `5" pipe` is what it says.
/// - A quote that is never closed ends the reading, with the place where it opened: whatever
///   followed would be read as the wrong cells.
/// - A row number is that of a spreadsheet program that opened the file, so empty lines count.
package struct DelimitedReader {
    private enum State {
        case cellStart, plain, quoted, quoteSeen, afterQuote, carriageReturn, skipping, stopped
    }

    private var dialect: Dialect
    private let limits: TableLimits
    private let unit: Int
    private var state = State.cellStart
    /// Bytes of the file that began a unit and wait for the rest of it, or for the mark's.
    private var waiting: [UInt8] = []
    private var hasBegun = false

    /// The row's bytes without quotes and delimiters, and where each cell ends in them.
    private var raw: [UInt8] = []
    private var ends: [Int] = []
    private var rowProblem: CellProblem?
    private var place = Place()
    private var rowPlace = Place()
    private var quotePlace = Place()
    private var rowNumber: UInt64 = 1
    /// The row's bytes as they stand in the file, as far as they came in earlier pieces.
    private var digest: DigestStream?
    private let digestsRows: Bool
    /// Where in the piece at hand the bytes begin that the digest has not seen.
    private var undigested = 0

    package init(
        _ dialect: Dialect, limits: TableLimits = TableLimits(), digestsRows: Bool = false
    ) {
        self.dialect = dialect
        self.digestsRows = digestsRows
        if digestsRows { digest = DigestStream() }
        self.limits = limits
        unit = dialect.encoding.unitBytes
    }

    /// What reading gives.
    package enum Found {
        case row(TableRow)
        case problem(CellProblem)
    }

    /// Reads the next bytes and hands on the rows they complete.
    package mutating func read(_ chunk: UnsafeRawBufferPointer, _ take: (Found) -> Void) {
        guard hasBegun, waiting.isEmpty, unit == 1 || chunk.count.isMultiple(of: 2) else {
            return readHeld(chunk, take)
        }
        step(chunk, take)
    }

    /// Says that the file has ended.
    package mutating func finish(_ take: (Found) -> Void) {
        if !hasBegun { begin(isWhole: true, take) }
        switch state {
        case .stopped: return
        case .quoted:
            state = .stopped
            return take(
                .problem(
                    CellProblem(
                        "csv.unterminated-quote", row: rowNumber, column: ends.count,
                        found: "a quote that opens at line \(quotePlace.line), column "
                            + "\(quotePlace.column), and is never closed",
                        expected: "the closing quote; quotes inside a cell are doubled",
                        place: quotePlace, endsReading: true)))
        case .cellStart where ends.isEmpty && raw.isEmpty, .carriageReturn: break
        case .cellStart, .plain, .quoteSeen, .afterQuote, .skipping:
            if !waiting.isEmpty { note("text.encoding", "half a character at the end") }
            endRow(take)
        }
        state = .stopped
    }

    // MARK: The beginning

    /// Puts what waits before what comes, until a byte order mark could be told.
    private mutating func readHeld(_ chunk: UnsafeRawBufferPointer, _ take: (Found) -> Void) {
        waiting += chunk
        if !hasBegun {
            guard waiting.count >= 3 else { return }
            begin(isWhole: false, take)
        }
        let whole = waiting.count / unit * unit
        let bytes = waiting
        waiting = Array(bytes[whole...])
        bytes[..<whole].withUnsafeBytes { step($0, take) }
    }

    private mutating func begin(isWhole: Bool, _ take: (Found) -> Void) {
        hasBegun = true
        let marks: [([UInt8], TextEncoding)] = [
            ([0xEF, 0xBB, 0xBF], .utf8), ([0xFF, 0xFE], .utf16LittleEndian),
            ([0xFE, 0xFF], .utf16BigEndian),
        ]
        let found = marks.first { waiting.starts(with: $0.0) }
        let declared = dialect.encoding
        switch (found?.1, declared) {
        case (nil, .utf16):
            stop(
                "text.byte-order-mark", found: "no byte order mark",
                "one, or utf-16le or utf-16be as the encoding in the mapping", take)
        case (.utf16LittleEndian?, .utf16), (.utf16BigEndian?, .utf16):
            dialect.encoding = found?.1 ?? declared
        case (let mark?, _) where mark != declared:
            stop(
                "text.byte-order-mark", found: "the byte order mark of \(mark.rawValue)",
                "\(declared.rawValue), as the mapping says; save the file so, or approve a "
                    + "mapping for this one", take)
        case (nil, _), (.some, _): break
        }
        if let found {
            waiting.removeFirst(found.0.count)
            place.offset += UInt64(found.0.count)
            rowPlace = place
        }
        guard isWhole, !waiting.isEmpty else { return }
        let whole = waiting.count / unit * unit
        let bytes = waiting
        waiting = Array(bytes[whole...])
        bytes[..<whole].withUnsafeBytes { step($0, take) }
    }

    private mutating func stop(
        _ code: String, found: String, _ expected: String, _ take: (Found) -> Void
    ) {
        state = .stopped
        take(
            .problem(
                CellProblem(
                    code, found: found, expected: expected, place: place, endsReading: true)))
    }

    // MARK: The units

    private mutating func step(_ bytes: UnsafeRawBufferPointer, _ take: (Found) -> Void) {
        var at = 0
        undigested = 0
        defer { digest?.update(UnsafeRawBufferPointer(rebasing: bytes[undigested...])) }
        while at < bytes.count, state != .stopped {
            let value = self.unit(bytes, at)
            switch state {
            case .cellStart:
                if let quote = dialect.quote, value == UInt16(quote) {
                    quotePlace = place
                    state = .quoted
                    advance(&at)
                } else {
                    state = .plain
                }
            case .plain: plain(bytes, &at, take)
            case .quoted: quoted(bytes, &at, take)
            case .quoteSeen:
                if let quote = dialect.quote, value == UInt16(quote) {
                    append(bytes[at..<at + unit], take)
                    if state != .stopped { state = .quoted }
                    advance(&at)
                } else {
                    state = .afterQuote
                }
            case .afterQuote:
                if !isStructure(value), value != 0x20 {
                    note(
                        "csv.text-after-quote", "text after a closing quote",
                        "a delimiter or the end of the line; quotes inside a cell are doubled")
                    state = .plain
                } else if value == 0x20 {
                    advance(&at)  // Spaces between quote and delimiter say nothing.
                } else {
                    state = .plain
                }
            case .carriageReturn:
                if value == 0x0A { advance(&at) }
                beginRow(at)
            case .skipping:
                if value == 0x0A || value == 0x0D {
                    endLine(value, &at, bytes, take)
                } else {
                    advance(&at)
                }
            case .stopped: return
            }
        }
    }

    private mutating func plain(
        _ bytes: UnsafeRawBufferPointer, _ at: inout Int, _ take: (Found) -> Void
    ) {
        var end = at
        if unit == 1 {
            let delimiter = dialect.delimiter
            while end < bytes.count {
                let byte = bytes[end]
                if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
                end += 1
            }
        } else {
            while end < bytes.count, !isStructure(self.unit(bytes, end)) { end += unit }
        }
        append(bytes[at..<end], take)
        place.offset += UInt64(end - at)
        place.column += UInt64(end - at)
        at = end
        guard at < bytes.count, state == .plain else { return }
        let value = self.unit(bytes, at)
        if value == UInt16(dialect.delimiter) {
            ends.append(raw.count)
            advance(&at)
            state = .cellStart
            if ends.count >= limits.columnsMax {
                note("csv.columns", "more cells", "at most \(limits.columnsMax) cells in a row")
                state = .skipping
            }
        } else {
            endLine(value, &at, bytes, take)
        }
    }

    private mutating func quoted(
        _ bytes: UnsafeRawBufferPointer, _ at: inout Int, _ take: (Found) -> Void
    ) {
        let quote = UInt16(dialect.quote ?? 0)
        var end = at
        while end < bytes.count, self.unit(bytes, end) != quote {
            let value = self.unit(bytes, end)
            end += unit
            place.offset += UInt64(unit)
            place.column += UInt64(unit)
            if value == 0x0A {
                place.line += 1
                place.column = 1
            }
        }
        append(bytes[at..<end], take)
        at = end
        guard at < bytes.count, state == .quoted else { return }
        advance(&at)
        state = .quoteSeen
    }

    @inline(__always)
    private func unit(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> UInt16 {
        guard unit == 2 else { return UInt16(bytes[at]) }
        return dialect.encoding == .utf16BigEndian
            ? UInt16(bytes[at]) << 8 | UInt16(bytes[at + 1])
            : UInt16(bytes[at + 1]) << 8 | UInt16(bytes[at])
    }

    private func isStructure(_ value: UInt16) -> Bool {
        value == UInt16(dialect.delimiter) || value == 0x0A || value == 0x0D
    }

    @inline(__always)
    private mutating func advance(_ at: inout Int) {
        at += unit
        place.offset += UInt64(unit)
        place.column += UInt64(unit)
    }

    private mutating func append(
        _ bytes: Slice<UnsafeRawBufferPointer>, _ take: (Found) -> Void
    ) {
        raw.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes))
        let cellBytes = raw.count - (ends.last ?? 0)
        guard cellBytes > limits.cellBytesMax || raw.count > limits.rowBytesMax else { return }
        if state == .quoted {
            // Most likely the quote was never meant to open a cell; what follows is anybody's guess.
            return stop(
                "csv.cell-too-long",
                found: "a quoted cell that opens at line \(quotePlace.line), column "
                    + "\(quotePlace.column), and goes on",
                "at most \(limits.cellBytesMax) bytes; perhaps its closing quote is missing", take)
        }
        note(
            "csv.cell-too-long", "a longer cell or row",
            "cells of at most \(limits.cellBytesMax) bytes, rows of at most \(limits.rowBytesMax)")
        raw.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        state = .skipping
    }

    // MARK: Rows

    private mutating func note(_ code: String, _ found: String, _ expected: String = "whole text") {
        guard rowProblem == nil else { return }
        rowProblem = CellProblem(
            code, row: rowNumber, column: ends.count, found: found, expected: expected,
            place: place)
    }

    private mutating func endLine(
        _ value: UInt16, _ at: inout Int, _ bytes: UnsafeRawBufferPointer, _ take: (Found) -> Void
    ) {
        digest?.update(UnsafeRawBufferPointer(rebasing: bytes[undigested..<at]))
        undigested = at
        endRow(take)
        advance(&at)
        if value == 0x0D {
            state = .carriageReturn
        } else {
            beginRow(at)
        }
    }

    private mutating func beginRow(_ at: Int) {
        undigested = at
        if digestsRows { digest = DigestStream() }
        place.line += 1
        place.column = 1
        rowPlace = place
        rowNumber += 1
        state = .cellStart
    }

    private mutating func endRow(_ take: (Found) -> Void) {
        defer {
            raw.removeAll(keepingCapacity: true)
            ends.removeAll(keepingCapacity: true)
            rowProblem = nil
        }
        if let rowProblem { return take(.problem(rowProblem)) }
        ends.append(raw.count)
        var cells: [TableCell] = []
        cells.reserveCapacity(ends.count)
        var start = 0
        for (column, end) in ends.enumerated() {
            if start == end {
                cells.append(.blank)
            } else if let text = dialect.encoding.text(raw[start..<end]) {
                cells.append(TableCell(.text(text)))
            } else {
                return take(
                    .problem(
                        CellProblem(
                            "text.encoding", row: rowNumber, column: column,
                            found: Problem.quote(dialect.encoding.shown(raw[start..<end])),
                            expected: "text in \(dialect.encoding.rawValue), as the mapping says",
                            place: rowPlace)))
            }
            start = end
        }
        take(
            .row(
                TableRow(
                    number: rowNumber, cells: cells, place: rowPlace,
                    bytes: rowPlace.offset..<place.offset, digest: digest?.digest)))
    }
}
