// SPDX-License-Identifier: Apache-2.0
import Canon
import Ledger
import TransparencyLog

extension JournalConformance {
    static let keepingTiles: [Promise] = [
        Promise("Tiles come back by address, and nothing where none is kept") { subject in
            let journal = try subject.open()
            let tiles = [Samples.tile(0, 0, width: 256), Samples.tile(1, 0, width: 1)]
            try journal.append(Samples.batch(0..<256, tiles: tiles), after: .empty)
            let addresses = [tiles[1].address, TileAddress(level: 0, index: 1), tiles[0].address]
            try expect(
                subject.open().tiles(at: addresses), [tiles[1].bytes, nil, tiles[0].bytes], "tiles")
        },
        Promise("A wider tile takes the place of a narrower one") { subject in
            let journal = try subject.open()
            try journal.append(
                Samples.batch(0..<1, tiles: [Samples.tile(1, 0, width: 1)]), after: .empty)
            try journal.append(
                Samples.batch(1..<2, tiles: [Samples.tile(1, 0, width: 3)]), after: Samples.head(1))
            try expect(
                journal.tiles(at: [TileAddress(level: 1, index: 0)]),
                [Samples.tile(1, 0, width: 3).bytes], "tile")
        },
    ]

    static let sealing: [Promise] = [
        Promise("Checkpoints come back in order of size, byte for byte") { subject in
            let journal = try subject.open()
            try journal.fill(to: 9)
            try expect(journal.lastCheckpoint(), nil, "the last of none")
            try journal.seal(Samples.checkpoint(0), after: nil)
            try journal.seal(Samples.checkpoint(4), after: Samples.head(0))
            try journal.seal(Samples.checkpoint(9), after: Samples.head(4))
            let opened = try subject.open()
            let all = [0, 4, 9].map(Samples.checkpoint)
            try expect(opened.lastCheckpoint(), all[2], "the last")
            try expect(opened.checkpoints(after: nil, limit: 10), all, "all of them")
            try expect(opened.checkpoints(after: 0, limit: 1), [all[1]], "one after the first")
            try expect(opened.checkpoints(after: 9, limit: 5), [], "after the last")
        },
        Promise("Of two that seal after one checkpoint, the second is refused") { subject in
            let (first, second) = (try subject.open(), try subject.open())
            try first.fill(to: 9)
            try first.seal(Samples.checkpoint(4), after: nil)
            try expectError(.conflict(actual: Samples.head(4)), "a second first checkpoint") {
                () throws(JournalError) in try second.seal(Samples.checkpoint(9), after: nil)
            }
            let forged = TreeHead(size: Samples.head(4).size, root: Samples.head(5).root)
            try expectError(.conflict(actual: Samples.head(4)), "after another root") {
                () throws(JournalError) in try second.seal(Samples.checkpoint(9), after: forged)
            }
            try expect(second.lastCheckpoint(), Samples.checkpoint(4), "the last")
        },
        Promise("To seal after a checkpoint that is not there is refused") { subject in
            let journal = try subject.open()
            try expectError(.conflict(actual: .empty), "after none") {
                () throws(JournalError) in
                try journal.seal(Samples.checkpoint(9), after: Samples.head(4))
            }
        },
    ]

    static let inspecting: [Promise] = [
        Promise("Every stored tile and index row can be walked to") { subject in
            let journal = try subject.open()
            let tiles =
                (0..<5).map { Samples.tile(0, $0, width: 256) }
                + [Samples.tile(1, 0, width: 5)]
            try journal.append(Samples.batch(0..<50, tiles: tiles), after: .empty)
            var seen: [TileHashes] = []
            while let more = try nonEmpty(journal.storedTiles(after: seen.last?.address, limit: 4))
            {
                seen += more
            }
            try expect(seen, tiles, "tiles")
            var rows: [StoredEvent] = []
            while let more = try nonEmpty(journal.storedEvents(after: rows.last?.key, limit: 7)) {
                rows += more
            }
            try expect(rows.map(\.known.position).sorted(), Array(0..<50), "index rows")
            try expect(Set(rows.map(\.key)), Set((0..<50).map { Samples.entry($0).event }), "keys")
            try expect(journal.storedEntryCount(), 50, "entries")
            try expect(journal.engineFindings(), [], "findings on a sound store")
        }
    ]

    private static func nonEmpty<Value>(_ values: [Value]) -> [Value]? {
        values.isEmpty ? nil : values
    }
}
