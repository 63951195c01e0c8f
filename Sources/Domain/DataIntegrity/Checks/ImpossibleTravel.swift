// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

extension Check {
    /// One person in two places, too soon after one another.
    static let impossibleTravel = Check(
        "impossible-travel", "Nobody is in two places at once", .attributable,
        rules: ["ALC-AT-2"],
        asks: "Could whoever acted at one place or terminal have come from the one before in the "
            + "time between?",
        why: "An account that works in two halls within a minute is two people's, or was lent.",
        looksAt: "who performed it, when it began, and the place, else the terminal that recorded "
            + "it; distances from records of the kind `distance.registered`",
        reasons: [
            ImpossibleTravel.inReach, ImpossibleTravel.tooFar, ImpossibleTravel.unknown,
            ImpossibleTravel.noMoment, ImpossibleTravel.nowhere,
        ],
        thresholds: [
            ImpossibleTravel.speed, ImpossibleTravel.longestWay, ImpossibleTravel.tolerance,
        ],
        bounds: [ImpossibleTravel.actsMax, ImpossibleTravel.waysMax]
    ) { _, register in ImpossibleTravel(distances: register.distances) }
}

struct ImpossibleTravel: Examination {
    static let inReach = Reason.pass(
        "in-reach", "the place could be reached in time from the one before")
    static let tooFar = Reason.fail(
        "impossible-travel", .major, "nobody gets from one place to the other in that time")
    static let unknown = Reason.indeterminate(
        "distance-unknown", "how far the two places are apart is not registered")
    static let noMoment = Reason.indeterminate(
        "no-moment", "when somebody was at the place is not known")
    static let nowhere = Reason.notApplicable(
        "nobody-somewhere", "the record does not say who acted at which place or terminal")

    static let speed = Threshold(
        "fastest travel", 900, unit: "km/h", "how fast somebody can get from place to place")
    static let longestWay = Threshold(
        "longest way", 20_000, unit: "km",
        "how far two places can be apart; after the time that takes, every place is in reach")
    static let tolerance = Threshold(
        "clock tolerance", 5, unit: "s", "how far the clocks of two sources may differ (ALC-CT-2)")

    static let actsMax = Bound("acts of persons at places", 1_000_000)
    static let waysMax = Bound("ways of unknown length", 10_000)

    let distances: Distances

    /// Somebody at a place at a moment; places by number, since a plant has few.
    private struct Act {
        let moment: Instant
        let place: Int
        let entry: UInt64
    }

    /// Two places whose distance is not known, and the shortest time in which somebody went.
    private struct Way {
        let person: Thing
        let time: TimeSpan
        let from: Act
        let to: Act
    }

    private var acts: [Thing: [Act]] = [:]
    private var count = 0
    private var places: [Thing] = []
    private var numbers: [Thing: Int] = [:]

    init(distances: Distances) { self.distances = distances }

    mutating func observe(_ observation: Observation, _ judgements: inout Judgements) {
        let activity = observation.activity
        let people = activity.things(.performer).filter(\.kind.isPersonal)
        guard let place = place(of: activity), !people.isEmpty,
            activity.status == .completed || activity.status == .aborted
        else {
            judgements.judge(ImpossibleTravel.nowhere, observation)
            return
        }
        guard let moment = activity.occurred?.instant else {
            judgements.judge(ImpossibleTravel.noMoment, observation)
            return
        }
        let number = numbers[place] ?? places.count
        if number == places.count {
            numbers[place] = number
            places.append(place)
        }
        for person in people {
            guard count < Self.actsMax.most else {
                judgements.exceed(Self.actsMax, at: observation.position)
                return
            }
            count += 1
            acts[person, default: []].append(
                Act(moment: moment, place: number, entry: observation.position))
        }
    }

    func finish(_ judgements: inout Judgements) {
        var ways: [Set<Int>: Way] = [:]
        for (person, acts) in acts.sorted(by: { $0.value[0].entry < $1.value[0].entry }) {
            let inOrder = acts.sorted { ($0.moment, $0.entry) < ($1.moment, $1.entry) }
            judgements.judge(
                ImpossibleTravel.inReach, entries: [inOrder[0].entry], things: [person])
            for (from, to) in zip(inOrder, inOrder.dropFirst()) {
                guard let way = judge(person, from, to, &judgements) else { continue }
                let ends: Set<Int> = [from.place, to.place]
                guard ways[ends] != nil || ways.count < Self.waysMax.most else {
                    judgements.exceed(Self.waysMax, at: to.entry)
                    continue
                }
                if ways[ends].map({ way.time < $0.time }) ?? true { ways[ends] = way }
            }
        }
        // Once a pair of places, at its shortest: the open question is the distance, not the act.
        for way in ways.values.sorted(by: { $0.to.entry < $1.to.entry }) {
            say(ImpossibleTravel.unknown, way, &judgements, "how far that is, is not registered")
        }
    }

    /// Judges one step of a person's way; gives it back where its length is not known.
    private func judge(
        _ person: Thing, _ from: Act, _ to: Act, _ judgements: inout Judgements
    ) -> Way? {
        let way = Way(
            person: person, time: TimeSpan(from: from.moment, to: to.moment), from: from, to: to)
        let seconds = Double(way.time.microseconds) / 1_000_000
        let given = seconds + Double(Self.tolerance.value)
        let metresMax = given * Double(Self.speed.value) * 1_000 / 3_600
        let isAnywhere = metresMax >= Double(Self.longestWay.value) * 1_000
        guard from.place != to.place, !isAnywhere else {
            judgements.judge(ImpossibleTravel.inReach, entries: [to.entry], things: [person])
            return nil
        }
        guard let distance = distances.between(places[from.place], places[to.place]) else {
            return way
        }
        guard distance.metres > metresMax else {
            judgements.judge(ImpossibleTravel.inReach, entries: [to.entry], things: [person])
            return nil
        }
        say(
            ImpossibleTravel.tooFar, way, &judgements, "that is \(distance.text)",
            Finding.Value("distance", distance.text))
        return nil
    }

    private func say(
        _ reason: Reason, _ way: Way, _ judgements: inout Judgements, _ distance: String,
        _ value: Finding.Value? = nil
    ) {
        let (from, to) = (places[way.from.place], places[way.to.place])
        judgements.judge(
            reason, entries: [way.to.entry, way.from.entry], things: [way.person, from, to],
            values: [Finding.Value(Self.speed.name, Self.speed.text)] + (value.map { [$0] } ?? []),
            "\(way.person) was at \(from.name) and \(way.time.words) later at \(to.name); "
                + distance)
    }

    /// Where it was done; the terminal that recorded it where no place is named.
    ///
    /// A system is a terminal only when a distance from it is registered: most are everywhere.
    private func place(of activity: Activity) -> Thing? {
        let named = activity.things(.place).filter { $0.kind == .place }
        guard named.isEmpty else { return named.count == 1 ? named[0] : nil }
        let terminals = activity.things(.recorder).filter {
            $0.kind == .equipment || $0.kind == .system && distances.isPlaced($0)
        }
        return terminals.count == 1 ? terminals[0] : nil
    }
}
