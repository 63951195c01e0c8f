// SPDX-License-Identifier: Apache-2.0
import Activities

/// Reads a form's table back, whoever wrote it, by the headings of its columns.
///
/// Templates differ in words and order, hardly in numbers: a heading is known by the number before
/// its name (`8. Requirement`, `8 Requirement`), else by its name, in the spellings of published
/// templates.
struct FormReading {
    let form: Form
    /// Which field each column holds.
    private let columns: [FormField?]
    /// Where the table begins, in rows.
    let headingRow: Int
    private let numbered: Int

    /// Finds the headings; `nil` when no row has them.
    init?(_ rows: [FormLine]) {
        for (index, row) in rows.prefix(FormReading.headingRowsMax).enumerated() {
            for form in [Form.characteristics, .product] {
                let columns = row.cells.map { FormReading.field($0, in: form) }
                let numbers = Set(columns.compactMap { $0?.number })
                guard FormReading.isEnough(numbers, for: form) else { continue }
                self.form = form
                self.columns = columns
                headingRow = index
                numbered = row.cells.count { $0.first.map { $0.isASCII && $0.isNumber } ?? false }
                return
            }
        }
        return nil
    }

    /// Whether the headings carry the standard's numbers, which no other table has.
    var isNumbered: Bool { numbered >= 3 }

    /// How many rows may stand before the headings: a title, the header's fields.
    private static let headingRowsMax = 40

    private static func isEnough(_ numbers: Set<Int>, for form: Form) -> Bool {
        switch form {
        case .characteristics: numbers.isSuperset(of: [5, 8, 9])
        case .product: numbers.isSuperset(of: [5, 8]) && numbers.count >= 4
        case .part: false
        }
    }

    /// A row of the table as a form's row; fields 1 to 4 are the report's.
    func row(_ cells: [String]) -> FormRow {
        var row = FormRow(form)
        for (cell, field) in zip(cells, columns) {
            guard let field, !cell.isEmpty else { continue }
            row[field.number] = cell
        }
        return row
    }

    /// The header's fields, from the table's columns or from lines of name and value above it.
    func header(_ rows: [FormLine]) -> FormRow {
        var header = FormRow(.part)
        for row in rows.prefix(headingRow) {
            for (index, cell) in row.cells.enumerated() where index + 1 < row.cells.count {
                guard let field = FormReading.field(cell, in: .part), header[field.number] == nil
                else { continue }
                header[field.number] = row.cells[index + 1]
            }
        }
        guard let first = rows.dropFirst(headingRow + 1).first else { return header }
        let values = self.row(first.cells)
        for number in 1...4 where header[number] == nil { header[number] = values[number] }
        return header
    }

    // MARK: Headings

    /// The field that a heading names.
    static func field(_ heading: String, in form: Form) -> FormField? {
        let text = heading.lowercased()
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let name = letters(text.dropFirst(digits.count))
        if let number = Int(digits), let field = FormField(form, number) {
            // A number alone, or with the right name; another name makes it another column.
            return name.isEmpty || names(of: field).contains(name) ? field : nil
        }
        guard digits.isEmpty else { return nil }
        return FormField.fields(of: form).first { names(of: $0).contains(name) }
    }

    /// The field that a number and a name in two cells are, as a list of fields has them.
    static func field(number: String, name: String, in form: Form) -> FormField? {
        guard let number = Int(number), let field = FormField(form, number),
            names(of: field).contains(letters(name.lowercased()))
        else { return nil }
        return field
    }

    private static func names(of field: FormField) -> Set<String> {
        var names: Set<String> = [letters(field.title.lowercased())]
        for other in others[field.form.rawValue * 100 + field.number] ?? [] { names.insert(other) }
        return names
    }

    private static func letters(_ text: some StringProtocol) -> String {
        String(decoding: text.utf8.filter { (0x61...0x7A).contains($0) }, as: UTF8.self)
    }

    /// Other spellings, by form and field.
    private static let others: [Int: [String]] = [
        101: ["partno", "partnum"], 103: ["serialno", "serial"],
        104: ["fairidentifiernumber", "fairnumber", "fairid"],
        305: ["charno", "characteristicno", "balloon", "balloonnumber", "char"],
        306: ["location", "referencelocationzone", "zone"],
        307: ["designator", "keycharacteristic"],
        308: ["specification", "requirements"], 309: ["result", "measuredresults", "actual"],
        310: ["tooling", "designedtooling", "designedqualifiedtooling", "qualifiedtooling"],
        311: ["nonconformancedocumentnumber", "ncnumber", "nonconformanceno"],
        312: ["comments", "additionaldata", "additionaldatacomments", "remarks"],
        301: ["partno", "partnum"], 303: ["serialno", "serial"],
        304: ["fairidentifiernumber", "fairnumber", "fairid"],
        205: ["materialorprocess", "materialprocessname", "materialprocess"],
        206: ["specification", "specno"], 209: ["customerapproval", "customerapprovalyesno"],
        210: ["certificateofconformance", "cocnumber", "certificatenumber"],
        211: ["functionaltestprocedure"], 212: ["acceptancereport"],
    ]
}
