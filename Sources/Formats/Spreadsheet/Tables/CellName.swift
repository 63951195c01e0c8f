// SPDX-License-Identifier: Apache-2.0

/// Rows and columns as spreadsheet programs name them: `C12`, `AD117`.
package enum CellName {
    /// The most columns a sheet can have; `XFD` is the last (ECMA-376 §18.3.1.73).
    package static let columnsMax = 16_384
    /// The most rows a sheet can have.
    package static let rowsMax: UInt64 = 1_048_576

    /// The letters of a column, from 0.
    package static func letters(_ column: Int) -> String {
        var letters: [UInt8] = []
        var rest = column
        repeat {
            letters.insert(0x41 + UInt8(rest % 26), at: 0)
            rest = rest / 26 - 1
        } while rest >= 0
        return String(decoding: letters, as: UTF8.self)
    }

    /// The column that letters name; `nil` when they name none.
    package static func column(_ letters: some StringProtocol) -> Int? {
        guard (1...3).contains(letters.utf8.count) else { return nil }
        var column = 0
        for byte in letters.utf8 {
            guard (0x41...0x5A).contains(byte) else { return nil }
            column = column * 26 + Int(byte - 0x40)
        }
        return column <= columnsMax ? column - 1 : nil
    }

    /// Row and column of a name such as `C12`; `nil` for anything else.
    package static func parse(_ name: some StringProtocol) -> (row: UInt64, column: Int)? {
        // Every cell of a workbook has a name, so this is read in one go and without copies.
        var (column, letters) = (0, 0)
        var (row, digits) = (UInt64(0), 0)
        for byte in name.utf8 {
            switch byte {
            case 0x41...0x5A where digits == 0:
                column = column * 26 + Int(byte - 0x40)
                letters += 1
            case 0x30...0x39:
                row = row * 10 + UInt64(byte - 0x30)
                digits += 1
            default: return nil
            }
            guard letters <= 3, digits <= 7 else { return nil }
        }
        guard (1...columnsMax).contains(column), (1...rowsMax).contains(row) else { return nil }
        return (row, column - 1)
    }
}
