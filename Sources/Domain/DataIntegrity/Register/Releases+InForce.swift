// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

extension Releases {
    /// A revision that was in force, and the entry that says so.
    package struct Standing: Equatable, Sendable {
        /// `nil` where the release names none.
        package let revision: String?
        package let entry: UInt64
    }

    /// What was in force of a document or programme at a moment, in the order of the log.
    ///
    /// Nothing where it was never released, or not then.
    package func inForce(_ thing: Thing, at moment: Instant) -> [Standing] {
        Periods(releases(of: thing)).inForce(at: moment).map {
            Standing(revision: $0.revision, entry: $0.origin.entry)
        }
    }
}

/// From when to when the revisions of one document or programme were in force.
struct Periods {
    private var periods: [(release: Releases.Release, from: Instant, until: Instant)] = []
    /// Whether of some release nothing says from when it was in force.
    private(set) var hasUnknown = false

    /// A revision is in force until its own end, the next revision's beginning, or a withdrawal.
    init(_ releases: [Releases.Release]) {
        for release in releases where release.act != .withdrawn {
            guard let from = release.from else {
                hasUnknown = true
                continue
            }
            var until = release.until ?? Instant(microseconds: .max)
            for other in releases {
                guard let time = other.from, time > from else { continue }
                let isNext = other.act == .withdrawn ? other.ends(release) : !other.repeats(release)
                if isNext, release.until == nil || other.act == .withdrawn {
                    until = min(until, time)
                }
            }
            periods.append((release, from, until))
        }
    }

    func inForce(at time: Instant) -> [Releases.Release] {
        periods.filter { $0.from <= time && time <= $0.until }.map(\.release)
    }
}

extension Releases.Release {
    /// Whether this withdrawal speaks of a release: of its revision, or of all.
    fileprivate func ends(_ release: Releases.Release) -> Bool {
        guard let revision else { return true }
        return release.revision.map { $0.hasSameBytes(as: revision) } ?? true
    }

    /// Whether both release the same revision.
    fileprivate func repeats(_ other: Releases.Release) -> Bool {
        ExactText(revision ?? "") == ExactText(other.revision ?? "")
    }
}
