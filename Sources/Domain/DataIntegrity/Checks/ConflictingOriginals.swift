// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

extension Check {
    /// Two files about one session that disagree.
    static let conflictingOriginals = Check(
        "conflicting-originals", "Exports of one session agree", .original,
        rules: ["ALC-CN-4", "ALC-OR-2"],
        asks: "Where several files tell of one measuring session, do they give the same values for "
            + "the same characteristic of the same thing? Rounding to fewer decimals is agreement.",
        why: "The instrument measured once. Of two files that disagree at least one is not its "
            + "record.",
        looksAt: "session, what was measured, characteristic (else name), unit and value, in "
            + "different files; a repeated characteristic is compared in the order of the file. "
            + "Where a session tells of one thing only, a file that does not name it means it. A "
            + "file is held to the most decimals that it gives for the characteristic: 0.03 beside "
            + "0.028 is 0.030.",
        reasons: [
            ConflictingOriginals.agree, ConflictingOriginals.differ,
            ConflictingOriginals.verdictsDiffer, ConflictingOriginals.onlyInOne,
            ConflictingOriginals.unitsDiffer, ConflictingOriginals.notShared,
        ],
        bounds: [ConflictingOriginals.valuesMax]
    ) { _, register in ConflictingOriginals(sessions: register.sessions) }
}

struct ConflictingOriginals: Examination {
    static let agree = Reason.pass("agree", "the files give the same value")
    static let differ = Reason.fail(
        "values-differ", .major, "two files about one session give different values")
    static let verdictsDiffer = Reason.fail(
        "verdicts-differ", .major, "two files about one session claim different verdicts")
    static let onlyInOne = Reason.indeterminate(
        "only-in-one", "a value is in one file about the session and not in another")
    static let unitsDiffer = Reason.indeterminate(
        "units-differ", "the files give the value in different units")
    static let notShared = Reason.notApplicable(
        "one-file", "only one file tells of the record's session, or the record names none")

    static let valuesMax = Bound("values of shared sessions", 1_000_000)

    private struct Place: Hashable {
        let session: ExactText
        let subject: Thing?
        let characteristic: ExactText
        let repetition: Int
    }
    private struct Value {
        let file: Digest
        let entry: UInt64
        let result: MeasuredResult
    }
    /// What tells a file's own repetitions of a characteristic apart.
    private struct Repetition: Hashable {
        let place: Place
        let file: Digest
    }

    /// What a file gives its values for, in any session.
    private struct Column: Hashable {
        let file: Digest
        let characteristic: ExactText
    }

    /// How many things a session tells of.
    private enum Measured {
        case one(Thing)
        case several
    }

    private let sessions: SharedSessions
    private var values: [Place: [Value]] = [:]
    private var order: [Place] = []
    private var repetitions: [Repetition: Int] = [:]
    private var files: [ExactText: [Digest: UInt64]] = [:]
    private var measured: [ExactText: Measured] = [:]
    /// The most decimals that a file gives for a characteristic, since zeros at the end get lost.
    private var decimals: [Column: Int] = [:]

    init(sessions: SharedSessions) { self.sessions = sessions }

    mutating func observe(_ observation: Observation, _ judgements: inout Judgements) {
        guard let session = observation.activity.session, sessions.isShared(session),
            !observation.activity.results.isEmpty
        else {
            judgements.judge(ConflictingOriginals.notShared, observation)
            return
        }
        let name = ExactText(session)
        let file = observation.recorded.original.file
        if files[name]?[file] == nil { files[name, default: [:]][file] = observation.position }
        let subject = observation.activity.workedOn.first
        if let subject { note(subject, of: name) }
        for result in observation.activity.results {
            guard order.count < ConflictingOriginals.valuesMax.most else {
                judgements.exceed(ConflictingOriginals.valuesMax, at: observation.position)
                return
            }
            let first = Place(
                session: name, subject: subject,
                characteristic: ExactText(result.characteristic ?? result.name), repetition: 0)
            let repetition = Repetition(place: first, file: file)
            let number = repetitions[repetition, default: 0]
            repetitions[repetition] = number + 1
            let place = Place(
                session: name, subject: first.subject, characteristic: first.characteristic,
                repetition: number)
            let column = Column(file: file, characteristic: place.characteristic)
            if let number = WrittenNumber(result.value) {
                decimals[column] = max(decimals[column] ?? 0, number.decimals)
            }
            if values[place] == nil { order.append(place) }
            values[place, default: []].append(
                Value(file: file, entry: observation.position, result: result))
        }
    }

