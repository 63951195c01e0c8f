// SPDX-License-Identifier: Apache-2.0
import Canon
import Ledger
import TransparencyLog

extension JournalConformance {
    static let appending: [Promise] = [
        Promise("A new journal has the head of the empty tree") { subject in
            try expect(subject.open().head(), .empty, "head")
        },
        Promise("What was appended is there, in order, when the store is opened again") { subject in
            try subject.open().append(Samples.batch(0..<3), after: .empty)
            try subject.open().append(Samples.batch(3..<5), after: Samples.head(3))
            let journal = try subject.open()
            try expect(journal.head(), Samples.head(5), "head")
            try expect(
                journal.entries(in: 0..<5),
                (0..<5).map { LoggedEntry(position: $0, entry: Samples.entry($0)) }, "entries")
        },
        Promise("An append behind another's back is refused, and none of it is kept") { subject in
            let journal = try subject.open()
            try journal.append(Samples.batch(0..<3), after: .empty)
            let late = JournalBatch(
                entries: [Samples.entry(77)], tiles: [Samples.tile(0, 9, width: 256)],
                head: Samples.head(1))
            try expectError(.conflict(actual: Samples.head(3)), "a second first append") {
                () throws(JournalError) in try journal.append(late, after: .empty)
            }
            try expect(journal.head(), Samples.head(3), "head")
            try expect(journal.storedEntryCount(), 3, "entries kept")
            try expect(journal.events([Samples.entry(77).event]), [nil], "event of the late one")
            try expect(
                journal.tiles(at: [TileAddress(level: 0, index: 9)]), [nil], "tile of the late one")
        },
        Promise("A head of the right size and another root is not the head") { subject in
            let journal = try subject.open()
            try journal.append(Samples.batch(0..<2), after: .empty)
            let forged = TreeHead(size: Samples.head(2).size, root: Samples.head(9).root)
            try expectError(.conflict(actual: Samples.head(2)), "append after a forged head") {
                () throws(JournalError) in
                try journal.append(Samples.batch(2..<3), after: forged)
            }
        },
        Promise("Of two openers that saw one head, the second to append is refused") { subject in
            let (first, second) = (try subject.open(), try subject.open())
            try expect(first.head(), second.head(), "what both see")
            try first.append(Samples.batch(0..<1), after: .empty)
            try expectError(.conflict(actual: Samples.head(1)), "the second") {
                () throws(JournalError) in try second.append(Samples.batch(0..<2), after: .empty)
            }
        },
        Promise("A batch with an event that was logged before is refused, and none of it is kept") {
            subject in
            let journal = try subject.open()
            try journal.append(Samples.batch(0..<3), after: .empty)
            let again = JournalBatch(
                entries: [Samples.entry(3), Samples.entry(1)],
                tiles: [Samples.tile(0, 0, width: 256)], head: Samples.head(5))
            try expectError(.eventKnown, "a batch with a known event") {
                () throws(JournalError) in try journal.append(again, after: Samples.head(3))
            }
            try expect(subject.open().head(), Samples.head(3), "head")
            try expect(journal.storedEntryCount(), 3, "entries kept")
            try expect(journal.events([Samples.entry(3).event]), [nil], "the new event")
            try expect(
                journal.tiles(at: [TileAddress(level: 0, index: 0)]), [nil], "the batch's tile")
            try journal.append(Samples.batch(3..<5), after: Samples.head(3))
        },
        Promise("A lost answer never becomes a second entry") { subject in
            for fault in Fault.allCases {
                let journal = FaultyJournal(try subject.open())
                let before = try journal.head()
                let batch = Samples.batch(before.size.value..<before.size.value + 2)
                journal.failNextAppend(fault)
                try expectError(.unavailable(fault.text), "\(fault)") {
                    () throws(JournalError) in try journal.append(batch, after: before)
                }
                if try journal.head() == before { try journal.append(batch, after: before) }
                try expect(journal.head(), batch.head, "head after \(fault)")
                try expect(
                    subject.open().storedEntryCount(), batch.head.size.value,
                    "entries after \(fault)")
            }
        },
        Promise("Empty bodies, long headers and any bytes come back as they went in") { subject in
            let odd = PreparedEntry(
                header: [UInt8](repeating: 0xFF, count: 65_535), leaf: Samples.entry(0).leaf,
                kind: "intake.conflicted",
                event: EventKey(source: "urn:caf\u{e9}", event: "a\u{0}b\r\n"),
                fingerprint: Samples.entry(0).fingerprint,
                content: Samples.opening(
                    "salt", 0, body: [UInt8](repeating: 0, count: 3_000_000)),
                person: Samples.opening("salt", 1, body: []))
            let bare = PreparedEntry(
                header: [1], leaf: odd.leaf, kind: "x", event: EventKey(source: "", event: ""),
                fingerprint: odd.fingerprint, content: nil, person: nil)
            try subject.open().append(
                JournalBatch(entries: [odd, bare], tiles: [], head: Samples.head(2)), after: .empty)
            try expect(
                subject.open().entries(in: 0..<2),
                [LoggedEntry(position: 0, entry: odd), LoggedEntry(position: 1, entry: bare)],
                "entries")
        },
    ]
}
