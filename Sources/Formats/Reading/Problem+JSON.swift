// SPDX-License-Identifier: Apache-2.0
import Canon

extension Problem {
    /// What the JSON parser refused, with its place in the file instead of in the element.
    package init(_ error: JSONError, in element: Place, endsReading: Bool = false) {
        var place = element
        place.offset += UInt64(error.offset)
        place.line += UInt64(error.line) - 1
        place.column = UInt64(error.column) + (error.line == 1 ? element.column - 1 : 0)
        place.path = (element.path.isEmpty ? "$" : element.path) + Problem.path(error.pointer)
        let (code, found, expected) = Problem.words(error.problem)
        self.init(
            "json.\(code)", at: place, found: found, expected: expected, endsReading: endsReading)
    }

    private static func words(
        _ problem: JSONError.Problem
    ) -> (code: String, found: String, expected: String) {
        switch problem {
        case .endOfInput(let expected): ("truncated", "the end of the text", expected)
        case .unexpected(let found, let expected): ("syntax", found, expected)
        case .notUTF8: ("not-utf-8", "bytes that are not UTF-8", "UTF-8; save it in that encoding")
        case .controlCharacter(let byte):
            (
                "control-character", "the control character 0x\(Hex.text([byte])) in a text",
                "it escaped, as in \\n"
            )
        case .badEscape:
            (
                "escape", "an escape that JSON does not have",
                "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u"
            )
        case .loneSurrogate: ("surrogate", "half of a surrogate pair", "both halves")
        case .duplicateMember(let name):
            ("duplicate-member", "\(quote(name)) a second time", "each member once")
        case .numberOutOfRange:
            ("number-range", "a number no double can hold", "one within ±1.8e308")
        case .numberTooLong(let limit):
            ("number-length", "a longer number", "at most \(limit) characters")
        case .tooLong(let limit): ("too-long", "a longer text", "at most \(limit) bytes")
        case .tooDeep(let limit): ("too-deep", "values nested deeper", "at most \(limit) levels")
        case .trailingBytes: ("trailing", "more after the end of the value", "one value")
        case .byteOrderMark:
            (
                "byte-order-mark", "a byte order mark",
                "none (RFC 8259 §8.1); save it as UTF-8 without a mark"
            )
        }
    }

    /// `/a/0/b` as `.a[0].b`, cut where a hostile name makes it long.
    private static func path(_ pointer: String) -> String {
        var path = ""
        for step in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            if step.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !step.isEmpty {
                path += "[\(step)]"
            } else {
                path += "." + pathStep(step)
            }
            if path.utf8.count > quotedBytesMax { return path + "…" }
        }
        return path
    }

    /// A member's name as a step of a path: as it is if short and plain, else quoted and cut.
    package static func pathStep(_ name: some StringProtocol) -> String {
        name.utf8.count <= 40 && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
            ? String(name) : quote(String(name.unicodeScalars.prefix(20).map(Character.init)))
    }
}