    private mutating func note(_ subject: Thing, of session: ExactText) {
        switch measured[session] {
        case nil: measured[session] = .one(subject)
        case .one(subject), .several: break
        case .one: measured[session] = .several
        }
    }

    /// Puts values of a thing that their file does not name to those of the session's only thing.
    private func named() -> (order: [Place], values: [Place: [Value]]) {
        var order: [Place] = []
        var values = values
        for place in self.order {
            guard place.subject == nil, case .one(let only)? = measured[place.session],
                let unnamed = values.removeValue(forKey: place)
            else {
                order.append(place)
                continue
            }
            let meant = Place(
                session: place.session, subject: only, characteristic: place.characteristic,
                repetition: place.repetition)
            if values[meant] == nil { order.append(meant) }
            values[meant, default: []] += unnamed
        }
        return (order, values)
    }

    func finish(_ judgements: inout Judgements) {
        let (order, values) = named()
        for place in order {
            guard let all = values[place], let first = all.first else { continue }
            guard all.count > 1 else {
                let others = files[place.session]?.filter { $0.key != first.file } ?? [:]
                guard let other = others.values.min() else { continue }
                judgements.judge(
                    ConflictingOriginals.onlyInOne, entries: [first.entry, other],
                    things: place.subject.map { [$0] } ?? [],
                    "\(first.result.label) of session \(place.session.text) is \(first.result.value)"
                        + " here and absent in the file of entry \(other)")
                continue
            }
            for other in all.dropFirst() { compare(first, other, place, &judgements) }
        }
    }

    /// Whether both give one value: the same text, or numbers equal in the fewer decimals.
    private func agree(_ first: Value, _ second: Value, _ characteristic: ExactText) -> Bool {
        guard let mine = WrittenNumber(first.result.value),
            let theirs = WrittenNumber(second.result.value)
        else { return first.result.value.hasSameBytes(as: second.result.value) }
        let most = [first, second].map {
            decimals[Column(file: $0.file, characteristic: characteristic)] ?? 0
        }
        if most[0] == most[1] { return mine.value == theirs.value }
        // A thousandth of the room for what doubles add.
        let room = WrittenNumber.roundingHalf(min(most[0], most[1])) * 1.001
        return (mine.value - theirs.value).magnitude <= room
    }

    private func compare(
        _ first: Value, _ second: Value, _ place: Place, _ judgements: inout Judgements
    ) {
        let reason =
            if ExactText(first.result.unit ?? "") != ExactText(second.result.unit ?? "") {
                ConflictingOriginals.unitsDiffer
            } else if !agree(first, second, place.characteristic) {
                ConflictingOriginals.differ
            } else if let one = first.result.claimed, let other = second.result.claimed,
                one != other
            {
                ConflictingOriginals.verdictsDiffer
            } else {
                ConflictingOriginals.agree
            }
        judgements.judge(
            reason, entries: [second.entry, first.entry],
            things: place.subject.map { [$0] } ?? [],
            values: [
                Finding.Value("entry \(first.entry)", first.result.told),
                Finding.Value("entry \(second.entry)", second.result.told),
            ],
            "\(first.result.label) of session \(place.session.text) is \(first.result.told) in "
                + "entry \(first.entry) and \(second.result.told) in entry \(second.entry)")
    }
}

extension MeasuredResult {
    /// Value, unit and verdict, for a sentence.
    fileprivate var told: String {
        [value, unit, claimed?.rawValue].compactMap { $0 }.joined(separator: " ")
    }
}
