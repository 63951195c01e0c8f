// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// What the acts of governed records in a package come to: their order, and every signature.
///
/// That entries are in the log is shown before. This finds what whoever holds the log's key could
/// have put there all the same: a signature moved to another record or version, a key exchanged, an
/// act out of turn. None of it can be made to fit without the signer's own key (21 CFR 11.70).
public struct RecordExamination: Sendable {
    /// Something that contradicts something else.
    public struct Contradiction: Hashable, Sendable {
        public let item: String
        public let expected: String
        public let found: String
    }

    /// Each record, by number, with how many of its acts are there.
    public let records: [(record: String, actCount: Int)]
    /// Acts that are not in the package although later ones are: `NC-2026-0001: acts 4 to 6`.
    public let gaps: [String]
    public let signatures: [JudgedSignature]
    /// What contradicts itself apart from signatures: acts out of turn, keys that are none.
    public let contradictions: [Contradiction]
    /// What could not be read or is missing, apart from signatures.
    public let doubts: [String]

    /// Examines the entries of a package.
    ///
    /// - Parameters:
    ///   - entries: in ascending order; those that ``OpenedEntry/isOfPeople(_:)`` are enough.
    ///   - origin: the log they are in.
    public init(_ entries: [OpenedEntry], origin: String) {
        var judge = SignatureJudge(keys: PersonKeys(entries), origin: origin)
        var contradictions = judge.keys.malformed.map {
            Contradiction(item: $0.item, expected: $0.expected, found: "something else")
        }
        var doubts: [String] = []
        var acts: [String: [RecordAct]] = [:]
        var signed: [(act: RecordAct?, entry: OpenedEntry)] = []
        for entry in entries {
            var found: RecordAct?
            switch RecordAct.reading(entry) {
            case .act(let act):
                acts[act.record, default: []].append(act)
                found = act
            case .none: break
            case .unknown(let what):
                doubts.append("entry \(entry.index): \(what); a newer verifier is needed")
            case .malformed(let expected):
                contradictions.append(
                    Contradiction(
                        item: "entry \(entry.index)", expected: expected, found: "something else"))
            }
            if SignatureJudge.types.contains(entry.type.text) { signed.append((found, entry)) }
        }
        let histories = acts.keys.sorted().map { RecordHistory($0, acts[$0] ?? []) }
        var gaps: [String] = []
        for history in histories {
            if let fault = history.contradiction {
                contradictions.append(
                    Contradiction(
                        item: fault.item, expected: fault.expected, found: fault.found))
            }
            if let last = history.acts.last, let missing = history.missing(before: last.number) {
                gaps.append("\(history.record): acts \(missing)")
            }
            for act in history.acts {
                switch history.ground(of: act) {
                case .sound: break
                case .contradiction(let fault):
                    contradictions.append(
                        Contradiction(
                            item: fault.item, expected: fault.expected, found: fault.found))
                case .missing(let what): doubts.append(what)
                }
            }
        }
        let byRecord = Dictionary(uniqueKeysWithValues: histories.map { ($0.record, $0) })
        signatures = signed.map { act, entry in
            judge.judge(act, entry, in: act.flatMap { byRecord[$0.record] })
        }
        records = histories.map { ($0.record, $0.acts.count) }
        self.gaps = gaps
        self.contradictions = contradictions
        self.doubts = doubts
    }

    /// "3 of 3 valid: reviewed, approved, released".
    public var signatureSummary: String {
        guard !signatures.isEmpty else { return "none" }
        let valid = signatures.filter(\.isValid)
        var meanings: [String] = []
        for meaning in valid.compactMap(\.statement?.meaning)
        where !meanings.contains(where: { $0.hasSameBytes(as: meaning) }) {
            meanings.append(meaning)
        }
        return "\(valid.count) of \(signatures.count) valid"
            + (meanings.isEmpty ? "" : ": \(meanings.joined(separator: ", "))")
    }
}

extension RecordHistory {
    enum Ground {
        case sound
        case contradiction(Contradiction)
        case missing(String)
    }

    /// Whether a step that was taken rests on signatures given for it, on the record as it was.
    func ground(of act: RecordAct) -> Ground {
        guard act.deed == "transitioned" else { return .sound }
        guard let numbers = act.content["signatures"]?.elements else {
            return .contradiction(
                Contradiction(
                    item: act.name, expected: "the signatures it rests on", found: "none named"))
        }
        for number in numbers.map(\.integer) {
            guard let number, (1..<act.number).contains(number) else {
                return .contradiction(
                    Contradiction(
                        item: act.name, expected: "signatures given before it",
                        found: "another number"))
            }
            guard let ground = self.act(number) else {
                return .missing("\(act.name) rests on act \(number), which is not in the package")
            }
            guard ground.deed == "signed", ground.revision == act.revision,
                ground.version == act.version, let step = act.transition,
                ground.transition?.hasSameBytes(as: step) == true
            else {
                return .contradiction(
                    Contradiction(
                        item: act.name,
                        expected: "act \(number) to be a signature for "
                            + "\(act.transition ?? "its step") on version \(act.version)",
                        found: "record.\(ground.deed) for \(ground.transition ?? "nothing") on "
                            + "version \(ground.version)"))
            }
        }
        return .sound
    }
}
