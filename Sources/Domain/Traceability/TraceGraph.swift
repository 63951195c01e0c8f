// SPDX-License-Identifier: Apache-2.0
import Canon

/// Where trace links are kept, seen from both ends.
///
/// Searches ask for whole frontiers at a time, so that an engine can answer a hundred thousand
/// things in a few passes. The contract:
/// - Things and positions are asked in ascending order, each once.
/// - Answers hold every link that was ever recorded, withdrawn ones with the mark.
/// - `links(of:)` answers in order of thing, then ``TraceLink/period``'s beginning, position and
///   ordinal; `links(from:)` in order of position and ordinal.
/// - All answers during one search come from one state of the store.
package protocol TraceGraph {
    associatedtype Failure: Error

    /// The links at which these things stand, those that the selection lets through.
    func links(of things: [ThingID], _ selection: LinkSelection) throws(Failure) -> [TraceLink]

    /// The links of these activities in the given roles.
    func links(from activities: [EntryPosition], _ roles: RoleSet) throws(Failure) -> [TraceLink]

    /// The positions of the activities that were received in a stretch of time, by our clock.
    func positions(received period: Period) throws(Failure) -> Range<EntryPosition>
}

/// Which links of a thing are wanted; every condition must hold.
package struct LinkSelection: Hashable, Sendable {
    /// Links in these roles are wanted.
    package var roles: RoleSet
    /// Whether links that say a state, were signed or have results are wanted in any role.
    package var includesTelling = false
    /// Only those whose activity happened at some time in the period.
    package var during: Period?
    /// Only those recorded there.
    package var positions: Range<EntryPosition>?

    package init(_ roles: RoleSet) { self.roles = roles }

    /// Whether the link is wanted.
    package func admits(_ link: TraceLink) -> Bool {
        guard roles.contains(link.role) || includesTelling && link.isTelling else { return false }
        if let during, !during.overlaps(link.period) { return false }
        if let positions, !positions.contains(link.activity) { return false }
        return true
    }
}

extension TraceLink {
    /// Whether the link says more than that the thing was there.
    package var isTelling: Bool {
        state != nil || !marks.isDisjoint(with: [.signed, .measured])
    }
}
