// SPDX-License-Identifier: Apache-2.0

/// Something in a file that is not as it must be, and where.
///
/// The reader of a problem is a person with the file open in an editor: they are told what was
/// found, what was expected and where, and they are told all of it at once.
package struct Problem: Error, Hashable, Sendable {
    /// The longest piece of a file that a problem repeats, in bytes.
    ///
    /// A problem is printed, logged and kept in quarantine; a hostile file must not choose its size.
    package static let quotedBytesMax = 160

    /// What kind of problem, for programs: lower case with dots, and never changed once released.
    package let code: String
    /// Where it is.
    package let place: Place
    /// What was found, quoted where it is short.
    package let found: String
    /// What was expected instead.
    package let expected: String
    /// Whether nothing after it could be read.
    package let endsReading: Bool

    package init(
        _ code: String, at place: Place, found: String, expected: String, endsReading: Bool = false
    ) {
        self.code = code
        self.place = place
        self.found = Problem.visible(Problem.shortened(found))
        self.expected = Problem.visible(expected)
        self.endsReading = endsReading
    }

    /// Text from a file as it may be repeated to a person: quoted, short, with nothing invisible.
    ///
    /// Control characters could rewrite a terminal, and a bidirectional override a report.
    package static func quote(_ text: String) -> String {
        var quoted = "“"
        for scalar in text.unicodeScalars {
            guard quoted.utf8.count < quotedBytesMax - 8 else { return quoted + "…”" }
            append(scalar, to: &quoted)
        }
        return quoted + "”"
    }

    /// A message with nothing invisible in it, whoever wrote the words that it repeats.
    private static func visible(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return text }
        var shown = ""
        for scalar in text.unicodeScalars { append(scalar, to: &shown) }
        return shown
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
            text += "\\u{\(String(scalar.value, radix: 16))}"
        default:
            text.unicodeScalars.append(scalar)
        }
    }

    private static func shortened(_ text: String) -> String {
        guard text.utf8.count > 2 * quotedBytesMax else { return text }
        return String(decoding: text.utf8.prefix(2 * quotedBytesMax), as: UTF8.self) + "…"
    }
}

extension Problem: CustomStringConvertible {
    /// One line: `line 3, column 1 ($.id): expected a non-empty text, found nothing`.
    package var description: String { "\(place): expected \(expected), found \(found)" }
}

/// All problems of a file, in the order found; the first thousand in full, the rest counted.
///
/// A file with a wrong delimiter has a problem on every line. Somebody mends the first few and
/// tries again; nobody reads a million, and keeping them would let a file fill the memory.
package struct ProblemList: Hashable, Sendable {
    /// The most problems kept in full unless told otherwise.
    package static let listedMax = 1_000

    /// The problems kept in full.
    package private(set) var listed: [Problem] = []
    /// How many there are in all.
    package private(set) var count: UInt64 = 0
    private let max: Int

    package init(max: Int = ProblemList.listedMax) { self.max = max }

    /// Whether there is none.
    package var isEmpty: Bool { count == 0 }
    /// How many are only counted.
    package var unlistedCount: UInt64 { count - UInt64(listed.count) }

    /// Adds one at the end.
    package mutating func add(_ problem: Problem) {
        count += 1
        if listed.count < max { listed.append(problem) }
    }

    /// Adds those of another list at the end.
    package mutating func add(_ others: ProblemList) {
        for problem in others.listed where listed.count < max { listed.append(problem) }
        count += others.count
    }

    /// Forgets them all, so that the list can be used for the next piece of a file.
    package mutating func removeAll() {
        listed.removeAll(keepingCapacity: true)
        count = 0
    }
}
