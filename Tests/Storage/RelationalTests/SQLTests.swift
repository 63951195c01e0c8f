// SPDX-License-Identifier: Apache-2.0
import Canon
import Relational
import Testing

struct SQLTests {
    let lot = "HT-7'; DROP TABLE lot; --"

    @Test func `Values become placeholders, numbered as each engine writes them`() {
        let sql: SQL = "SELECT * FROM lot WHERE number = \(lot) AND size > \(Int64(3))"
        #expect(sql.text(in: .sqlite) == "SELECT * FROM lot WHERE number = ?1 AND size > ?2")
        #expect(sql.text(in: .postgreSQL) == "SELECT * FROM lot WHERE number = $1 AND size > $2")
        #expect(sql.parameters == [.text(lot), .integer(3)])
    }

    @Test func `A part brings its parameters along, in order`() {
        let condition: SQL = "kind = \(1) OR kind = \(2)"
        let sql: SQL = "SELECT id FROM thing WHERE name = \("x") AND (\(condition)) LIMIT \(5)"
        #expect(
            sql.text(in: .sqlite)
                == "SELECT id FROM thing WHERE name = ?1 AND (kind = ?2 OR kind = ?3) LIMIT ?4")
        #expect(sql.parameters == [.text("x"), .integer(1), .integer(2), .integer(5)])
    }

    @Test func `A list becomes one placeholder for each value`() {
        let sql: SQL = "SELECT 1 WHERE 2 IN \(list: [7, 8, 9])"
        #expect(sql.text(in: .sqlite) == "SELECT 1 WHERE 2 IN (?1, ?2, ?3)")
        #expect(sql.parameters == [.integer(7), .integer(8), .integer(9)])
    }

    @Test func `Conditions are joined with a separator`() {
        let sql = SQL.joined(["a = \(1)", "b = \(2)"], by: " AND ")
        #expect(sql.text(in: .sqlite) == "a = ?1 AND b = ?2")
    }

    @Test func `Column types are spelled as the engine spells them`() {
        let sql: SQL = "CREATE TABLE lot (id \(.integer) PRIMARY KEY, name \(.text)) \(.strict)"
        #expect(
            sql.text(in: .sqlite) == "CREATE TABLE lot (id INTEGER PRIMARY KEY, name TEXT) STRICT")
        #expect(
            sql.text(in: .postgreSQL)
                == "CREATE TABLE lot (id bigint PRIMARY KEY, name text COLLATE \"C\") ")
    }

    @Test func `A statement written once has one shape, whatever its values`() {
        func find(_ id: Int) -> SQL { "SELECT name FROM lot WHERE id = \(id)" }
        #expect(find(1).shape == find(2).shape)
        #expect(find(1).shape.hashValue == find(2).shape.hashValue)
    }

    @Test func `Statements that differ in a word have two shapes`() {
        let lots: SQL = "SELECT name FROM lot WHERE id = \(1)"
        let serials: SQL = "SELECT name FROM serial WHERE id = \(1)"
        #expect(lots.shape != serials.shape)
    }

    @Test(arguments: [
        (nil as String?, SQLValue.null), ("", .text("")), ("a\u{301}", .text("a\u{301}")),
    ])
    func `An absent text is null, an empty one is not`(text: String?, value: SQLValue) {
        let sql: SQL = "SELECT \(text)"
        #expect(sql.parameters == [value])
    }

    @Test func `A digest is stored as its 32 bytes`() {
        let digest = Digest(of: [1, 2, 3])
        let sql: SQL = "SELECT \(digest), \(true), \([UInt8]([4]))"
        #expect(sql.parameters == [.blob(digest.bytes), .integer(1), .blob([4])])
    }
}

struct DatabaseFaultTests {
    @Test(arguments: DatabaseFault.Code.allCases)
    func `Every fault says what happened, with the place and not the cause`(
        code: DatabaseFault.Code
    ) {
        let fault = DatabaseFault(code, context: "ledger.db", cause: "SQLite 13")
        #expect(fault.description.hasSuffix("(ledger.db)"))
        #expect(fault.message.hasSuffix("."))
        #expect(!fault.description.contains("SQLite 13"))
    }

    @Test func `Only faults that waiting can cure are transient`() {
        let transient = DatabaseFault.Code.allCases.filter(\.isTransient)
        #expect(transient == [.busy, .full, .unreachable, .interrupted])
    }
}

struct SchemaTests {
    @Test func `Steps that do not count up from one stop the program`() async {
        await #expect(processExitsWith: .failure) {
            _ = Schema("gap", [Migration(2, "starts at two", ["SELECT 1"])])
        }
    }
}
