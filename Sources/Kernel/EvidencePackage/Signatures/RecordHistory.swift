// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// The acts of one record that a package holds, in the order of the log.
struct RecordHistory: Sendable {
    let record: String
    let acts: [RecordAct]
    private let places: [Int64: Int]

    /// Takes acts of one record, ascending by entry.
    init(_ record: String, _ acts: [RecordAct]) {
        self.record = record
        self.acts = acts
        places = Dictionary(
            acts.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func act(_ number: Int64) -> RecordAct? { places[number].map { acts[$0] } }

    /// Where two acts contradict each other; `nil` when nothing does.
    ///
    /// Whoever holds the log's key can append an act twice or out of turn. The log then proves both,
    /// and only this finds it.
    var contradiction: Contradiction? {
        var before: RecordAct?
        for act in acts {
            if let fault = contradiction(of: act, after: before) { return fault }
            before = act
        }
        return nil
    }

    struct Contradiction: Hashable {
        let item: String
        let expected: String
        let found: String
    }

    private func contradiction(of act: RecordAct, after before: RecordAct?) -> Contradiction? {
        func fault(_ expected: String, _ found: String) -> Contradiction {
            Contradiction(item: act.name, expected: expected, found: found)
        }
        if (act.number == 1) != (act.deed == "opened") {
            return fault("to be opened by act 1 and by no other", "record.\(act.deed)")
        }
        let previous = before.map { ($0.number, $0.revision, $0.version) } ?? (0, 0, 0)
        if let before {
            guard act.number > before.number else {
                return fault("an act after act \(before.number)", "act \(act.number)")
            }
            guard act.kind.hasSameBytes(as: before.kind) else {
                return fault("the kind \(before.kind)", "\(act.kind)")
            }
        }
        // Acts that are not in the package may each have added one to either.
        let between = act.number - previous.0 - 1
        let versions = steps(from: previous.2, act.changesContent, over: between)
        guard versions.contains(act.version) else {
            return fault("version \(versions.words)", "version \(act.version)")
        }
        let isNew = act.number == 1 || act.deed == "reopened"
        let revisions = steps(from: previous.1, isNew, over: between)
        guard revisions.contains(act.revision), act.number > 1 || act.revision == 1 else {
            return fault("revision \(revisions.words)", "revision \(act.revision)")
        }
        return nil
    }

    private func steps(
        from number: Int64, _ isOneMore: Bool, over gap: Int64
    ) -> ClosedRange<Int64> {
        let least = number + (isOneMore ? 1 : 0)
        return least...(least + gap)
    }

    /// The numbers below an act's that no act in the package has, as `4 to 6, 9`; `nil` when none.
    func missing(before number: Int64) -> String? {
        var parts: [String] = []
        var next: Int64 = 1
        func note(until end: Int64) {
            guard next < end else { return }
            parts.append(next == end - 1 ? "\(next)" : "\(next) to \(end - 1)")
        }
        for act in acts where act.number < number {
            note(until: act.number)
            next = act.number + 1
        }
        note(until: number)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// What a signature on a version covers, from the acts in the package up to one of them.
    ///
    /// - Returns: `nil` unless every version up to that one has its act there.
    func digest(revision: Int64, version: Int64, upTo act: RecordAct) -> Digest? {
        let leaves = acts.filter { $0.changesContent && $0.number <= act.number }
            .prefix { $0.version <= version }
        guard leaves.count == Int(version),
            leaves.enumerated().allSatisfy({ $1.version == Int64($0) + 1 })
        else { return nil }
        let content: JSON = [
            "acts": .array(leaves.map { .string($0.leaf.hex) }), "record": .string(record),
            "revision": .integer(revision), "schema": "witnessmark.record/1",
            "version": .integer(version),
        ]
        return Digest(of: content.canonical)
    }
}

extension ClosedRange<Int64> {
    fileprivate var words: String {
        lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound) to \(upperBound)"
    }
}
