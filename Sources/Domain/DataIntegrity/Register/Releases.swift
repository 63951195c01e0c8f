// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// Which revisions of documents and programmes are under control, and when they were in force.
///
/// Told by activities whose kind ends in `released`, `approved`, `issued` or `kept`, or in
/// `withdrawn`, `obsoleted` or `superseded`, and that name the document or programme as what they
/// are about, were done on, or made. A revision is in force from `valid.from` (else from when it
/// was released) until `valid.until`, or until the next revision's time comes.
package struct Releases: Sendable {
    private var releases: [Thing: [Release]] = [:]
    private var count = 0

    private(set) var isCut = false

    static let releasesMax = Bound("releases", 100_000)

    package init() {}

    /// One revision's coming into force, or going out of it.
    struct Release: Sendable {
        let origin: Origin
        let revision: String?
        let act: Act
        let from: Instant?
        let until: Instant?

        enum Act: Sendable {
            case released
            /// A copy is under control, which by itself puts nothing into force.
            case kept
            case withdrawn
        }
    }

    mutating func note(_ observation: Observation) {
        let activity = observation.activity
        guard activity.status == .completed, let act = Releases.act(activity.kind) else { return }
        let occurred = act == .kept ? nil : activity.ended?.instant ?? activity.occurred?.instant
        let released = activity.participants.filter(Releases.isReleased)
        for participant in released { add(participant.thing, participant.revision) }
        // Another name of the one thing: the number inside a programme, beside its file's name.
        guard released.count == 1, let one = released.first else { return }
        for alias in activity.things(.alias) where alias.kind == one.thing.kind {
            add(alias, one.revision)
        }

        func add(_ thing: Thing, _ revision: String?) {
            guard count < Releases.releasesMax.most else {
                isCut = true
                return
            }
            releases[thing, default: []].append(
                Release(
                    origin: Origin(observation), revision: revision, act: act,
                    from: activity.valid?.from?.instant ?? occurred,
                    until: activity.valid?.until?.instant))
            count += 1
        }
    }

    static func act(_ kind: String) -> Release.Act? {
        switch kind.lastWord {
        case "released", "approved", "issued": .released
        case "kept": .kept
        case "withdrawn", "obsoleted", "superseded": .withdrawn
        default: nil
        }
    }

    private static func isReleased(_ participation: Participation) -> Bool {
        guard participation.thing.kind == .document || participation.thing.kind == .programme
        else { return false }
        return [.about, .subject, .output].contains(participation.role)
    }

    mutating func remove(where isWithdrawn: (Origin) -> Bool) {
        for (thing, all) in releases {
            let standing = all.filter { !isWithdrawn($0.origin) }
            releases[thing] = standing.isEmpty ? nil : standing
        }
    }

    /// Whether anything of this kind is under control at all.
    func hasAny(_ kind: ThingKind) -> Bool { releases.keys.contains { $0.kind == kind } }

    func releases(of thing: Thing) -> [Release] { releases[thing] ?? [] }
}

extension String {
    /// The last of the words that dots set apart: `released` of `document.released`.
    var lastWord: String { split(separator: ".").last.map { $0.lowercased() } ?? "" }
}
