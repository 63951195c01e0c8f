// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon

extension FieldValue {
    /// The value as entries of the log hold it.
    package var json: JSON {
        switch self {
        case .text(let text), .choice(let text): .string(text)
        case .flag(let flag): .bool(flag)
        case .date(let date): .string(date.text)
        case .moment(let time): .string(time.text)
        case .quantity(let quantity):
            .object(
                [.init("amount", .string(quantity.value))]
                    + (quantity.unit.map { [.init("unit", .string($0))] } ?? []))
        case .thing(let thing):
            ["kind": .string(thing.kind.rawValue), "name": .string(thing.name)]
        case .person(let person): .string(person.text)
        case .record(let record): .string(record.text)
        case .document(let document):
            ["name": .string(document.name), "revision": .string(document.revision)]
        case .file(let file):
            [
                "digest": .string(file.digest.hex), "mediaType": .string(file.mediaType),
                "name": .string(file.name), "size": .integer(file.size),
            ]
        case .list(let values): .array(values.map(\.json))
        }
    }

    /// The value as a person reads and types it.
    package var written: String {
        switch self {
        case .text(let text), .choice(let text): text
        case .flag(let flag): flag ? "yes" : "no"
        case .date(let date): date.text
        case .moment(let time): time.text
        case .quantity(let quantity): quantity.value + (quantity.unit.map { " \($0)" } ?? "")
        case .thing(let thing): "\(thing.kind.rawValue):\(thing.name)"
        case .person(let person): person.text
        case .record(let record): record.text
        case .document(let document): "\(document.name)@\(document.revision)"
        case .file(let file): "\(file.name) (sha-256 \(file.digest.hex.prefix(12))…)"
        case .list(let values): values.map(\.written).joined(separator: ", ")
        }
    }
}

extension CivilDate {
    /// The date as RFC 3339 writes it: `2026-11-21`.
    package var text: String {
        func digits(_ value: Int64, _ width: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
        }
        return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
    }

    /// Reads `2026-11-21`; `nil` when the text is no date of the calendar.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            bytes[range].reduce(Int64?(0)) { sum, byte in
                guard let sum, (0x30...0x39).contains(byte) else { return nil }
                return sum * 10 + Int64(byte - 0x30)
            }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else {
            return nil
        }
        self.init(year: year, month: month, day: day)
    }
}
