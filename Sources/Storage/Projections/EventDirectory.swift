// SPDX-License-Identifier: Apache-2.0
import Ledger

/// Where the entries of outside events are.
package protocol EventDirectory: Sendable {
    /// The position of each event's first entry, in the order asked; `nil` when there is none.
    func positions(of events: [EventKey]) throws -> [UInt64?]
}
