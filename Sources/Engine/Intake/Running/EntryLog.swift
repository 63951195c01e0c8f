// SPDX-License-Identifier: Apache-2.0
import Ledger

/// Where intake leaves entries: the sequencer, or whatever stands before it.
///
/// - An append is answered when all its entries are durable, with one receipt each, in order.
/// - Positions follow the order of the entries.
package protocol EntryLog: Sendable {
    func append(_ entries: [PreparedEntry]) async throws(AppendError) -> [Receipt]
}

extension Sequencer: EntryLog {}
