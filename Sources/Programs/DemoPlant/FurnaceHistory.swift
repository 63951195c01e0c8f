// SPDX-License-Identifier: Apache-2.0
import Canon

/// What the furnace historian recorded: recipe changes, cycles, and a temperature every two minutes.
struct FurnaceHistory {
    let schedule: PlantSchedule

    /// Tempering temperature in degrees Celsius, as released and as changed.
    private static let released = 538
    private static let changed = 512

    init(_ schedule: PlantSchedule) { self.schedule = schedule }

    func write<E: Error>(to sink: ([UInt8]) throws(E) -> Void) throws(E) {
        var spool = Spool<E>()
        try spool.add("[\n", sink)
        try spool.add(recipeEvents.map(\.line).joined(separator: ",\n"), sink)
        for load in 0..<schedule.loads where schedule.loaded(load) <= schedule.now {
            for event in cycle(load) { try spool.add(",\n" + event.line, sink) }
        }
        try spool.add("\n]\n", sink)
        try spool.flush(sink)
    }

    private var recipeEvents: [JSON] {
        let approved = PlantSchedule.firstLoad.adding(minutes: -14 * 24 * 60)
        let setBack = "\(Self.changed) → \(Self.released)"
        return [
            change(
                "recipe-1", at: approved, furnace: nil, by: "process-eng",
                "520 → \(Self.released)",
                documents: [("documents", ["name": "ECO-311", "revision": "A"])]),
            change(
                "recipe-2", at: PlantSchedule.recipeChanged, furnace: "FURN-2",
                by: Plant7.suspectAccount, "\(Self.released) → \(Self.changed)", documents: []),
            change(
                "recipe-3", at: PlantSchedule.recipeRestored, furnace: "FURN-2", by: "process-eng",
                setBack, documents: [("documents", ["name": "ECO-311", "revision": "A"])]),
        ]
    }

    private func change(
        _ id: String, at time: Instant, furnace: String?, by account: String, _ values: String,
        documents: [(String, JSON)]
    ) -> JSON {
        event(
            id, at: time,
            [
                ("activity", "recipe.changed"), ("by", ["account": .string(account)]),
                ("about", ["programme": .string(Plant7.recipe), "revision": "7"]),
                ("summary", .string("temper setpoint \(values) °C")),
                ("attributes", ["parameter": "temper setpoint", "change": .string(values)]),
            ] + (furnace.map { [("equipment", .string($0))] } ?? []) + documents)
    }

    private func cycle(_ load: Int) -> [JSON] {
        let furnace = schedule.furnace(load)
        let start = schedule.loaded(load)
        let setpoint = schedule.isAffected(load: load) ? Self.changed : Self.released
        let common: [(String, JSON)] = [
            ("equipment", .string(furnace)),
            ("programme", ["name": .string(Plant7.recipe), "revision": "7"]),
            ("attributes", ["load": .string("LOAD-\(load + 1)")]),
        ]
        let samples = stride(from: 2, to: PlantSchedule.cycleMinutes, by: 2).map { minute in
            let time = start.adding(minutes: minute)
            let value = temperature(minute: minute, load: load, setpoint: setpoint)
            return event(
                "\(furnace)-\(load + 1)-\(minute)", at: time,
                [
                    ("activity", "temperature.sampled"),
                    (
                        "results",
                        ["name": "chamber temperature", "value": .string(value), "unit": "CEL"]
                    ),
                ] + common)
        }
        let begun = event(
            "\(furnace)-\(load + 1)-start", at: start,
            [("activity", "cycle.started"), ("status", "started")] + common)
        let ended = event(
            "\(furnace)-\(load + 1)-end", at: start.adding(minutes: PlantSchedule.cycleMinutes),
            [("activity", "cycle.ended")] + common)
        return [begun] + samples + [ended]
    }

    /// Heating to 843 °C, a soak, the quench, and the temper at the setpoint, with a little noise.
    private func temperature(minute: Int, load: Int, setpoint: Int) -> String {
        let noise = (minute * 7 + load * 13) % 5 - 2
        let value =
            switch minute {
            case ..<20: 200 + minute * 32
            case 20..<40: 843
            case 40..<46: 843 - (minute - 40) * 130
            default: setpoint
            }
        return "\(value + noise)"
    }

    private func event(_ id: String, at time: Instant, _ document: [(String, JSON)]) -> JSON {
        .cloudEvent(
            Plant7.historian, "hist-" + id, at: time,
            document + [
                ("occurred", .string(time.atPlant)), ("capture", "automatic"),
                ("recorded", .string(time.adding(microseconds: 1_000_000).atPlant)),
            ])
    }
}
