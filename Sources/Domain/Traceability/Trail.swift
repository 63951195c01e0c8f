// SPDX-License-Identifier: Apache-2.0
import Canon

/// That something was done to a thing, and so to whatever was inside it.
struct Handling: Hashable, Sendable {
    let period: Period
    let record: EntryPosition
}

/// That a search reached a thing, for which stretch of time, and from where.
struct Arrival: Sendable {
    private(set) var thing: ThingID
    /// When the thing has to do with what was asked about.
    let period: Period
    let depth: Int
    /// Whether the thing is a transformation in parts, which is passed through and not counted.
    let isRun: Bool
    /// The step that led here; `nil` where the search began.
    private(set) var step: TraceStep?
    /// The arrival that the step set out from, as its index in the trail.
    let previous: Int?
    /// The record that speaks for the thing, or for what it was inside of then.
    let handled: Handling?

    init(
        at thing: ThingID, during period: Period, depth: Int = 0, isRun: Bool = false,
        by step: TraceStep? = nil, from previous: Int? = nil, handled: Handling? = nil
    ) {
        self.thing = thing
        self.period = period
        self.depth = depth
        self.isRun = isRun
        self.step = step
        self.previous = previous
        self.handled = handled
    }

    /// The same arrival with the thing under the name that a search knows it by.
    func named(_ name: ThingID) -> Arrival {
        guard name != thing else { return self }
        var arrival = self
        arrival.step = step?.renaming(thing, name)
        arrival.thing = name
        return arrival
    }

    private var reason: EntryPosition { step?.activity ?? handled?.record ?? .last }

    /// One order for any set of arrivals, so that an answer does not depend on hashing.
    static func isBefore(_ left: Arrival, _ right: Arrival) -> Bool {
        let leftKey = (left.depth, left.thing, left.period.since, left.reason)
        let rightKey = (right.depth, right.thing, right.period.since, right.reason)
        if leftKey != rightKey { return leftKey < rightKey }
        return (left.step?.from ?? left.thing, left.period.end, left.previous ?? -1)
            < (right.step?.from ?? right.thing, right.period.end, right.previous ?? -1)
    }
}

/// Everywhere a search has been, in the order it got there: nearer things first.
struct Trail: Sendable {
    private(set) var arrivals: [Arrival] = []
    /// Every step that was found, also those to where the search had been before; each once.
    private(set) var steps: [TraceStep] = []
    /// Whether a limit kept the search from going on.
    private(set) var isCut = false
    /// How many things were reached, transformations in parts aside.
    private(set) var itemCount = 0

    private let limits: TraceLimits
    private let keepsSteps: Bool
    // By bare numbers, as in a ``LinkBook``.
    private var ofThing: [Int64: [Int]] = [:]
    private var known: Set<StepKey> = []

    init(limits: TraceLimits, keepsSteps: Bool) {
        self.limits = limits
        self.keepsSteps = keepsSteps
    }

    /// The arrivals at a thing, as indices.
    func arrivals(at thing: ThingID) -> [Int] { ofThing[thing.number] ?? [] }

    /// The steps that led to an arrival, from the first to the last.
    func path(to arrival: Int) -> [TraceStep] {
        var path: [TraceStep] = []
        var index: Int? = arrival
        while let here = index {
            if let step = arrivals[here].step { path.append(step) }
            index = arrivals[here].previous
        }
        return path.reversed()
    }

    /// The arrival that a path began with.
    func origin(of arrival: Int) -> Arrival {
        var here = arrivals[arrival]
        while let previous = here.previous { here = arrivals[previous] }
        return here
    }

    /// Notes an arrival and answers its index, unless a limit forbids it.
    mutating func add(_ arrival: Arrival) -> Int? {
        guard arrival.depth <= limits.depthMax else {
            isCut = true
            return nil
        }
        let isNew = ofThing[arrival.thing.number] == nil && !arrival.isRun
        guard !isNew || itemCount < limits.itemsMax else {
            isCut = true
            return nil
        }
        if isNew { itemCount += 1 }
        note(arrival.step)
        arrivals.append(arrival)
        ofThing[arrival.thing.number, default: []].append(arrivals.count - 1)
        return arrivals.count - 1
    }

    /// Notes a step to where the search had been before.
    mutating func note(_ step: TraceStep?) {
        guard keepsSteps, let step, known.insert(StepKey(step)).inserted else { return }
        steps.append(step)
    }

    private struct StepKey: Hashable {
        let from: ThingID
        let to: ThingID
        let activity: EntryPosition
        let relation: TraceStep.Relation

        init(_ step: TraceStep) {
            from = step.from
            to = step.to
            activity = step.activity
            relation = step.relation
        }
    }
}
