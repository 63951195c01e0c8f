// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// What one row gives by one rule, before rows are put together.
struct RowActivity {
    /// Which rule of the mapping, by its place.
    let rule: Int
    var read: ReadActivity
    /// The rule of each participation, by its place in the activity's rule.
    var participantRules: [Int]
}

/// Rows that belong together, put into one activity for each rule that they fulfil.
///
/// What all rows must say alike and do not is a problem; nothing is chosen among them. Results of
/// all rows follow one another, and what a participant's rule says decides how often it is told.
struct RecordGroup {
    /// The most rows of one group: an order with ten thousand measured values.
    static let rowsMax = 10_000

    private let mapping: SpreadsheetMapping
    /// The row it begins with.
    let first: TableRow
    private(set) var rowCount = 0
    /// How many of its rows could be read and agree with those before.
    private(set) var readableCount = 0
    /// Whether something is wrong with it, so that it gives nothing.
    var isBroken = false
    private var members: [Member] = []

    init(_ first: TableRow, _ mapping: SpreadsheetMapping) {
        self.first = first
        self.mapping = mapping
    }

    /// What a rule has given so far.
    private struct Member {
        var row: RowActivity
        /// Participations, attributes and blanks that are there, so that they are told once.
        var told: Set<[UInt8]> = []
        /// The one participation of each rule that all rows must agree in.
        var shared: [Int: Participation] = [:]
    }

    /// A member of an activity in which two rows of a group differ.
    struct Difference {
        let member: String
        let first: String
        let next: String
    }

    /// Adds what a row gives; answers where it differs from the rows before.
    mutating func add(_ rows: [RowActivity]) -> [Difference] {
        rowCount += 1
        var differences: [Difference] = []
        for row in rows {
            if let index = members.firstIndex(where: { $0.row.rule == row.rule }) {
                differences += merge(row, into: &members[index])
            } else {
                var member = Member(row: row)
                member.row.read.activity.participants = []
                member.row.read.activity.attributes = []
                member.row.read.activity.blanks = []
                differences += take(row, into: &member)
                members.append(member)
            }
        }
        if differences.isEmpty { readableCount += 1 } else { isBroken = true }
        return differences
    }

    /// Counts a row that cannot be read, so that the group is not whole.
    mutating func addUnreadable() {
        rowCount += 1
        isBroken = true
    }

    /// The activities of the whole group; none when it is broken.
    func activities() -> [ReadActivity] {
        guard !isBroken else { return [] }
        return members.map { member in
            var read = member.row.read
            read.activity.attribution =
                mapping.activities[member.row.rule].attribution
                ?? RecordReader.attribution(of: read.activity)
            return read
        }
    }

    // MARK: Merging

    private func merge(_ row: RowActivity, into member: inout Member) -> [Difference] {
        let rule = mapping.activities[row.rule]
        let next = row.read.activity
        // What is held has one owner, or adding to it would copy it.
        let held = member.row.read.activity
        member.row.read.activity = Activity(kind: held.kind)
        var merging = Merging(consume held, next)
        merging.same("source", member.row.read.source, row.read.source)
        merging.same("kind", merging.activity.kind, next.kind)
        merging.same("status", merging.activity.status.rawValue, next.status.rawValue)
        merging.same("step", \.step) { $0 }
        merging.same("summary", \.summary) { $0 }
        merging.same("session", \.session) { $0 }
        merging.time("occurred", \.occurred, rule.occurred)
        merging.time("ended", \.ended, rule.ended)
        merging.time("recorded", \.recordedAtSource, rule.recorded)
        merging.time("becameKnown", \.becameKnown, rule.becameKnown)
        merging.same("state", \.state) { $0.rawValue }
        merging.same("sourceState", \.sourceState) { $0 }
        merging.same("exception", \.exception) { $0.rawValue }
        merging.same("valid", \.valid) {
            "\($0.from?.text ?? "open") to \($0.until?.text ?? "open")"
        }
        merging.sequence()
        merging.activity.results += next.results
        member.row.read.activity = merging.activity
        member.row.read.warnings += row.read.warnings
        member.row.read.bytes =
            member.row.read.bytes
            .lowerBound..<max(member.row.read.bytes.upperBound, row.read.bytes.upperBound)
        return merging.differences + take(row, into: &member)
    }

