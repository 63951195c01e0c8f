// SPDX-License-Identifier: Apache-2.0
import Reading

extension Problem {
    /// What stopped the reading of an XML document, inside the elements of a path.
    package init(xml problem: XMLProblem, path: String) {
        let place = Place(problem.place, path: path)
        let code =
            switch problem.kind {
            case .documentType: "xml.doctype"
            case .notWellFormed: "xml.not-well-formed"
            case .encoding: "xml.encoding"
            case .tooDeep, .tooManyAttributes, .nameTooLong, .attributeTooLong, .textTooLong:
                "xml.limit"
            case .truncated: "xml.truncated"
            case .empty: "file.empty"
            case .outOfMemory: "xml.memory"
            }
        self.init(
            code, at: place, found: problem.found, expected: problem.expected, endsReading: true)
    }
}

extension Place {
    /// A spot in an XML document, inside the elements of a path.
    package init(_ place: XMLPlace, path: String) {
        self.init(
            offset: place.offset ?? 0, line: place.line, column: place.column, path: path)
    }
}
