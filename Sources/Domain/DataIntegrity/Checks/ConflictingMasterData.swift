// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

extension Check {
    /// One thing that is two in different records.
    static let conflictingMasterData = Check(
        "conflicting-master-data", "A thing is the same in every record", .consistent,
        rules: ["ALC-CN-4", "ALC-CN-5"],
        asks: "Do all certificates give a lot the same analysis, is it the same material "
            + "everywhere, and does each other name belong to one thing?",
        why: "A lot with two analyses is two lots, or one certificate is not its own.",
        looksAt:
            "results of records that name a certificate and one lot; records that name one lot "
            + "and one material as what they are about, were done on, or made; other names given to "
            + "things",
        reasons: [
            ConflictingMasterData.same, ConflictingMasterData.analyses,
            ConflictingMasterData.codes, ConflictingMasterData.names,
            ConflictingMasterData.unitsDiffer, ConflictingMasterData.none,
        ],
        bounds: [ConflictingMasterData.factsMax]
    ) { _, _ in ConflictingMasterData() }
}

struct ConflictingMasterData: Examination {
    static let same = Reason.pass("same", "every record says the same of it")
    static let analyses = Reason.fail(
        "several-analyses", .major, "certificates give one lot different values")
    static let codes = Reason.fail(
        "several-codes", .major, "one lot is of different materials in different records")
    static let names = Reason.fail(
        "name-of-two", .major, "one other name is given to two things")
    static let unitsDiffer = Reason.indeterminate(
        "units-differ", "certificates give the value in different units")
    static let none = Reason.notApplicable(
        "no-master-data", "the record says nothing about a lot's analysis, material or names")

    static let factsMax = Bound("facts about lots and names", 500_000)

    private enum Subject: Hashable {
        case analysis(Thing, ExactText)
        case material(Thing)
        case name(Thing)
    }
    fileprivate struct Fact {
        let text: String
        let unit: String?
        let thing: Thing
        let entry: UInt64
        /// The certificate that gives it: one certificate may give several values.
        let certificate: Thing?
    }
    private var facts: [Subject: Fact] = [:]

    mutating func observe(_ observation: Observation, _ judgements: inout Judgements) {
        let activity = observation.activity
        var found: [(Subject, Fact)] = []
        let lots = activity.described(.lot)
        if lots.count == 1, let lot = lots.first {
            let certificates = activity.participants.filter { $0.thing.kind == .certificate }
            if let certificate = certificates.first?.thing {
                for result in activity.results {
                    found.append(
                        (
                            .analysis(lot, ExactText(result.characteristic ?? result.name)),
                            Fact(
                                text: result.value, unit: result.unit, thing: lot,
                                entry: observation.position, certificate: certificate)
                        ))
                }
            }
            let materials = activity.described(.material)
            if materials.count == 1, let material = materials.first {
                found.append(
                    (
                        .material(lot),
                        Fact(
                            text: material.name, unit: nil, thing: material,
                            entry: observation.position, certificate: nil)
                    ))
            }
        }
        found += names(in: observation)
        guard !found.isEmpty else {
            judgements.judge(ConflictingMasterData.none, observation)
            return
        }
        for (subject, fact) in found { compare(subject, fact, &judgements) }
    }

    private func names(in observation: Observation) -> [(Subject, Fact)] {
        let aliases = observation.activity.things(.alias)
        let bearers = observation.activity.participants.filter {
            $0.role == .subject || $0.role == .output
        }
        guard bearers.count == 1, let bearer = bearers.first?.thing else { return [] }
        return aliases.map {
            (
                .name($0),
                Fact(
                    text: bearer.name, unit: nil, thing: bearer, entry: observation.position,
                    certificate: nil)
            )
        }
    }

    private mutating func compare(
        _ subject: Subject, _ fact: Fact, _ judgements: inout Judgements
    ) {
        guard let known = facts[subject] else {
            guard facts.count < ConflictingMasterData.factsMax.most else {
                judgements.exceed(ConflictingMasterData.factsMax, at: fact.entry)
                return
            }
            facts[subject] = fact
            judgements.judge(ConflictingMasterData.same, entries: [fact.entry])
            return
        }
        let entries = [fact.entry, known.entry]
        let values = [
            Finding.Value("entry \(known.entry)", known.text),
            Finding.Value("entry \(fact.entry)", fact.text),
        ]
        switch subject {
        case .analysis(let lot, let name):
            // One certificate gives several samples' values; only two certificates contradict.
            guard known.certificate != fact.certificate, !known.agrees(with: fact) else {
                judgements.judge(ConflictingMasterData.same, entries: entries)
                return
            }
            let isSameUnit = ExactText(known.unit ?? "") == ExactText(fact.unit ?? "")
            judgements.judge(
                isSameUnit ? ConflictingMasterData.analyses : ConflictingMasterData.unitsDiffer,
                entries: entries, things: [lot], values: values,
                "\(name.text) of \(lot) is \(known.text) in entry \(known.entry) and \(fact.text) "
                    + "in entry \(fact.entry)")
        case .material(let lot):
            judgements.judge(
                known.thing == fact.thing
                    ? ConflictingMasterData.same : ConflictingMasterData.codes, entries: entries,
                things: [lot, known.thing, fact.thing], values: values,
                "\(lot) is \(known.thing) in entry \(known.entry) and \(fact.thing) in entry "
                    + "\(fact.entry)")
        case .name(let alias):
            judgements.judge(
                known.thing == fact.thing
                    ? ConflictingMasterData.same : ConflictingMasterData.names, entries: entries,
                things: [alias, known.thing, fact.thing], values: values,
                "\(alias) is \(known.thing) in entry \(known.entry) and \(fact.thing) in entry "
                    + "\(fact.entry)")
        }
    }
}

extension ConflictingMasterData.Fact {
    /// Whether both give one value: the same number, or the same text.
    fileprivate func agrees(with other: ConflictingMasterData.Fact) -> Bool {
        guard ExactText(unit ?? "") == ExactText(other.unit ?? "") else { return false }
        guard let mine = WrittenNumber(text), let theirs = WrittenNumber(other.text) else {
            return text.hasSameBytes(as: other.text)
        }
        return mine.value == theirs.value
    }
}

extension Activity {
    /// The things of a kind that the record is about, was done on, or made.
    fileprivate func described(_ kind: ThingKind) -> Set<Thing> {
        Set(
            participants.filter {
                $0.thing.kind == kind && [.subject, .output, .about].contains($0.role)
            }.map(\.thing))
    }
}
