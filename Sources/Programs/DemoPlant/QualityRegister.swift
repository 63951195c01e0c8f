// SPDX-License-Identifier: Apache-2.0
import Canon

/// What the quality department keeps: released documents and programmes, calibrations, ranges.
///
/// It is what checks of data integrity hold the other systems' records against.
struct QualityRegister {
    private static let released = PlantSchedule.firstLoad.adding(minutes: -30 * 24 * 60)
    private static let calibrationDays = 365

    /// Every document of the register, oldest kind first.
    var documents: [JSON] {
        Self.devices.map { calibration(of: $0.name, days: $0.days) }
            + Self.documents.map { release("document", $0.name, $0.revision) }
            + Self.programmes.map { release("programme", $0.name, $0.revision) } + [ranges]
    }

    /// Devices, and how many days before the story each was calibrated.
    ///
    /// The hand-held tester HRC-2 should have gone to the laboratory three days before.
    private static let devices = [
        (name: "FURN-1", days: 90), (name: "FURN-2", days: 90), (name: "HRC-1", days: 90),
        (name: "CMM-1", days: 90), (name: "HRC-2", days: 368),
    ]
    private static let documents = [
        (name: "WI-4340-HT", revision: "E"), (name: "DWG-LG-PIN-4340", revision: "D"),
        (name: "ECO-311", revision: "A"),
    ]
    private static let programmes = [
        (name: "O4471", revision: "B"), (name: "O4472", revision: "C"),
        (name: Plant7.recipe, revision: "7"),
    ]
    /// Names, units, what is possible, and what is usual.
    private static let possible = [
        ("hardness", "HRC", "20", "70", "38"),
        ("chamber temperature", "CEL", "0", "1200", "540"),
        ("diameter 22", "MMT", "0", "500", "21.980"), ("length 118", "MMT", "0", "500", "118"),
        ("groove 3.2", "MMT", "0", "500", "3.2"),
    ]

    private func calibration(of device: String, days: Int) -> JSON {
        let from = PlantSchedule.firstLoad.adding(minutes: -days * 24 * 60)
        let until = from.adding(minutes: Self.calibrationDays * 24 * 60)
        let year = from.atPlant.prefix(4)
        return document(
            "cal-\(device)", "calibration.certified", at: from,
            [
                ("by", ["organisation": "DKL Kalibrierdienst"]),
                ("about", ["equipment": .string(device)]),
                ("evidence", ["certificate": .string("DKL-\(year)-\(device)")]),
                (
                    "valid",
                    [
                        "from": .string(from.atPlant),
                        "until": .string(until.atPlant),
                    ]
                ),
            ])
    }

    private func release(_ kind: String, _ name: String, _ revision: String) -> JSON {
        document(
            "release-\(name)-\(revision)", "\(kind).released", at: Self.released,
            [
                ("by", ["person": .string(Plant7.releaser)]),
                ("signedBy", ["person": .string(Plant7.releaser), "meaning": "Approval"]),
                ("about", [kind: .string(name), "revision": .string(revision)]),
                ("valid", ["from": .string(Self.released.atPlant)]),
            ])
    }

    private var ranges: JSON {
        let results = Self.possible.map { name, unit, lowest, highest, usual -> JSON in
            [
                "name": .string(name), "value": .string(usual), "nominal": .string(usual),
                "unit": .string(unit), "lower": .string(lowest), "upper": .string(highest),
            ]
        }
        return document(
            "ranges-1", "range.registered", at: Self.released,
            [("by", ["person": .string(Plant7.releaser)]), ("results", .array(results))])
    }

    private func document(
        _ id: String, _ activity: String, at time: Instant, _ more: [(String, JSON)]
    ) -> JSON {
        let members: [(String, JSON)] = [
            ("id", .string(id)), ("source", .string(Plant7.register)),
            ("activity", .string(activity)), ("occurred", .string(time.atPlant)),
            ("recorded", .string(time.adding(minutes: 1).atPlant)),
        ]
        return .object((members + more).map { JSON.Member($0.0, $0.1) })
    }
}
