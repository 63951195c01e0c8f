// SPDX-License-Identifier: Apache-2.0
import Relational

extension DatabaseConformance {
    private static let first = Migration(
        1, "lots are kept", ["CREATE TABLE lot (id \(.integer) PRIMARY KEY) \(.strict)"])
    private static let second = Migration(
        2, "lots have numbers",
        [
            "ALTER TABLE lot ADD COLUMN number \(.text)",
            "INSERT INTO lot (id, number) VALUES (1, 'HT-1')",
        ])
    private static let broken = Migration(
        3, "cannot be applied",
        ["INSERT INTO lot (id) VALUES (2)", "INSERT INTO lot (id) VALUES (2)"])

    static let schemas: [Promise] = [
        Promise("Each step of a schema is applied once, in order, however often it is asked for") {
            subject in
            let database = try await subject.open()
            try await database.migrate(to: Schema("plant", [first]))
            for _ in 0..<2 { try await database.migrate(to: Schema("plant", [first, second])) }
            try expect(await database.read { try $0.numbers() }, ["HT-1"], "lots")
            try await database.check(Schema("plant", [first, second]))
        },
        Promise("A database with steps this program does not know is refused unchanged") {
            subject in
            let database = try await subject.open()
            try await database.migrate(to: Schema("plant", [first, second]))
            try await expectFault(.newerSchema, of: "migrating to the older schema") {
                try await database.migrate(to: Schema("plant", [first]))
            }
            try await expectFault(.newerSchema, of: "reading with the older schema") {
                try await database.check(Schema("plant", [first]))
            }
            try expect(await database.read { try $0.numbers() }, ["HT-1"], "lots")
        },
        Promise("A step that was changed after it was applied is refused") { subject in
            let database = try await subject.open()
            try await database.migrate(to: Schema("plant", [first]))
            let other = Migration(1, "lots are kept", ["CREATE TABLE lot (id \(.integer))"])
            try await expectFault(.changedSchema, of: "another first step") {
                try await database.migrate(to: Schema("plant", [other, second]))
            }
        },
        Promise("A step that fails leaves the database as it was before all of them") { subject in
            let database = try await subject.open()
            try await database.migrate(to: Schema("plant", [first]))
            try await expectFault(.constraint, of: "the broken step") {
                try await database.migrate(to: Schema("plant", [first, second, broken]))
            }
            try expect(await database.read { try $0.lotCount() }, 0, "lots")
            try await database.check(Schema("plant", [first]))
        },
        Promise("Two schemas live in one database under their own names") { subject in
            let database = try await subject.open()
            try await database.migrate(to: Schema("plant", [first, second]))
            let other = Migration(1, "doors", ["CREATE TABLE door (id \(.integer)) \(.strict)"])
            try await database.migrate(to: Schema("site", [other]))
            try await database.check(Schema("plant", [first, second]))
            try await database.check(Schema("site", [other]))
        },
        Promise("A database without the steps of a schema is not read as if it had them") {
            subject in
            let database = try await subject.open()
            try await expectFault(.changedSchema, of: "reading an empty database") {
                try await database.check(Schema("plant", [first]))
            }
        },
    ]
}
