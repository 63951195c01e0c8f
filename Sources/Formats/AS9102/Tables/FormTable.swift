// SPDX-License-Identifier: Apache-2.0

/// A form as a table, ready for a page, a text file or a sheet of a workbook.
package struct FormTable: Equatable, Sendable {
    /// As in `Form 3 - Characteristic Accountability`.
    package let name: String
    package let form: Form
    package let headings: [String]
    /// Each as long as the headings.
    package let rows: [[String]]
}

extension FirstArticleReport {
    /// The three forms, and the index of assemblies where there is one.
    ///
    /// Form 1 is one row a field, since it is a page of fields; the others are one row an item, with
    /// the fields that every form repeats in front, so that each table stands by itself.
    package var tables: [FormTable] {
        [partTable, productTable, characteristicTable]
    }

    private var partTable: FormTable {
        var rows = FormField.fields(of: .part).filter { !FirstArticleReport.isIndex($0) }.map {
            [String($0.number), $0.title, part[$0.number] ?? ""]
        }
        for (position, row) in index.enumerated() {
            for field in FormField.fields(of: .part) where FirstArticleReport.isIndex(field) {
                rows.append([
                    "\(field.number)/\(position + 1)", field.title, row[field.number] ?? "",
                ])
            }
        }
        return FormTable(
            name: FirstArticleReport.name(.part), form: .part,
            headings: ["Field", "Name", "Value"],
            rows: rows)
    }

    private var productTable: FormTable { table(.product, products) }

    private var characteristicTable: FormTable {
        table(.characteristics, characteristics.map(\.fields))
    }

    private func table(_ form: Form, _ rows: [FormRow]) -> FormTable {
        let fields = FormField.fields(of: form)
        return FormTable(
            name: FirstArticleReport.name(form), form: form, headings: fields.map(\.heading),
            rows: rows.map { row in
                fields.map { ($0.number <= 4 ? part[$0.number] : row[$0.number]) ?? "" }
            })
    }

    static func isIndex(_ field: FormField) -> Bool { (15...18).contains(field.number) }

    private static func name(_ form: Form) -> String { "Form \(form.rawValue) - \(form.title)" }
}

extension FormTable {
    /// As RFC 4180 text in UTF-8, safe to open in a spreadsheet program.
    package var csv: [UInt8] {
        var bytes: [UInt8] = []
        for row in [headings] + rows { CSVText.append(row, to: &bytes) }
        return bytes
    }
}
