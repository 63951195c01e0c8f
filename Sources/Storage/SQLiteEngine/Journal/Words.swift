// SPDX-License-Identifier: Apache-2.0
import Canon
import Relational

/// Names that many entries share, each stored once and known by a number.
///
/// Rows are only ever added, so what was read once stays right; after a transaction has failed, what
/// it added is gone and this is made anew.
struct Words {
    private var numbers: [ExactText: Int64] = [:]
    private var names: [Int64: String] = [:]

    /// How many are remembered, since a sender may make up a new source for each event.
    private static let rememberedMax = 4_096

    /// The number of a name, storing it if it is new.
    mutating func number(of name: String, on connection: SQLiteConnection) throws -> Int64 {
        if let known = numbers[ExactText(text: name)] { return known }
        let number = try stored(name, on: connection) ?? add(name, on: connection)
        if numbers.count >= Words.rememberedMax { numbers = [:] }
        numbers[ExactText(text: name)] = number
        return number
    }

    /// The name with a number, or `nil` when there is none.
    mutating func name(_ number: Int64, on connection: SQLiteConnection) throws -> String? {
        if let known = names[number] { return known }
        let query = try connection.statement("SELECT bytes FROM word WHERE id = ?1")
        defer { query.reset() }
        query.bind(1, number)
        guard try query.step() else { return nil }
        let name = query.withBytes(0) { String(decoding: $0, as: UTF8.self) }
        if names.count >= Words.rememberedMax { names = [:] }
        names[number] = name
        return name
    }

    /// The number of a name that is stored, or `nil`.
    func stored(_ name: String, on connection: SQLiteConnection) throws -> Int64? {
        let query = try connection.statement("SELECT id FROM word WHERE bytes = ?1")
        var name = name
        return try name.withUTF8 { bytes in
            query.bind(1, blob: UnsafeRawBufferPointer(bytes))
            defer { query.reset() }
            return try query.step() ? query.integer(0) : nil
        }
    }

    private func add(_ name: String, on connection: SQLiteConnection) throws -> Int64 {
        let insert = try connection.statement("INSERT INTO word (bytes) VALUES (?1) RETURNING id")
        var name = name
        return try name.withUTF8 { bytes in
            insert.bind(1, blob: UnsafeRawBufferPointer(bytes))
            defer { insert.reset() }
            guard try insert.step() else {
                throw DatabaseFault(
                    .other, context: insert.statement, cause: "no number was given")
            }
            return insert.integer(0)
        }
    }

    /// Text that is equal only to the same bytes.
    private struct ExactText: Hashable {
        let text: String

        static func == (left: ExactText, right: ExactText) -> Bool {
            left.text.hasSameBytes(as: right.text)
        }

        func hash(into hasher: inout Hasher) {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }
}

/// The word that was looked up last: entries that come together mostly share it.
struct LastWord {
    private var text: String?
    private var number: Int64 = 0

    mutating func number(
        of name: String, otherwise look: (String) throws -> Int64
    ) rethrows -> Int64 {
        if let text, text.hasSameBytes(as: name) { return number }
        number = try look(name)
        text = name
        return number
    }
}
