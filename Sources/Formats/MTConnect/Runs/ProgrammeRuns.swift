// SPDX-License-Identifier: Apache-2.0
import Reading

/// One execution of a programme, from `ACTIVE` to where it ended.
struct ProgrammeRun: Sendable {
    let began: Observation
    var ended: Observation?
    /// The programme, as far as it was reported.
    var programme: String?
    var basis: Basis
    /// What was open in the editor when it began.
    var editing: String?
    /// The states in between: `FEED_HOLD`, `INTERRUPTED`.
    var states: [String] = []
    var statesCount = 0
    /// The machine's part count that followed it.
    var partCount: String?
    /// How many parts the machine counted since the run before in the same record, less one.
    var partsBetween: Int64?

    /// How it is known which programme ran.
    enum Basis: Sendable, Equatable {
        /// Reported while it ran.
        case inTheRun
        /// Reported before, and not since: an item is sent only when it changes.
        case before(String)
        case notAtAll
    }

    /// The most states kept in full.
    static let statesMax = 100
}

/// Finds the runs in what a machine reported, in order.
///
/// - A run begins with `ACTIVE` and ends with `PROGRAM_COMPLETED`, `PROGRAM_STOPPED`, `STOPPED`,
///   `READY` or `UNAVAILABLE`. Holds and interruptions are states within it.
/// - The programme's name is often reported a moment after `ACTIVE`, and only when it changed.
/// - What is open in the editor is noted and never taken for what runs.
struct ProgrammeRuns: Sendable {
    private(set) var runs: [ProgrammeRun] = []
    private(set) var isOverflowing = false
    private var open: ProgrammeRun?
    private var programme: (name: String, time: String)?
    private var editing: String?
    private var lastCount: Int64?

    /// The most runs one file may have: a year of one-minute parts.
    static let runsMax = 500_000

    mutating func take(_ observation: Observation) {
        switch observation.kind {
        case .execution: takeState(observation)
        case .programme:
            guard observation.value != "UNAVAILABLE" else {
                programme = nil
                return
            }
            programme = (observation.value, observation.time)
            if open != nil {
                open?.programme = observation.value
                open?.basis = .inTheRun
            }
        case .editing: editing = observation.value
        case .partCount: count(observation)
        case .mode, .emergencyStop, .availability, .condition, .sample: break
        }
    }

    /// Says that the record ends here.
    mutating func finish() {
        if let run = open { add(run) }
        open = nil
    }

    private mutating func takeState(_ observation: Observation) {
        guard var run = open else {
            if observation.value == "ACTIVE" { begin(observation) }
            return
        }
        switch observation.value {
        case "PROGRAM_COMPLETED", "COMPLETED", "PROGRAM_STOPPED", "STOPPED", "READY",
            "UNAVAILABLE":
            run.ended = observation
            open = nil
            add(run)
        default:
            run.statesCount += 1
            if run.states.count < ProgrammeRun.statesMax { run.states.append(observation.value) }
            open = run
        }
    }

    private mutating func begin(_ observation: Observation) {
        let basis = programme.map { ProgrammeRun.Basis.before($0.time) } ?? .notAtAll
        open = ProgrammeRun(
            began: observation, programme: programme?.name, basis: basis, editing: editing)
    }

    private mutating func add(_ run: ProgrammeRun) {
        guard runs.count < ProgrammeRuns.runsMax else {
            isOverflowing = true
            return
        }
        runs.append(run)
    }

    private mutating func count(_ observation: Observation) {
        let count = Int64(observation.value.prefix { $0 != "." })
        guard let last = runs.indices.last, open == nil, runs[last].partCount == nil else {
            return
        }
        runs[last].partCount = observation.value
        if let count, let lastCount, count > lastCount {
            runs[last].partsBetween = count - lastCount - 1
        }
        if let count { lastCount = count }
    }
}