    /// Adds participations, attributes and blanks as their rules say.
    private func take(_ row: RowActivity, into member: inout Member) -> [Difference] {
        let rules = mapping.activities[row.rule].participants
        var differences: [Difference] = []
        for (participation, index) in zip(row.read.activity.participants, row.participantRules) {
            switch rules[index].per {
            case .row: break
            case .thing:
                guard member.told.insert(participation.key(index)).inserted else { continue }
            case .group:
                if let shared = member.shared[index] {
                    if shared.key(index) != participation.key(index) {
                        differences.append(
                            Difference(
                                member: "participants[\(index)]", first: shared.told,
                                next: participation.told))
                    }
                    continue
                }
                member.shared[index] = participation
            }
            member.row.read.activity.participants.append(participation)
        }
        for attribute in row.read.activity.attributes {
            let key = Array(attribute.name.utf8) + [0] + Array(attribute.value.utf8)
            guard member.told.insert([0] + key).inserted else { continue }
            member.row.read.activity.attributes.append(attribute)
        }
        for blank in row.read.activity.blanks {
            guard member.told.insert([2] + Array(blank.utf8)).inserted else { continue }
            member.row.read.activity.blanks.append(blank)
        }
        return differences
    }
}

/// Two rows' activities while the second is put to the first.
private struct Merging {
    var activity: Activity
    let next: Activity
    private(set) var differences: [RecordGroup.Difference] = []

    init(_ activity: Activity, _ next: Activity) {
        self.activity = activity
        self.next = next
    }

    mutating func same(_ name: String, _ first: String, _ next: String) {
        guard !first.hasSameBytes(as: next) else { return }
        differences.append(RecordGroup.Difference(member: name, first: first, next: next))
    }

    /// A member that rows say alike or leave out.
    mutating func same<Value>(
        _ name: String, _ member: WritableKeyPath<Activity, Value?>, _ words: (Value) -> String
    ) {
        guard let value = next[keyPath: member] else { return }
        guard let first = activity[keyPath: member] else {
            activity[keyPath: member] = value
            return
        }
        same(name, words(first), words(value))
    }

    /// A time: the first row's, the last row's, or one that all agree in.
    mutating func time(
        _ name: String, _ member: WritableKeyPath<Activity, SourceTime?>, _ rule: TimeRule?
    ) {
        switch rule?.row {
        case .first:
            activity[keyPath: member] = activity[keyPath: member] ?? next[keyPath: member]
        case .last:
            activity[keyPath: member] = next[keyPath: member] ?? activity[keyPath: member]
        case nil: same(name, member) { $0.text }
        }
    }

    /// Numbers that go on from row to row are one run.
    mutating func sequence() {
        guard let first = activity.sequence, let next = next.sequence else {
            activity.sequence = activity.sequence ?? next.sequence
            return
        }
        if first.stream.hasSameBytes(as: next.stream) {
            if first.last < .max, next.first == first.last + 1 {
                activity.sequence?.last = next.last
                return
            }
            if first == next { return }
        }
        same(
            "sequence", "\(first.stream) \(first.first) to \(first.last)",
            "\(next.stream) \(next.first) to \(next.last)")
    }
}

extension Participation {
    /// What tells it from others of its rule, byte for byte.
    fileprivate func key(_ rule: Int) -> [UInt8] {
        var key: [UInt8] = [1]
        let parts = [
            String(rule), role.rawValue, thing.kind.rawValue, thing.name, quantity?.value ?? "",
            quantity?.unit ?? "", revision ?? "", at?.text ?? "", meaning ?? "",
        ]
        for part in parts {
            key += Array(String(part.utf8.count).utf8) + [0] + Array(part.utf8)
        }
        return key
    }

    /// As a message repeats it.
    fileprivate var told: String {
        [thing.name, quantity?.value, quantity?.unit, revision, at?.text, meaning]
            .compactMap { $0 }.joined(separator: " ")
    }
}
