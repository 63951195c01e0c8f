// SPDX-License-Identifier: Apache-2.0

/// One row of a form as it stands in a file.
struct FormLine: Equatable {
    var cells: [String]
    /// The line of a text or the row of a sheet, from 1.
    var line: UInt64
    /// Its bytes in a text; empty for a row of a workbook.
    var bytes: Range<Int>
}
