// SPDX-License-Identifier: Apache-2.0
import Canon

/// From where a question is asked, in both times: what had happened, and what was known.
///
/// "What was inside the assembly on 3 May, as we knew it when we shipped" has two times in it, and
/// they must not be mixed up: what was recorded late had happened, but was not known.
package struct Standpoint: Hashable, Sendable {
    /// Nothing that happened after this moment is seen.
    package var asOf: Instant
    /// Nothing that was recorded after this entry is seen, corrections included.
    package var knownAt: EntryPosition

    package init(asOf: Instant? = nil, knownAt: EntryPosition? = nil) {
        self.asOf = asOf ?? Instant(microseconds: .max)
        self.knownAt = knownAt ?? .last
    }

    /// Everything that happened, as far as it is known now.
    package static let now = Standpoint()

    /// Whether a link is seen, if the corrections in `disregarded` are not believed.
    package func sees(_ link: TraceLink, disregarding disregarded: Set<EntryPosition> = []) -> Bool
    {
        guard link.activity <= knownAt else { return false }
        // A thing had its other names before anybody told us of them.
        guard link.period.since <= asOf || link.role == .alias else { return false }
        guard let correction = link.withdrawnBy, correction <= knownAt else { return true }
        return disregarded.contains(correction)
    }
}
