// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// Turns a machine's record into activities.
///
/// One for each run of a programme, one for each change of mode, stop, alarm and programme opened
/// in the editor, and one for the record itself. What only the file's name says is marked so.
struct MachineMapping {
    private let record: MachineRecord
    private let options: ReadingOptions
    private let named: NamedPart?
    private let size: UInt64
    private let digest: Digest
    private var activities: [ReadActivity] = []

    init(_ record: MachineRecord, size: UInt64, digest: Digest, _ options: ReadingOptions) {
        self.record = record
        self.options = options
        self.size = size
        self.digest = digest
        named = NamedPart(fileName: options.fileName)
    }

    mutating func run() -> [ReadActivity] {
        giveRecord()
        // In the order in which they were reported, so that the log reads as the day went.
        var changes = record.changes[...]
        for run in record.runs.runs {
            while let change = changes.first, change.isBefore(run.began) {
                give(change)
                changes = changes.dropFirst()
            }
            give(run)
        }
        for change in changes { give(change) }
        return activities
    }

    private var machine: String? { record.machine ?? named?.machine }

    /// What the file's own things are called for ever: its name where that tells a part, else its
    /// bytes, since a file called `log.txt` is another one tomorrow.
    private var recordID: String {
        named.map { ($0.stem + "." + ending) } ?? "sha256:" + digest.hex
    }

    private var ending: String {
        options.fileName.utf8.lastIndex(of: 0x2E).map {
            String(options.fileName[$0...].dropFirst())
        }
            ?? ""
    }

    // MARK: The record

    private mutating func giveRecord() {
        var activity = base("machine.record-kept")
        activity.occurred = record.first.flatMap { time($0.time) }
        activity.ended = record.last.flatMap(time)
        if let sequence = record.sequence {
            add("First sequence", String(sequence.first))
            add("Last sequence", String(sequence.last))
            if sequence.isWhole {
                activity.sequence = SequencePosition(
                    stream: streamName, first: sequence.first, last: sequence.last)
            }
        }
        if let named {
            activity.membership = Membership(
                of: named.set, ordinal: named.ordinal, count: named.count)
            add(
                "Taken from the file's name",
                "\(named.part), number \(named.ordinal) of \(named.count), made on \(named.machine)"
            )
        }
        add("Observations", String(record.observations))
        add("Runs", String(record.runs.runs.count))
        for item in record.items.prefix(MachineMapping.itemsMax) {
            add("Observations of \(item.name)", String(item.count))
        }
        if let instance = record.instance {
            add("Agent instance", instance.id)
            if let sender = instance.sender { add("Agent", sender) }
            if let version = instance.version { add("MTConnect version", version) }
            // When the agent made the document, days after it took the reports down perhaps.
            if let created = instance.created { add("Document made", created) }
        }
        var warnings = record.notes
        if machine == nil {
            warnings.append(
                Problem(
                    "mtconnect.machine.unknown", at: Place(),
                    found: "a log that names no machine, in a file whose name tells none",
                    expected: "PART-MACHINE-NNofMM, or device:item in its lines"))
        }
        if record.changesCount > record.changes.count {
            warnings.append(
                Problem(
                    "mtconnect.changes", at: Place(), found: "\(record.changesCount) changes",
                    expected: "at most \(MachineRecord.changesMax); the rest are in the original"))
        }
        if record.runs.isOverflowing {
            warnings.append(
                Problem(
                    "mtconnect.runs", at: Place(), found: "more runs than are kept",
                    expected: "at most \(ProgrammeRuns.runsMax) in one file"))
        }
        give(activity, "record", at: record.first?.place ?? Place(), warnings)

        func add(_ name: String, _ value: String) {
            activity.attributes.append(Attribute(name, value))
        }
    }

    /// The most items whose counts are told one by one.
    private static let itemsMax = 500

    /// What is numbered: the reports of one instance of one agent.
    private var streamName: String {
        [record.instance?.sender, record.instance?.id].compactMap { $0 }.joined(separator: "/")
    }

    // MARK: Runs

