// SPDX-License-Identifier: Apache-2.0
import Canon

/// That something is not to be trusted for a stretch of time: a system, an account, a machine, a
/// programme, a certificate.
package struct Suspicion: Hashable, Sendable {
    package let suspect: ThingID
    /// Whether the suspect is a system that sends us records, and so tells us their times itself.
    package let isSystem: Bool
    /// Open when it is not known to be over.
    package let window: Period
    /// Whether what the suspect changed (a recipe, a machine's set-up) is suspect from then on too.
    package var followsChanges = true
    /// Whether older records count that lay in the suspect system while it was suspect.
    ///
    /// Only for systems: nothing shows that what they sent afterwards is what they once recorded.
    package var includesHeld = false

    package init(of suspect: ThingID, isSystem: Bool, during window: Period) {
        self.suspect = suspect
        self.isSystem = isSystem
        self.window = window
    }
}

/// By which time a record was found to fall into a trust window.
package enum TimeBasis: String, Hashable, Sendable {
    /// When it happened, by the word of a source that is not itself in doubt.
    case occurred
    /// When we received it.
    case received
    /// When it happened, by the word of the suspect system: it says itself that it is of the window.
    case claimed
    /// It is older, but lay in the suspect system during the window.
    case held
}

/// Which records fall into the window: the rule of times.
///
/// 1. A record is of the window when it happened in it, or while it began or ended. The time is
///    the one the source says; where the source says none, the one at which we received it.
/// 2. A suspect system's word on time is not believed, since it could write yesterday's date. What
///    we received from it in the window is of the window, whatever date it bears; what we received
///    later is, when it says so itself.
/// 3. What we had received before the window began is not: from then on our log holds it, and
///    nothing the suspect does can change it. (For systems only. What an account or a machine did
///    is judged by when it did it.)
struct WindowRule: Sendable {
    let suspicion: Suspicion
    /// The positions that were received during the window.
    let received: Range<EntryPosition>

    /// What to ask the graph for, so that no link the rule can admit is left out.
    var selections: [LinkSelection] {
        var within = LinkSelection(.reliance)
        within.during = suspicion.window
        guard suspicion.isSystem else { return [within] }
        var arrived = LinkSelection(.reliance)
        arrived.positions =
            received.lowerBound..<(suspicion.includesHeld ? .last : received.upperBound)
        return [within, arrived]
    }

    /// By which time the link's record falls into the window, or `nil` when it does not.
    func basis(of link: TraceLink) -> TimeBasis? {
        let isWithin = suspicion.window.overlaps(link.period)
        guard suspicion.isSystem else {
            guard isWithin else { return nil }
            return link.marks.contains(.timedByReceipt) ? .received : .occurred
        }
        guard link.activity >= received.lowerBound else { return nil }
        if received.contains(link.activity) { return .received }
        if isWithin { return .claimed }
        let isOlder = link.period.since < suspicion.window.since
        return suspicion.includesHeld && isOlder ? .held : nil
    }

    /// From when on product that the record speaks for must be taken to be affected.
    ///
    /// Where the time is not to be believed, from the earliest moment it can have been.
    func affectedSince(_ link: TraceLink, _ basis: TimeBasis) -> Instant {
        guard suspicion.isSystem else { return link.period.since }
        switch basis {
        case .occurred, .held: return link.period.since
        case .received, .claimed: return min(link.period.since, suspicion.window.since)
        }
    }
}
