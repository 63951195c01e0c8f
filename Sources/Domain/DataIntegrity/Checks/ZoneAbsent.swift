// SPDX-License-Identifier: Apache-2.0
import Activities

extension Check {
    /// A clock reading without a zone is no moment.
    static let zoneAbsent = Check(
        "zone-absent", "Every time names its zone", .consistent,
        rules: ["ALC-CN-2"],
        asks: "Does each time in the record say how far it is from UTC?",
        why: "A reading without a zone stands for any of some 38 moments, and twice a year for two "
            + "in the same place. No order and no delay can be worked out from it.",
        looksAt: "every time of the activity and of its participants, and its validity",
        reasons: [
            ZoneAbsent.given, ZoneAbsent.absent, ZoneAbsent.assumed, ZoneAbsent.noTime,
        ]
    ) { _, _ in ZoneAbsent() }
}

struct ZoneAbsent: Examination {
    static let given = Reason.pass("zone-given", "every time names its zone")
    static let absent = Reason.fail("zone-absent", .minor, "a time names no zone")
    static let assumed = Reason.indeterminate(
        "zone-assumed", "the source named no zone; whoever took the file in said which to assume")
    static let noTime = Reason.notApplicable("no-time", "the record gives no time")

    func observe(_ observation: Observation, _ judgements: inout Judgements) {
        let times = observation.activity.namedTimes
        let unzoned = times.filter { if case .absent = $0.time.zone { true } else { false } }
        let assumed = times.filter { if case .assumed = $0.time.zone { true } else { false } }
        guard let first = unzoned.first ?? assumed.first else {
            judgements.judge(times.isEmpty ? ZoneAbsent.noTime : ZoneAbsent.given, observation)
            return
        }
        let listed = unzoned.isEmpty ? assumed : unzoned
        judgements.judge(
            unzoned.isEmpty ? ZoneAbsent.assumed : ZoneAbsent.absent, observation,
            values: listed.map { Finding.Value($0.name, $0.time.text) },
            "\(first.name) is “\(first.time.text)”, zone \(first.time.zoneWords)")
    }
}

extension Activity {
    /// Every time in the record, by what it says.
    fileprivate var namedTimes: [(name: String, time: SourceTime)] {
        let own = [
            ("occurred", occurred), ("ended", ended), ("recorded at source", recordedAtSource),
            ("became known", becameKnown), ("valid from", valid?.from),
            ("valid until", valid?.until), ("error declared", correction?.declared),
        ]
        let taken = participants.map { ("\($0.role.rawValue) at", $0.at) }
        return (own + taken).compactMap { name, time in time.map { (name, $0) } }
    }
}
