// SPDX-License-Identifier: Apache-2.0
import Relational

private struct ChangedMyMind: Error, Equatable {}

extension DatabaseConformance {
    static let writing: [Promise] = [
        Promise("What a write stored is there when it has returned") { subject in
            let database = try await subject.withLots()
            let changed = try await database.write { transaction in
                try transaction.addLot(1, "HT-1")
                try transaction.addLot(2, "HT-2")
                return try transaction.run("UPDATE lot SET size = \(40)")
            }
            try expect(changed, 2, "rows changed")
            try expect(await database.read { try $0.numbers() }, ["HT-1", "HT-2"], "lots")
        },
        Promise("A write whose closure throws stores nothing and hands on the error") { subject in
            let database = try await subject.withLots()
            do {
                try await database.write { transaction in
                    try transaction.addLot(1, "HT-1")
                    throw ChangedMyMind()
                }
                throw Broken(description: "the error was swallowed")
            } catch is ChangedMyMind {}
            try expect(await database.read { try $0.lotCount() }, 0, "lots")
            try await database.write { try $0.addLot(1, "HT-1") }
            try expect(await database.read { try $0.lotCount() }, 1, "lots afterwards")
        },
        Promise("A write that a key refuses stores nothing of its transaction") { subject in
            let database = try await subject.withLots()
            try await expectFault(.constraint, of: "the same number twice") {
                try await database.write { transaction in
                    try transaction.addLot(1, "HT-1")
                    try transaction.addLot(2, "HT-1")
                }
            }
            try expect(await database.read { try $0.lotCount() }, 0, "lots")
        },
        Promise("A write reads what it has written, and nobody else does yet") { subject in
            let database = try await subject.withLots()
            let seen = try await database.write { transaction in
                try transaction.addLot(1, "HT-1")
                return try transaction.numbers()
            }
            try expect(seen, ["HT-1"], "lots inside")
        },
        Promise("Writes happen one after another and lose nothing of each other") { subject in
            let database = try await subject.withLots()
            try await database.write { transaction in
                try transaction.addLot(1, "HT-1")
                _ = try transaction.run("UPDATE lot SET size = 0")
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        try await database.write { transaction in
                            let size = try transaction.integer("SELECT size FROM lot") ?? 0
                            _ = try transaction.run("UPDATE lot SET size = \(size + 1)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let size = try await database.read { try $0.integer("SELECT size FROM lot") }
            try expect(size, 64, "additions")
        },
        Promise("Rows in bulk are stored as they were given") { subject in
            let database = try await subject.withLots()
            try await database.write { transaction in
                try transaction.insert(into: "lot", columns: ["id", "number", "size"]) { rows in
                    for id in 0..<5_000 {
                        rows.integer(Int64(id))
                        rows.text("HT-\(id)")
                        if id % 2 == 0 { rows.null() } else { rows.integer(Int64(-id)) }
                        try rows.endRow()
                    }
                }
            }
            let found = try await database.read { transaction in
                try transaction.all(
                    "SELECT COUNT(*), COUNT(size), MIN(size), MAX(number) FROM lot"
                ) { row in
                    try expect(row.count, 4, "columns")
                    return [
                        .integer(try row.integer(0)), .integer(try row.integer(1)),
                        .integer(try row.integer(2)), .text(try row.text(3)),
                    ] as [SQLValue]
                }
            }
            try expect(
                found, [[.integer(5_000), .integer(2_500), .integer(-4_999), .text("HT-999")]],
                "what a summary finds")
        },
        Promise("Rows in bulk go into the transaction they are in") { subject in
            let database = try await subject.withLots()
            try await expectFault(.constraint, of: "a bulk with a number twice") {
                try await database.write { transaction in
                    try transaction.addLot(9, "HT-9")
                    try transaction.insert(
                        into: "lot", columns: ["id", "number"],
                        rows: [[.integer(1), .text("HT-1")], [.integer(2), .text("HT-1")]])
                }
            }
            try expect(await database.read { try $0.lotCount() }, 0, "lots")
        },
        Promise("A row in bulk with too few or too many values, or without end, is refused") {
            subject in
            let database = try await subject.withLots()
            let short: [SQLValue] = [.integer(1)]
            let long: [SQLValue] = [.integer(1), .text("HT-1"), .null]
            for row in [short, long] {
                try await expectFault(.wrongStatement, of: "\(row.count) values for two") {
                    try await database.write {
                        try $0.insert(into: "lot", columns: ["id", "number"], rows: [row])
                    }
                }
            }
            try await expectFault(.wrongStatement, of: "a row that was not ended") {
                try await database.write {
                    try $0.insert(into: "lot", columns: ["id", "number"]) { rows in
                        rows.integer(1)
                        rows.text("HT-1")
                    }
                }
            }
            try expect(await database.read { try $0.lotCount() }, 0, "lots")
        },
    ]
}
