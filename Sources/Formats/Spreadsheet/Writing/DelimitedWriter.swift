// SPDX-License-Identifier: Apache-2.0

/// Texts that a spreadsheet program would compute instead of show.
enum FormulaText {
    /// Whether a program may take a text for a formula: it begins with `=`, `+`, `-`, `@`, a tab or a
    /// carriage return, or with the wide forms of them that some programs take too.
    static func mayBeComputed(_ text: String) -> Bool {
        switch text.unicodeScalars.first {
        case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}":
            true
        default: false
        }
    }
}

/// Writes tables as RFC 4180 text that is safe to open.
///
/// Whoever opens a CSV file in a spreadsheet program lets it guess what is a formula, and a lot
/// number of `=HYPERLINK(…)` came from outside. So a text that begins like a formula gets an
/// apostrophe before it (OWASP, "CSV Injection"), which programs show as text. Numbers are written
/// as they are, with their minus sign; what is text and what is a number is known here and not
/// guessed from the first character.
package struct DelimitedWriter {
    private let delimiter: UInt8

    package init(delimiter: UInt8 = 0x2C) { self.delimiter = delimiter }

    /// Adds a row with its line end, CRLF.
    package func append(_ cells: [SheetCell], to bytes: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(delimiter) }
            switch cell.content {
            case .blank: continue
            case .number(let text), .date(let text): append(text, to: &bytes)
            case .truth(let truth): append(truth ? "TRUE" : "FALSE", to: &bytes)
            case .text(let text):
                append(FormulaText.mayBeComputed(text) ? "'" + text : text, to: &bytes)
            }
        }
        bytes += [0x0D, 0x0A]
    }

    private func append(_ text: String, to bytes: inout [UInt8]) {
        let needsQuotes = text.utf8.contains {
            $0 == delimiter || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D
        }
        let hasSpaceAtEnds = text.utf8.first == 0x20 || text.utf8.last == 0x20
        guard needsQuotes || hasSpaceAtEnds else { return bytes += Array(text.utf8) }
        bytes.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }
}
