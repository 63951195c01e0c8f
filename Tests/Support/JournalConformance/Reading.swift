// SPDX-License-Identifier: Apache-2.0
import Canon
import Ledger
import TransparencyLog

extension JournalConformance {
    static let reading: [Promise] = [
        Promise("An answer holds a bounded number of entries, from the start of what was asked") {
            subject in
            let journal = try subject.open()
            try journal.fill(to: 1_500)
            let answer = try journal.entries(in: 7..<1_500)
            try expect(
                answer.map(\.position), Array(7..<7 + UInt64(JournalLimits.entriesMax)), "positions"
            )
            try expect(answer.last?.entry, Samples.entry(1_030), "the last one")
        },
        Promise("An answer holds a bounded number of bytes, and one entry at least") { subject in
            let journal = try subject.open()
            let mebibyte = 1 << 20
            try journal.append(Samples.batch(0..<10, bodyBytes: mebibyte), after: .empty)
            try expect(journal.entries(in: 0..<10).count, 4, "entries of a mebibyte each")
            try journal.append(
                JournalBatch(
                    entries: [Samples.entry(10, bodyBytes: 6 * mebibyte)], tiles: [],
                    head: Samples.head(11)),
                after: Samples.head(10))
            try expect(journal.entries(in: 10..<11).count, 1, "one entry of six mebibytes")
        },
        Promise("Beyond the head there is nothing to read") { subject in
            let journal = try subject.open()
            try journal.append(Samples.batch(0..<2), after: .empty)
            try expect(journal.entries(in: 1..<9).map(\.position), [1], "a range over the end")
            try expect(journal.entries(in: 2..<9), [], "a range at the end")
            try expect(journal.entries(in: 1..<1), [], "an empty range")
        },
        Promise("Headers are lent in order, and a missing one is named") { subject in
            let journal = try subject.open()
            try journal.fill(to: 1_100)
            var headers: [[UInt8]] = []
            try journal.headers(in: 20..<1_100) { headers.append([UInt8]($0)) }
            try expect(headers, (20..<1_100).map { Samples.entry($0).header }, "headers")
            try expectError(
                .corrupt(position: 1_100, "no entry is kept here"), "headers over the end"
            ) { () throws(JournalError) in try journal.headers(in: 1_099..<1_101) { _ in } }
        },
        Promise("Leaf hashes come without their entries, all that were asked for") { subject in
            let journal = try subject.open()
            try journal.fill(to: 1_200)
            try expect(
                journal.leaves(in: 1..<1_200), (1..<1_200).map { Samples.entry($0).leaf }, "leaves")
            try expect(journal.leaves(in: 5..<5), [], "an empty range")
            try expectError(
                .corrupt(position: 1_200, "no entry is kept here"), "leaves over the end"
            ) { () throws(JournalError) in try journal.leaves(in: 1_199..<1_201) }
        },
    ]

    static let knowing: [Promise] = [
        Promise("An event is found by its key, with its position and fingerprint") { subject in
            let journal = try subject.open()
            try journal.fill(to: 30)
            let keys = [29, 99, 0, 29].map { Samples.entry($0).event }
            try expect(
                journal.events(keys),
                [
                    KnownEvent(position: 29, fingerprint: Samples.entry(29).fingerprint), nil,
                    KnownEvent(position: 0, fingerprint: Samples.entry(0).fingerprint),
                    KnownEvent(position: 29, fingerprint: Samples.entry(29).fingerprint),
                ], "events")
            try expect(journal.events([]), [], "no keys")
        },
        Promise("Names that Unicode calls equivalent are two names") { subject in
            let composed = renamed(0, EventKey(source: "urn:a", event: "caf\u{e9}"))
            let decomposed = renamed(1, EventKey(source: "urn:a", event: "cafe\u{301}"))
            let journal = try subject.open()
            try journal.append(
                JournalBatch(
                    entries: [composed, decomposed], tiles: [], head: Samples.head(2)),
                after: .empty)
            try expect(
                journal.events([decomposed.event, composed.event]).map { $0?.position }, [1, 0],
                "positions")
        },
        Promise("The border between source and event is part of the key") { subject in
            let journal = try subject.open()
            let entry = renamed(0, EventKey(source: "urn:a", event: "bc"))
            try journal.append(
                JournalBatch(entries: [entry], tiles: [], head: Samples.head(1)), after: .empty)
            try expect(
                journal.events([EventKey(source: "urn:ab", event: "c")]), [nil], "another key")
        },
    ]

    private static func renamed(_ number: UInt64, _ key: EventKey) -> PreparedEntry {
        let entry = Samples.entry(number)
        return PreparedEntry(
            header: entry.header, leaf: entry.leaf, kind: entry.kind, event: key,
            fingerprint: entry.fingerprint, content: entry.content, person: entry.person)
    }
}
