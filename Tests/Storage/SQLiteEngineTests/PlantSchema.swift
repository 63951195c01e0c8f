// SPDX-License-Identifier: Apache-2.0
import Relational
import Synchronization

/// A table of lots, for tests of the engine.
enum PlantSchema {
    static let schema = Schema(
        "plant",
        [
            Migration(
                1, "lots are kept",
                [
                    "CREATE TABLE lot (id \(.integer) PRIMARY KEY, number \(.text) NOT NULL) \(.strict)"
                ])
        ])
}

extension WriteTransaction {
    func addLots(_ count: Int, from first: Int = 0) throws {
        try insert(
            into: "lot", columns: ["id", "number"],
            rows: (first..<first + count).map { [.integer(Int64($0)), .text("HT-\($0)")] })
    }
}

/// Counts from 1, for closures that may be called from any thread.
final class Count: Sendable {
    private let value = Mutex(0)

    func next() -> Int {
        value.withLock { value in
            value += 1
            return value
        }
    }
}
