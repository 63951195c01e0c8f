// SPDX-License-Identifier: Apache-2.0
import Ledger
import Relational
import Traceability

/// Corrections of events that had not arrived when they were corrected.
///
/// Messages overtake each other: an event that arrives after its correction is withdrawn from the
/// start. There are few, so all are read once a batch; ``awaitedMax`` bounds them.
final class AwaitedCorrections {
    /// How many are kept; what comes beyond them awaits nothing and is only a record.
    static let awaitedMax = 100_000

    // A class, for a batch both reads and adds to it while it goes over its entries.
    private var corrections: [EventKey: EntryPosition]

    init(in transaction: any ReadTransaction) throws {
        let rows = try transaction.all(
            "SELECT event, source, correction FROM awaited_correction"
        ) { row in
            (
                EventKey(source: try row.text(1), event: try row.text(0)),
                EntryPosition(UInt64(clamping: try row.integer(2)))
            )
        }
        corrections = Dictionary(rows) { min($0, $1) }
    }

    /// The entry that corrected this event before it arrived.
    func correction(of event: EventKey) -> EntryPosition? {
        corrections.isEmpty ? nil : corrections[event]
    }

    /// Remembers the first correction of an event that has not arrived.
    func add(
        _ correction: EntryPosition, of event: EventKey, in transaction: any WriteTransaction
    ) throws {
        guard corrections[event] == nil, corrections.count < Self.awaitedMax else { return }
        corrections[event] = correction
        try transaction.run(
            """
            INSERT INTO awaited_correction (event, source, correction)
            VALUES (\(event.event), \(event.source), \(Int64(clamping: correction.number)))
            """)
    }
}
