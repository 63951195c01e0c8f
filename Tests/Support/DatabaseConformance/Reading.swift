// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Relational

extension DatabaseConformance {
    static let reading: [Promise] = [
        Promise("A read sees one state, whatever is written meanwhile") { subject in
            let database = try await subject.withLots()
            try await database.write { try $0.addLot(1, "HT-1") }
            guard subject.readsBesideWrites else { return }
            // The read stays inside its closure until the write, which runs beside it, is done.
            let (reads, hasRead) = AsyncStream.makeStream(of: Void.self)
            let written = DispatchSemaphore(value: 0)
            async let writing: Void = {
                // Also when the write fails: the read must not wait for ever.
                defer { written.signal() }
                for await _ in reads {
                    return try await database.write { try $0.addLot(2, "HT-2") }
                }
            }()
            let counts = try await database.read { transaction in
                let before = try transaction.lotCount()
                hasRead.yield()
                written.wait()
                return [before, try transaction.lotCount()]
            }
            try await writing
            try expect(counts, [1, 1], "lots at both ends of the read")
            try expect(await database.read { try $0.lotCount() }, 2, "lots in the next read")
        },
        Promise("Many reads at once all see what was written before them") { subject in
            let database = try await subject.withLots()
            try await database.write { transaction in
                for id in 0..<50 { try transaction.addLot(id, "HT-\(id)") }
            }
            let counts = try await withThrowingTaskGroup(of: Int64?.self) { group in
                for _ in 0..<100 { group.addTask { try await database.read { try $0.lotCount() } } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try expect(counts, Array(repeating: 50, count: 100), "counts")
        },
        Promise("A read cannot write") { subject in
            let database = try await subject.withLots()
            try await expectFault(.readOnly, of: "an insert in a read") {
                try await database.read { transaction in
                    _ = try transaction.integer(
                        "INSERT INTO lot (id, number) VALUES (1, 'HT-1') RETURNING id")
                }
            }
            try expect(await database.read { try $0.lotCount() }, 0, "lots")
        },
        Promise("Rows come in order, one at a time, until no more are wanted") { subject in
            let database = try await subject.withLots()
            try await database.write { transaction in
                for id in 0..<100 { try transaction.addLot(id, "HT-\(id)") }
            }
            let seen = try await database.read { transaction in
                var seen: [Int64] = []
                try transaction.visit("SELECT id FROM lot ORDER BY id") { row in
                    seen.append(try row.integer(0))
                    return seen.count == 3 ? .stop : .next
                }
                return seen
            }
            try expect(seen, [0, 1, 2], "rows visited")
        },
        Promise("A statement may run inside the visit of another, even of itself") { subject in
            let database = try await subject.withLots()
            try await database.write { transaction in
                for id in 0..<3 { try transaction.addLot(id, "HT-\(id)") }
            }
            let pairs = try await database.read { transaction in
                func below(_ id: Int64, _ body: (Int64) throws -> Void) throws {
                    try transaction.forEach("SELECT id FROM lot WHERE id < \(id) ORDER BY id") {
                        try body($0.integer(0))
                    }
                }
                var pairs: [[Int64]] = []
                try below(3) { outer in try below(outer) { pairs.append([outer, $0]) } }
                return pairs
            }
            try expect(pairs, [[1, 0], [2, 0], [2, 1]], "pairs")
        },
        Promise("A visit that throws leaves the statement fit to run again") { subject in
            let database = try await subject.withLots()
            try await database.write { try $0.addLot(1, "HT-1") }
            let seen = try await database.read { transaction in
                var failures = 0
                for _ in 0..<3 {
                    do {
                        try transaction.forEach("SELECT number FROM lot") { row in
                            _ = try row.integer(0)
                        }
                    } catch is DatabaseFault { failures += 1 }
                }
                return failures
            }
            try expect(seen, 3, "faults")
        },
        Promise("A statement that is wrong is a fault that shows it") { subject in
            let database = try await subject.open()
            do {
                _ = try await database.read { try $0.integer("SELECT x FROM nowhere") }
                throw Broken(description: "a table that is not there was read")
            } catch let fault as DatabaseFault {
                try expect(fault.code, .wrongStatement, "code")
                try expect(fault.context, "SELECT x FROM nowhere", "context")
            }
        },
        Promise("After closing, reads and writes are refused") { subject in
            let database = try await subject.withLots()
            await database.close()
            try await expectFault(.closed, of: "a read") {
                try await database.read { try $0.lotCount() }
            }
            try await expectFault(.closed, of: "a write") {
                try await database.write { try $0.addLot(1, "HT-1") }
            }
        },
    ]
}
