// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// Where in one table the columns of a mapping stand.
struct TableLayout: Sendable {
    /// What stands above each column, with white space as one space.
    let headers: [String]
    /// For each column of the mapping: its place, when it has just one.
    private(set) var singles: [Int?]
    /// For each column of the mapping that is several: their places.
    private(set) var groups: [[Int]]
    /// Columns that the mapping does not mention.
    private(set) var others: [Int] = []
    /// Columns without a header.
    private(set) var unnamed: [Int] = []
    /// Rows that say something about columns, by name.
    var facts: [String: TableRow] = [:]
    /// The heading each column stands under.
    var headings: [Int: String] = [:]

    /// Finds the columns under a header; all that is wrong is told at once.
    init(_ header: TableRow, _ mapping: SpreadsheetMapping, _ problems: inout [CellProblem]) {
        headers = header.cells.map { TableLayout.plain($0.value.text) }
        singles = Array(repeating: nil, count: mapping.columns.count)
        groups = Array(repeating: [], count: mapping.columns.count)
        var taken: Set<Int> = []
        for (index, column) in mapping.columns.enumerated() {
            switch column.place {
            case .header(let text):
                let wanted = TableLayout.plain(text)
                let found = headers.indices.filter { headers[$0].hasSameBytes(as: wanted) }
                taken.formUnion(found)
                singles[index] = found.first
                if found.count > 1 {
                    problems.append(
                        problem(
                            "header.duplicate", header, found[1], mapping,
                            "each header once; name the columns by “letter” in the mapping"))
                } else if found.isEmpty, !column.isOptional {
                    problems.append(missing(column, header))
                }
            case .letters(let place):
                singles[index] = place
                taken.insert(place)
            case .matching: continue
            }
        }
        for (index, column) in mapping.columns.enumerated() {
            guard case .matching(let pattern) = column.place else { continue }
            let found = headers.indices.filter {
                !taken.contains($0) && !headers[$0].isEmpty && pattern.matches(headers[$0])
            }
            groups[index] = found
            if found.isEmpty, !column.isOptional { problems.append(missing(column, header)) }
        }
        for found in groups { taken.formUnion(found) }
        for column in headers.indices where !taken.contains(column) {
            if headers[column].isEmpty {
                unnamed.append(column)
                continue
            }
            others.append(column)
            guard mapping.others == .refuse else { continue }
            problems.append(
                problem(
                    "header.not-in-mapping", header, column, mapping,
                    "a column that the mapping mentions; ignore it there with the reason, or say "
                        + "what happens to “others”"))
        }
    }

    /// For tables without a header: columns are found by their letters alone.
    init(_ mapping: SpreadsheetMapping) {
        headers = []
        singles = mapping.columns.map { column in
            if case .letters(let place) = column.place { place } else { nil }
        }
        groups = Array(repeating: [], count: mapping.columns.count)
    }

    /// Leaves columns out that are headings and no columns.
    mutating func remove(_ columns: Set<Int>) {
        groups = groups.map { $0.filter { !columns.contains($0) } }
        others.removeAll { columns.contains($0) }
    }

    func header(_ column: Int) -> String {
        headers.indices.contains(column) ? headers[column] : ""
    }

    /// White space at the ends left out, and any inside as one space: headers are broken over lines.
    static func plain(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.isWhitespace }) else {
            return text
        }
        return text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
            .joined(separator: " ")
    }

    private func problem(
        _ code: String, _ header: TableRow, _ column: Int, _ mapping: SpreadsheetMapping,
        _ expected: String
    ) -> CellProblem {
        CellProblem(
            code, sheet: header.sheet, row: header.number, column: column,
            header: headers[column], found: Problem.quote(headers[column]), expected: expected,
            place: header.place, endsReading: true)
    }

    private func missing(_ column: ColumnRule, _ header: TableRow) -> CellProblem {
        let wanted =
            switch column.place {
            case .header(let text): "a column “\(text)”"
            case .matching(let pattern): "columns “\(pattern.text)”"
            case .letters(let place): "the column \(CellName.letters(place))"
            }
        let there = headers.filter { !$0.isEmpty }.prefix(12).map { "“\($0)”" }
        return CellProblem(
            "header.missing", sheet: header.sheet, row: header.number,
            found: "the headers " + there.joined(separator: ", ")
                + (headers.count > 12 ? ", …" : ""),
            expected: wanted, place: header.place, endsReading: true)
    }
}
