// SPDX-License-Identifier: Apache-2.0
import Activities

extension Check {
    /// Who or what did it.
    static let attributionLevel = Check(
        "attribution-level", "Every act can be put down to somebody", .attributable,
        rules: ["ALC-AT-1", "ALC-AT-4"],
        asks: "Does the record name the person, or the device, that did what it tells of? Was what "
            + "is said to be released put down to a person?",
        why: "An act that nobody answers for cannot be asked about. A machine can measure; it "
            + "cannot take responsibility for a release.",
        looksAt: "attribution, participants, capture, state",
        reasons: [
            AttributionLevel.attributed, AttributionLevel.nobody,
            AttributionLevel.releasedByNobody, AttributionLevel.organisationOnly,
            AttributionLevel.mayBeDevice, AttributionLevel.planned,
        ]
    ) { _, _ in AttributionLevel() }
}

struct AttributionLevel: Examination {
    static let attributed = Reason.pass(
        "attributed", "a person or device is named for it, as fits the act")
    static let nobody = Reason.fail("nobody", .major, "nothing says who or what did it")
    static let releasedByNobody = Reason.fail(
        "released-by-no-person", .major, "product was released, and no person is named for it")
    static let organisationOnly = Reason.indeterminate(
        "organisation-only",
        "an organisation answers for it; which person or device did it is not "
            + "said")
    static let mayBeDevice = Reason.indeterminate(
        "device-or-person",
        "a device took part, and it is not said whether it or a person "
            + "recorded the act")
    static let planned = Reason.notApplicable("planned", "it was planned, so nobody did it yet")

    func observe(_ observation: Observation, _ judgements: inout Judgements) {
        let activity = observation.activity
        guard activity.status != .planned else {
            judgements.judge(AttributionLevel.planned, observation)
            return
        }
        let level = activity.effectiveAttribution
        let isByPerson = level == .personSigned || level == .personNamed
        if activity.state == .released, !isByPerson {
            judgements.judge(
                AttributionLevel.releasedByNobody, observation,
                values: [Finding.Value("attribution", level.rawValue)])
            return
        }
        let reason =
            switch level {
            case .personSigned, .personNamed, .device: AttributionLevel.attributed
            case .organisation: AttributionLevel.organisationOnly
            case .none:
                activity.hasDevice ? AttributionLevel.mayBeDevice : AttributionLevel.nobody
            }
        judgements.judge(
            reason, observation, values: [Finding.Value("attribution", level.rawValue)])
    }
}

extension Activity {
    /// The attribution as the source gave it; a device's where one recorded by itself.
    fileprivate var effectiveAttribution: Attribution {
        attribution == .none && capture == .automatic && hasDevice ? .device : attribution
    }

    /// Whether equipment or an instrument took part.
    fileprivate var hasDevice: Bool {
        participants.contains { $0.role == .equipment || $0.role == .instrument }
            || results.contains { $0.instrument != nil }
    }
}