    private mutating func give(_ run: ProgrammeRun) {
        var activity = base("machine.programme-run")
        var warnings: [Problem] = []
        let place = run.began.place
        activity.occurred = time(run.began.time)
        activity.ended = run.ended.flatMap { time($0.time) }
        activity.status = status(run)
        activity.sourceState = run.ended?.value
        if let programme = run.programme {
            add(
                .programme, .programme, programme, to: &activity,
                revision: RevisionMark.revision(in: programme), meaning: words(run.basis))
        }
        switch run.basis {
        case .notAtAll:
            warnings.append(
                Problem(
                    "mtconnect.programme.not-reported", at: place,
                    found: "a run before any report of the programme that runs",
                    expected: "its name; what was open in the editor is no proof of it"))
        case .before(let time):
            if let others = run.partsBetween, others > 0 {
                warnings.append(
                    Problem(
                        "mtconnect.programme.stale", at: place,
                        found: "a programme last reported at \(time), with \(others) other parts "
                            + "counted since the run before",
                        expected: "a report in the run; it may have changed in between"))
            }
        case .inTheRun: break
        }
        if let editing = run.editing { note("In the editor", editing) }
        if run.statesCount > 0 {
            note("States", run.states.joined(separator: " "))
            note("State changes", String(run.statesCount))
        }
        if let count = run.partCount { note("Part count", count) }
        if let others = run.partsBetween { note("Parts counted in between", String(others)) }
        give(activity, "run/\(run.began.time)", at: place, warnings)

        func note(_ name: String, _ value: String) {
            activity.attributes.append(Attribute(name, value))
        }
    }

    private func status(_ run: ProgrammeRun) -> Activity.Status {
        switch run.ended?.value {
        case "PROGRAM_COMPLETED", "COMPLETED", "READY": .completed
        case "PROGRAM_STOPPED", "STOPPED": .aborted
        default: .started
        }
    }

    private func words(_ basis: ProgrammeRun.Basis) -> String? {
        switch basis {
        case .inTheRun: "reported in the run"
        case .before(let time): "reported before the run, at \(time)"
        case .notAtAll: nil
        }
    }

    // MARK: Changes

    private mutating func give(_ change: Observation) {
        var activity: Activity
        let word: String
        switch change.kind {
        case .editing:
            activity = base("machine.programme-opened")
            word = "opened"
            add(
                .about, .programme, change.value, to: &activity,
                revision: RevisionMark.revision(in: change.value), meaning: "open in the editor")
        case .mode:
            activity = base("machine.mode-changed")
            word = "mode"
        case .emergencyStop:
            activity = base("machine.emergency-stop-changed")
            word = "emergency-stop"
        case .availability:
            activity = base("machine.availability-changed")
            word = "availability"
        case .condition:
            activity = base("machine.condition-changed")
            word = "condition"
        case .execution, .programme, .partCount, .sample: return
        }
        activity.occurred = time(change.time)
        activity.sourceState = change.value
        activity.summary = change.text
        if let code = change.code { activity.attributes.append(Attribute("Native code", code)) }
        activity.attributes.append(Attribute("Item", change.item))
        // Two changes at one moment are told apart by their line or number.
        let mark = change.sequence.map { "\($0)" } ?? "\(change.place.line)"
        give(activity, "\(word)/\(change.time)/\(mark)", at: change.place, [])
    }

    // MARK: Parts of an activity

    private func base(_ kind: String) -> Activity {
        var activity = Activity(kind: kind)
        activity.capture = .automatic
        activity.attribution = .device
        if let machine { add(.equipment, .equipment, machine, to: &activity) }
        if let named {
            add(.subject, .serial, named.stem, to: &activity, meaning: "from the file's name")
            activity.session = named.stem
        }
        if let id = record.machineID { activity.attributes.append(Attribute("Device uuid", id)) }
        return activity
    }

    private func add(
        _ role: Participation.Role, _ kind: ThingKind, _ name: String, to activity: inout Activity,
        revision: String? = nil, meaning: String? = nil
    ) {
        // A name that is none is kept as a field: machines send empty programme names.
        guard let thing = try? Thing(kind, name) else {
            activity.attributes.append(Attribute("\(role.rawValue) without a name", name))
            return
        }
        activity.participants.append(
            Participation(role, thing, revision: revision, meaning: meaning))
    }

    private func time(_ text: String) -> SourceTime? {
        SourceTime(text, assuming: options.assumedZone)
    }

    private mutating func give(
        _ activity: Activity, _ id: String, at place: Place, _ warnings: [Problem]
    ) {
        activities.append(
            ReadActivity(
                activity, source: options.source ?? source, eventID: "\(recordID)/\(id)",
                place: place, bytes: 0..<size, digest: options.digestsParts ? digest : nil,
                warnings: warnings))
    }

    /// The machine, since neither an adapter's log nor an agent's stream names a system.
    private var source: String {
        "urn:mtconnect:"
            + (machine.flatMap { URIText.isReference($0) ? $0 : nil } ?? "machine-not-named")
    }
}
