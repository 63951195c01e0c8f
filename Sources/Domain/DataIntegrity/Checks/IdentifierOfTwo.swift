// SPDX-License-Identifier: Apache-2.0
import Activities

extension Check {
    /// An account that is one person here and another there.
    static let identifierOfTwo = Check(
        "identifier-of-two", "One identifier belongs to one person", .attributable,
        rules: ["ALC-AT-1", "ALC-AT-2"],
        asks: "Where records name an account together with the person behind it, is that always "
            + "the same person?",
        why: "An identifier that was handed on, or lent, puts one person's acts down to another.",
        looksAt: "activities in which exactly one account and one person act in the same role; "
            + "persons' names are compared without case and spacing",
        reasons: [IdentifierOfTwo.one, IdentifierOfTwo.two, IdentifierOfTwo.unpaired],
        bounds: [IdentifierOfTwo.accountsMax]
    ) { _, _ in IdentifierOfTwo() }
}

struct IdentifierOfTwo: Examination {
    static let one = Reason.pass("one-person", "the account is always the same person's")
    static let two = Reason.fail(
        "two-people", .major, "one account is two people's in different records")
    static let unpaired = Reason.notApplicable(
        "not-told", "the record does not say which person is behind an account")

    static let accountsMax = Bound("accounts", 100_000)
    /// How many people of one account are listed.
    private static let peopleMax = 10

    private struct Holder {
        let person: Thing
        let folded: String
        let entry: UInt64
    }
    private var holders: [Thing: [Holder]] = [:]

    mutating func observe(_ observation: Observation, _ judgements: inout Judgements) {
        let pairs = [Participation.Role.performer, .signatory].compactMap {
            IdentifierOfTwo.pair(in: observation.activity, $0)
        }
        guard !pairs.isEmpty else {
            judgements.judge(IdentifierOfTwo.unpaired, observation)
            return
        }
        for (account, person) in pairs {
            guard holders[account] != nil || holders.count < Self.accountsMax.most else {
                judgements.exceed(Self.accountsMax, at: observation.position)
                continue
            }
            let folded = IdentifierOfTwo.fold(person.name)
            let known = holders[account] ?? []
            guard known.count < Self.peopleMax, !known.contains(where: { $0.folded == folded })
            else { continue }
            holders[account, default: []].append(
                Holder(person: person, folded: folded, entry: observation.position))
        }
    }

    func finish(_ judgements: inout Judgements) {
        for (account, people) in holders.sorted(by: { $0.value[0].entry < $1.value[0].entry }) {
            let entries = people.map(\.entry)
            guard people.count > 1 else {
                judgements.judge(IdentifierOfTwo.one, entries: entries, things: [account])
                continue
            }
            let names = people.map(\.person.name).joined(separator: " and ")
            judgements.judge(
                IdentifierOfTwo.two, entries: entries, things: [account] + people.map(\.person),
                "account \(account.name) is \(names)")
        }
    }

    private static func pair(
        in activity: Activity, _ role: Participation.Role
    ) -> (account: Thing, person: Thing)? {
        let things = activity.things(role)
        let accounts = things.filter { $0.kind == .account }
        let people = things.filter { $0.kind == .person }
        guard accounts.count == 1, people.count == 1 else { return nil }
        return (accounts[0], people[0])
    }

    /// A name without case and spacing.
    private static func fold(_ name: String) -> String {
        String(name.lowercased().filter { !$0.isWhitespace })
    }
}
