// SPDX-License-Identifier: Apache-2.0
import Access
import Records

/// The names behind the numbers, for whoever may read the plant's data.
struct PeopleNames: Sendable {
    private let directory: Directory

    init(_ directory: Directory) { self.directory = directory }

    /// `A. Keller (P-0002)`; the number alone where no name is known.
    func name(_ person: PersonID) -> String {
        directory.people[person]?.printedName.map { "\($0) (\(person))" } ?? person.text
    }

    /// The most values of one field that are shown to a person; `--json` has all.
    private static let valuesShownMax = 12

    /// A field's value, a line for each element, cut where there are very many.
    func lines(_ value: FieldValue) -> [String] {
        let elements = value.elements
        let shown = elements.prefix(
            elements.count > PeopleNames.valuesShownMax
                ? PeopleNames.valuesShownMax / 2 : elements.count)
        var lines = shown.map(written)
        if shown.count < elements.count {
            lines.append("and \(elements.count - shown.count) more; --json has all")
        }
        return lines
    }

    /// A value in a line.
    func written(_ value: FieldValue) -> String {
        switch value {
        case .person(let person): name(person)
        case .list(let values): values.map(written).joined(separator: ", ")
        case .text, .choice, .flag, .date, .moment, .quantity, .thing, .record, .document, .file:
            value.written
        }
    }
}
