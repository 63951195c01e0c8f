// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

extension Check {
    /// Sets that say how many they are, and are fewer.
    static let missingMember = Check(
        "missing-member", "Every member of a declared set is there", .complete,
        rules: ["ALC-CO-2", "ALC-CO-4"],
        asks: "Where records say that they are number 3 of 20, are there all 20? Where a record "
            + "says what should be there, does some other record speak of it?",
        why: "A run of twenty of which the good nineteen were sent is the oldest trick there is.",
        looksAt:
            "membership (set, ordinal, count), by source; participants in the role `expected`; an "
            + "expected `record` is also there when a result is of the characteristic of that name",
        reasons: [
            MissingMember.whole, MissingMember.missing, MissingMember.countsDiffer,
            MissingMember.outside, MissingMember.expectedMissing, MissingMember.notBegun,
            MissingMember.sizeNotSaid, MissingMember.alone,
        ],
        bounds: [MissingMember.membersMax]
    ) { _, register in MissingMember(register.expectations) }
}

struct MissingMember: Examination {
    static let whole = Reason.pass("whole", "every declared member is there")
    static let missing = Reason.fail("missing", .major, "members of the set are missing")
    static let countsDiffer = Reason.fail(
        "counts-differ", .major, "members disagree on how many they are")
    static let outside = Reason.fail(
        "outside-the-set", .minor, "a member has a number that its set cannot have")
    static let expectedMissing = Reason.fail(
        "expected-missing", .major, "something a record says should be there is in no other record")
    static let notBegun = Reason.indeterminate(
        "nothing-there-yet", "nothing of what a record says should be there is in any other record")
    static let sizeNotSaid = Reason.indeterminate(
        "size-not-said", "no member says how many there are, so nobody can tell that all are there")
    static let alone = Reason.notApplicable("no-set", "the record is part of no declared set")

    static let membersMax = Bound("members of sets", 500_000)
    /// How many missing members a finding names.
    private static let namedMax = 20

    private struct SetName: Hashable {
        let source: ExactText
        let set: ExactText
    }
    private struct Members {
        var ordinals: Set<Int64> = []
        var unnumbered: Int64 = 0
        var counts: [Int64] = []
        var entries: [UInt64] = []
        var outside: (ordinal: Int64, entry: UInt64)?
    }
    private var sets: [SetName: Members] = [:]
    private var count = 0
    private let expectations: Expectations
    /// What each declaring entry says should be there.
    private var expected: [(entry: UInt64, things: [Thing])] = []
    private var seen: Set<Thing> = []

    init(_ expectations: Expectations) { self.expectations = expectations }

    mutating func observe(_ observation: Observation, _ judgements: inout Judgements) {
        var isDeclared = false
        let declared = observation.activity.things(.expected)
        if !declared.isEmpty {
            isDeclared = true
            if count + declared.count <= MissingMember.membersMax.most {
                count += declared.count
                expected.append((observation.position, declared))
            } else {
                judgements.exceed(MissingMember.membersMax, at: observation.position)
            }
        }
        if !expectations.isEmpty { see(observation.activity) }
        if let membership = observation.activity.membership {
            isDeclared = true
            add(membership, observation, &judgements)
        }
        if !isDeclared { judgements.judge(MissingMember.alone, observation) }
    }

    /// Notes which expected things a record speaks of: by taking part, or as a characteristic.
    private mutating func see(_ activity: Activity) {
        for participant in activity.participants
        where participant.role != .expected && expectations.contains(participant.thing) {
            seen.insert(participant.thing)
        }
        for result in activity.results {
            for thing in expectations.characteristics(of: result) { seen.insert(thing) }
        }
    }

    private mutating func add(
        _ membership: Membership, _ observation: Observation, _ judgements: inout Judgements
    ) {
        guard count < MissingMember.membersMax.most else {
            judgements.exceed(MissingMember.membersMax, at: observation.position)
            return
        }
        count += 1
        let name = SetName(
            source: ExactText(observation.source), set: ExactText(membership.set))
        var members = sets[name] ?? Members()
        if let ordinal = membership.ordinal {
            if ordinal >= 1, ordinal <= membership.count ?? .max {
                members.ordinals.insert(ordinal)
            } else if members.outside == nil {
                members.outside = (ordinal, observation.position)
            }
        } else {
            members.unnumbered += 1
        }
        if let size = membership.count, !members.counts.contains(size), members.counts.count < 3 {
            members.counts.append(size)
        }
        if members.entries.count < MissingMember.namedMax {
            members.entries.append(observation.position)
        }
        sets[name] = members
    }

    func finish(_ judgements: inout Judgements) {
        for (name, members) in sets.sorted(by: { $0.value.entries[0] < $1.value.entries[0] }) {
            judge(name.set.text, members, &judgements)
        }
        for declaration in expected { judge(declaration.entry, declaration.things, &judgements) }
    }

    private func judge(_ entry: UInt64, _ things: [Thing], _ judgements: inout Judgements) {
        let absent = things.filter { !seen.contains($0) }
        let reason =
            absent.isEmpty
            ? MissingMember.whole
            : absent.count == things.count
                ? MissingMember.notBegun : MissingMember.expectedMissing
        let named = absent.prefix(MissingMember.namedMax)
        let more = absent.count > named.count ? " and \(absent.count - named.count) more" : ""
        judgements.judge(
            reason, entries: [entry], things: Array(named),
            "of \(things.count) things that should be there no other record speaks of "
                + named.map(\.description).joined(separator: ", ") + more)
    }

    private func judge(_ set: String, _ members: Members, _ judgements: inout Judgements) {
        if let outside = members.outside {
            judgements.judge(
                MissingMember.outside, entries: [outside.entry],
                "\(set): there can be no number \(outside.ordinal)")
        }
        guard members.counts.count <= 1 else {
            judgements.judge(
                MissingMember.countsDiffer, entries: members.entries,
                "\(set): members say they are "
                    + members.counts.map { "\($0)" }.joined(separator: " and "))
            return
        }
        let size = max(0, members.counts.first ?? members.ordinals.max() ?? 0)
        let there = Int64(members.ordinals.count)
        let absent = size - there - members.unnumbered
        if absent > 0 {
            judgements.judge(
                MissingMember.missing, entries: members.entries,
                values: [
                    Finding.Value("there", "\(there + members.unnumbered)"),
                    Finding.Value("declared", "\(size)"),
                ],
                "\(set): \(members.unnumbered == 0 ? MissingMember.gaps(members.ordinals, size) : "\(absent)")"
                    + " of \(size) \(absent == 1 ? "is" : "are") missing")
        } else {
            judgements.judge(
                members.counts.isEmpty ? MissingMember.sizeNotSaid : MissingMember.whole,
                entries: members.entries, "\(set): \(there + members.unnumbered) records")
        }
    }

    /// The missing numbers as stretches: "2, 4 to 20".
    private static func gaps(_ ordinals: Set<Int64>, _ size: Int64) -> String {
        var stretches: [String] = []
        var next: Int64 = 1
        for ordinal in ordinals.sorted() + [size == .max ? .max : size + 1] {
            if ordinal > next {
                stretches.append(ordinal - next == 1 ? "\(next)" : "\(next) to \(ordinal - 1)")
            }
            next = ordinal == .max ? .max : ordinal + 1
        }
        let more = stretches.count > namedMax ? " and more" : ""
        return stretches.prefix(namedMax).joined(separator: ", ") + more
    }
}
