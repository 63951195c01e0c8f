// SPDX-License-Identifier: Apache-2.0
import Reading
import XMLReading

/// What is odd about the requirements of a document, each said once and not for every part.
struct RequirementNotes {
    let notes: [Problem]

    init(_ document: QIFDocument) {
        var notes: [Problem] = []
        for id in document.itemOrder {
            guard let item = document.items[id] else { continue }
            let requirement = document.requirements[id] ?? document.requirement(of: item)
            guard let words = RequirementNotes.words(requirement) else { continue }
            let name = Problem.quote(item.key ?? item.kind.name)
            let place = Place(item.place, path: "/QIFDocument//\(item.kind.name)CharacteristicItem")
            notes.append(
                Problem(
                    words.code, at: place, found: "\(words.found) of \(name)",
                    expected: words.expected))
        }
        self.notes = notes
    }

    private static func words(
        _ requirement: Requirement
    ) -> (code: String, found: String, expected: String)? {
        let limits = "\(requirement.lower ?? "…") to \(requirement.upper ?? "…")"
        switch requirement.caution {
        case .impossible:
            return (
                "qif.tolerance.impossible", "limits \(limits)",
                "a lower limit below the upper one; no value can be judged by these"
            )
        case .nominalOutside:
            return (
                "qif.nominal.outside",
                "the target \(requirement.nominal ?? "") and limits \(limits)",
                "a target within its limits; was DefinedAsLimit meant?"
            )
        case .noTarget:
            return (
                "qif.target.missing", "a deviation without a target",
                "TargetValue, to which it is added"
            )
        case .unreadable:
            return (
                "qif.limit.unreadable", "a limit that cannot be reckoned with",
                "decimal numbers of at most 32 digits"
            )
        case .growsWithSize, nil: return nil
        }
    }
}

extension Place {
    init(_ place: XMLPlace, path: String) {
        self.init(
            offset: place.offset ?? 0, line: place.line, column: place.column, path: path)
    }
}

extension Problem {
    /// Why the XML cannot be read any further.
    init(xml problem: XMLProblem, path: String) {
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
            code, at: Place(problem.place, path: path), found: problem.found,
            expected: problem.expected, endsReading: true)
    }
}
