// SPDX-License-Identifier: Apache-2.0
import Canon

/// The numbers and words that a trigger criterion uses, by name.
///
/// Each is a vendor default until a trigger rule of the plant says otherwise.
package struct TriggerParameters: Hashable, Sendable {
    private var values: [(name: String, value: Value)]

    package enum Value: Hashable, Sendable {
        /// A whole number from 1 to a million.
        case number(Int64)
        /// Words, each without commas.
        case words([String])
    }

    package init(_ values: [(String, Value)] = []) { self.values = values.map { ($0.0, $0.1) } }

    /// The most that a number may be.
    package static let numberMax: Int64 = 1_000_000

    package func number(_ name: String) -> Int64 {
        if case .number(let number)? = self[name] { number } else { 1 }
    }

    package func words(_ name: String) -> [String] {
        if case .words(let words)? = self[name] { words } else { [] }
    }

    /// Whether a text is one of the words.
    func hasWord(_ text: String, in name: String) -> Bool {
        words(name).contains { $0.hasSameBytes(as: text) }
    }

    private subscript(_ name: String) -> Value? {
        values.first { $0.name.hasSameBytes(as: name) }?.value
    }

    /// These parameters with those that a rule wrote down as `name=value` in their place.
    package func changed(by written: [String]) -> TriggerParameters {
        var changed = self
        for index in values.indices {
            for text in written {
                guard let (name, value) = TriggerParameters.split(text),
                    name.hasSameBytes(as: values[index].name),
                    let read = TriggerParameters.read(value, like: values[index].value)
                else { continue }
                changed.values[index].value = read
            }
        }
        return changed
    }

    /// What is wrong with parameters as a rule wrote them down.
    package func problems(with written: [String]) -> [String] {
        written.compactMap { text in
            guard let (name, value) = TriggerParameters.split(text) else {
                return "\"\(text)\" is not name=value"
            }
            guard let known = self[name] else {
                let names = values.map(\.name).joined(separator: ", ")
                return "there is no parameter \"\(name)\"; there are: "
                    + (names.isEmpty ? "none" : names)
            }
            return TriggerParameters.read(value, like: known) == nil
                ? "\"\(value)\" is no value for \(name)" : nil
        }
    }

    /// As a rule writes them down.
    package var written: [String] {
        values.map { name, value in
            switch value {
            case .number(let number): "\(name)=\(number)"
            case .words(let words): "\(name)=\(words.joined(separator: ","))"
            }
        }
    }

    private static func split(_ text: String) -> (String, String)? {
        guard let sign = text.utf8.firstIndex(of: 0x3D) else { return nil }
        return (String(text[..<sign]), String(text[text.utf8.index(after: sign)...]))
    }

    private static func read(_ text: String, like known: Value) -> Value? {
        switch known {
        case .number:
            guard let number = Int64(text), (1...numberMax).contains(number) else { return nil }
            return .number(number)
        case .words:
            let words = text.utf8.split(separator: 0x2C).map { String(Substring($0)) }
            return words.isEmpty ? nil : .words(words)
        }
    }

    package static func == (left: TriggerParameters, right: TriggerParameters) -> Bool {
        left.written == right.written
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(written) }
}
