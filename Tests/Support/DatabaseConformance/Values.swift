// SPDX-License-Identifier: Apache-2.0
import Relational

extension DatabaseConformance {
    /// Texts that are SQL, or that look alike and are not the same.
    private static let texts = [
        "", "HT-7'; DROP TABLE lot; --", "\" OR 1=1", "?1 $1 %s", "caf\u{e9}", "cafe\u{301}",
        "a\r\nb", "\u{1F9F7}", String(repeating: "x", count: 100_000),
    ]

    static let values: [Promise] = [
        Promise("Text is a value, never part of a statement, and comes back byte for byte") {
            subject in
            let database = try await subject.withLots()
            for (id, text) in texts.enumerated() {
                try await database.write { try $0.addLot(id, text) }
                let found = try await database.read { transaction in
                    try transaction.first("SELECT id, number FROM lot WHERE number = \(text)") {
                        try [row($0, 0), row($0, 1)]
                    }
                }
                try expect(found?.first, .integer(Int64(id)), "the lot named \(text.prefix(40))")
                guard case .text(let back)? = found?.last, Array(back.utf8) == Array(text.utf8)
                else { throw Broken(description: "\(text.prefix(40)) came back changed") }
            }
            let count = try await database.read { try $0.lotCount() }
            try expect(count, Int64(texts.count), "lots, none collapsed or dropped")
        },
        Promise("Every kind of value comes back as it went in, at its limits too") { subject in
            let database = try await subject.open()
            try await database.write { transaction in
                _ = try transaction.run(
                    """
                    CREATE TABLE cell (
                        id \(.integer) PRIMARY KEY,
                        i \(.integer), r \(.real), t \(.text), b \(.blob)
                    ) \(.strict)
                    """)
            }
            let rows: [[SQLValue]] = [
                [.integer(0), .null, .null, .null, .null],
                [.integer(1), .integer(.min), .real(-0.1), .text("é"), .blob([])],
                [.integer(2), .integer(.max), .real(1e300), .text(""), .blob([0, 255, 0])],
                [.integer(3), .integer(-1), .real(2), .text("1"), .blob(Array("1".utf8))],
            ]
            try await database.write { transaction in
                try transaction.insert(
                    into: "cell", columns: ["id", "i", "r", "t", "b"], rows: rows.prefix(2))
                for each in rows.dropFirst(2) {
                    _ = try transaction.run(
                        """
                        INSERT INTO cell (id, i, r, t, b)
                        VALUES (\(each[0]), \(each[1]), \(each[2]), \(each[3]), \(each[4]))
                        """)
                }
            }
            let found = try await database.read { transaction in
                try transaction.all("SELECT id, i, r, t, b FROM cell ORDER BY id") { found in
                    try (0..<5).map { try row(found, $0) }
                }
            }
            try expect(found, rows, "rows")
        },
        Promise("A column of another kind than asked for is a fault, not a guess") { subject in
            let database = try await subject.withLots()
            try await database.write { try $0.addLot(1, "12") }
            let query: SQL = "SELECT id, number, size FROM lot"
            try await expectFault(.wrongKind, of: "a text as an integer") {
                try await database.read { try $0.first(query) { try $0.integer(1) } }
            }
            try await expectFault(.wrongKind, of: "an integer as a text") {
                try await database.read { try $0.first(query) { try $0.text(0) } }
            }
            try await expectFault(.wrongKind, of: "nothing as an integer") {
                try await database.read { try $0.first(query) { try $0.integer(2) } }
            }
            try await expectFault(.wrongStatement, of: "a column that is not there") {
                try await database.read { try $0.first(query) { try $0.integer(3) } }
            }
            let nothing = try await database.read { try $0.first(query) { try $0.integerIfAny(2) } }
            try expect(nothing, .some(nil), "nothing, where nothing is expected")
        },
        Promise("A column refuses a value of another kind") { subject in
            let database = try await subject.withLots()
            try await expectFault(.constraint, .wrongStatement, of: "a text in an integer column") {
                try await database.write { transaction in
                    _ = try transaction.run(
                        "INSERT INTO lot (id, number, size) VALUES (1, 'HT-1', \("many"))")
                }
            }
        },
        Promise("Text is ordered by its bytes") { subject in
            let database = try await subject.withLots()
            let ordered = ["", "A", "Z", "a", "z", "\u{e9}", "\u{FB33}", "\u{1F9F7}"]
            try await database.write { transaction in
                for (id, text) in ordered.reversed().enumerated() {
                    try transaction.addLot(id, text)
                }
            }
            let found = try await database.read { transaction in
                try transaction.all("SELECT number FROM lot ORDER BY number") { try $0.text(0) }
            }
            try expect(found, ordered, "order")
        },
        Promise("A list of values is searched for as values") { subject in
            let database = try await subject.withLots()
            try await database.write { transaction in
                for id in 0..<5 { try transaction.addLot(id, "HT-\(id)") }
            }
            let found = try await database.read { transaction in
                try transaction.all(
                    "SELECT id FROM lot WHERE number IN \(list: ["HT-1", "HT-3", "'"]) ORDER BY id"
                ) { try $0.integer(0) }
            }
            try expect(found, [1, 3], "lots")
        },
    ]

    private static func row(_ row: borrowing Row, _ column: Int) throws -> SQLValue {
        try row.value(column)
    }
}
