// SPDX-License-Identifier: Apache-2.0
import Canon

/// What the execution system MES-2 recorded: every operation on every serial.
struct ExecutionLog {
    let schedule: PlantSchedule

    init(_ schedule: PlantSchedule) { self.schedule = schedule }

    func write<E: Error>(to sink: ([UInt8]) throws(E) -> Void) throws(E) {
        var spool = Spool<E>()
        for event in masterData { try spool.add(event.line + "\n", sink) }
        for serial in 0..<schedule.serials {
            for event in events(of: serial) { try spool.add(event.line + "\n", sink) }
        }
        try spool.flush(sink)
    }

    /// Who is who: what other systems call the same customers and lots.
    private var masterData: [JSON] {
        let time = PlantSchedule.firstLoad.adding(minutes: -3 * 24 * 60)
        let customers = Plant7.customers.enumerated().map { index, customer in
            event(
                "party-\(index)", at: time,
                [
                    ("activity", "party.registered"), ("by", ["account": "mdm-office"]),
                    ("subjects", ["party": .string(customer.name)]),
                    ("alsoKnownAs", ["party": .string(customer.party)]),
                ])
        }
        let step = PlantSchedule.orderSize * 2
        let lots = stride(from: 0, to: schedule.serials, by: step).map { serial in
            let lot = Plant7.lot(serial)
            return event(
                "lot-\(lot)", at: schedule.cut(serial).adding(minutes: -600),
                [
                    ("activity", "lot.registered"), ("step", "goods receipt"),
                    ("by", ["account": "goods-in-4"]),
                    ("subjects", ["lot": .string(lot)]),
                    ("alsoKnownAs", ["lot": .string(Plant7.lgtin(lot))]),
                    ("state", "inStock"),
                ])
        }
        return customers + lots
    }

    private func events(of index: Int) -> [JSON] {
        let serial: JSON = ["serial": .string(Plant7.serial(index))]
        let order: JSON = .string(Plant7.order(index))
        let load = index / PlantSchedule.loadSize
        let furnaceEnd = schedule.loaded(load).adding(minutes: PlantSchedule.cycleMinutes)
        let steps: [(String, Instant, [(String, JSON)])] = [
            (
                "cut", schedule.cut(index),
                [
                    ("operation", "10"), ("equipment", "SAW-1"), ("outputs", serial),
                    (
                        "inputs",
                        [
                            "lot": .string(Plant7.lot(index)), "quantity": "1.85", "unit": "KGM",
                        ]
                    ), ("state", "inProcess"),
                ]
            ),
            (
                "labelled", schedule.cut(index).adding(minutes: 2),
                [
                    ("subjects", serial), ("equipment", "PRINT-1"),
                    ("alsoKnownAs", ["serial": .string(Plant7.sgtin(index))]),
                ]
            ),
            (
                "turned", schedule.turned(index),
                [
                    ("operation", "20"), ("equipment", .string(Plant7.lathe(index))),
                    ("subjects", serial), ("programme", ["name": "O4471", "revision": "B"]),
                ]
            ),
            (
                "milled", schedule.milled(index),
                [
                    ("operation", "30"), ("equipment", "MILL-3"), ("subjects", serial),
                    ("programme", ["name": "O4472", "revision": "C"]),
                ]
            ),
            (
                "heat-treated", furnaceEnd,
                [
                    ("operation", "40"), ("equipment", .string(schedule.furnace(load))),
                    ("subjects", serial),
                    ("programme", ["name": .string(Plant7.recipe), "revision": "7"]),
                    ("documents", ["name": "WI-4340-HT", "revision": "E"]),
                    ("occurred", .string(schedule.loaded(load).atPlant)),
                    ("ended", .string(furnaceEnd.atPlant)),
                    ("attributes", ["load": .string("LOAD-\(load + 1)")]),
                ]
            ),
            (
                "stored", schedule.stored(index),
                [("subjects", serial), ("place", "Finished goods"), ("state", "inStock")]
            ),
        ]
        let done = schedule.isScrapped(index) ? steps.dropLast() : steps[...]
        return done.filter { $0.1 <= schedule.now }.map { name, time, more in
            event(
                "\(Plant7.serial(index))-\(name)", at: time,
                [("activity", .string("part.\(name)")), ("order", order)] + more
                    + [("by", ["account": .string("op-\(1 + index % 5)")])])
        }
    }

    private func event(_ id: String, at time: Instant, _ document: [(String, JSON)]) -> JSON {
        var document = document
        if !document.contains(where: { $0.0 == "occurred" }) {
            document.append(("occurred", .string(time.atPlant)))
        }
        document.append(("recorded", .string(time.adding(minutes: 1).atPlant)))
        return .cloudEvent(Plant7.mes, "mes-" + id, at: time.adding(minutes: 1), document)
    }
}
