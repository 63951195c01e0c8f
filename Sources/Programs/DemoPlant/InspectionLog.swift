// SPDX-License-Identifier: Apache-2.0
import Canon

/// What the inspection stations recorded: hardness, dimensions, release, and two scrapped pins.
///
/// The quality department's own register goes before it.
struct InspectionLog {
    let schedule: PlantSchedule

    init(_ schedule: PlantSchedule) { self.schedule = schedule }

    func write<E: Error>(to sink: ([UInt8]) throws(E) -> Void) throws(E) {
        var spool = Spool<E>()
        for document in QualityRegister().documents { try spool.add(document.line + "\n", sink) }
        for serial in 0..<schedule.serials {
            for (time, document) in documents(of: serial) where time <= schedule.now {
                try spool.add(document.line + "\n", sink)
            }
        }
        try spool.flush(sink)
    }

    private func documents(of index: Int) -> [(Instant, JSON)] {
        let load = index / PlantSchedule.loadSize
        let inspector: JSON = ["person": .string(Plant7.inspectors[index % 3])]
        let hardness = hardness(of: index, load: load)
        let isScrapped = schedule.isScrapped(index)
        let tested = schedule.hardnessTested(index)
        let unit: [JSON.Member] =
            index == PlantedDefects.unitMissing ? [] : [JSON.Member("unit", "HRC")]
        var documents = [
            document(
                index, "hardness.tested", at: tested,
                [
                    (
                        "by",
                        index == PlantedDefects.sharedAccount ? ["account": "lab2"] : inspector
                    ), ("instruments", "HRC-1"), ("operation", "50"),
                    (
                        "results",
                        .object(
                            [
                                .init("name", "hardness"), .init("value", .string(hardness)),
                                .init("lower", "36"), .init("upper", "40"),
                                .init("verdict", isScrapped ? "fail" : "pass"),
                            ] + unit)
                    ),
                ],
                enteredAfter: index == PlantedDefects.lateEntry
                    ? PlantedDefects.lateEntryMinutes : 3)
        ]
        if isScrapped {
            documents.append(
                document(
                    index, "part.scrapped", at: tested.adding(minutes: 90),
                    [("by", inspector), ("state", "scrapped")]))
            return documents
        }
        documents.append(
            document(
                index, "dimensions.measured", at: schedule.measured(index),
                [
                    ("by", inspector), ("instruments", "CMM-1"), ("operation", "60"),
                    ("documents", ["name": "DWG-LG-PIN-4340", "revision": "D"]),
                    ("results", .array(dimensions(of: index))),
                ] + signature(of: index)))
        documents.append(
            document(
                index, "part.released", at: schedule.released(index),
                [
                    ("by", ["person": .string(Plant7.releaser)]),
                    ("signedBy", ["person": .string(Plant7.releaser)]), ("operation", "70"),
                    ("state", "released"), ("sourceState", "RELEASED"),
                ]))
        return documents
    }

    /// One sheet was signed before there was anything on it.
    private func signature(of index: Int) -> [(String, JSON)] {
        guard index == PlantedDefects.signedBeforeDone else { return [] }
        let time = schedule.measured(index).adding(minutes: -PlantedDefects.signedBeforeMinutes)
        return [
            (
                "signedBy",
                [
                    "person": .string(Plant7.releaser), "at": .string(time.atPlant),
                    "meaning": "Verification",
                ]
            )
        ]
    }

    private func document(
        _ index: Int, _ activity: String, at time: Instant, _ more: [(String, JSON)],
        enteredAfter minutes: Int = 3
    ) -> (Instant, JSON) {
        let name = activity.split(separator: ".").joined(separator: "-")
        let members: [(String, JSON)] = [
            ("id", .string("insp-\(Plant7.serial(index))-\(name)")),
            ("source", .string(Plant7.inspection)), ("activity", .string(activity)),
            ("occurred", .string(time.atPlant)),
            ("recorded", .string(time.adding(minutes: minutes).atPlant)), ("capture", "manual"),
            ("order", .string(Plant7.order(index))),
            ("subjects", ["serial": .string(Plant7.serial(index))]),
        ]
        return (time, .object((members + more).map { JSON.Member($0.0, $0.1) }))
    }

    /// A cooler temper leaves the steel harder: inside the limits for most, and that is the trouble.
    private func hardness(of index: Int, load: Int) -> String {
        if schedule.isScrapped(index) { return "40.6" }
        let tenths = schedule.isAffected(load: load) ? 394 + index % 6 : 372 + index * 7 % 15
        return "\(tenths / 10).\(tenths % 10)"
    }

    private func dimensions(of index: Int) -> [JSON] {
        let deviations = [index * 3 % 7, index * 5 % 9, index * 11 % 8]
        let nominals = [
            ("diameter 22", 21_980, 21_970, 21_990), ("length 118", 118_000, 117_950, 118_050),
            ("groove 3.2", 3_200, 3_180, 3_220),
        ]
        return zip(nominals, deviations).map { nominal, deviation in
            [
                "name": .string(nominal.0),
                "value": .string(millimetres(nominal.1 + deviation - 4)),
                "unit": "MMT", "lower": .string(millimetres(nominal.2)),
                "upper": .string(millimetres(nominal.3)), "verdict": "pass",
            ]
        }
    }

    private func millimetres(_ micrometres: Int) -> String {
        "\(micrometres / 1000)." + String(1000 + micrometres % 1000).dropFirst()
    }
}
