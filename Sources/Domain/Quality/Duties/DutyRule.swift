// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Records

/// A duty to tell somebody something in time, as a law or a contract says it: data, with its source.
///
/// Each says what starts its clock. That is often not the moment somebody became aware: a final
/// report runs from when a remedy was there, another from a determination (requirements §8).
package struct DutyRule: Hashable, Sendable {
    /// `OBL-NIS2-1`.
    package let id: String
    package let revision: String
    package let regime: String
    /// Article or clause.
    package let cite: String
    package let status: Status
    /// Before that day it does not fire; `nil`: it always has.
    package let effectiveFrom: CivilDate?
    /// What of an organisation's profile makes it apply; any of them.
    package let appliesIf: Set<String>
    /// What must have happened; any of them.
    package let triggers: Set<DutyTrigger>
    package let stage: String
    /// `nil` where the source gives no number: "without undue delay".
    package let deadline: Deadline?
    package let calendar: String
    package let rollover: Rollover
    package let clock: ClockStart
    /// The rule whose submission starts the clock, where one does.
    package let dependsOn: String?
    package let recipient: String
    package let owner: Role
    package let provenance: Provenance
    /// What the row leaves open: odd numbers, other readings.
    package let note: String?

    package init(
        _ id: String, revision: String = "1", regime: String, cite: String,
        status: Status = .inForce, effectiveFrom: CivilDate? = nil, appliesIf: Set<String>,
        triggers: Set<DutyTrigger>, stage: String, deadline: Deadline?,
        calendar: String = "weekdays", rollover: Rollover = .none, clock: ClockStart,
        dependsOn: String? = nil, recipient: String, owner: Role = .regulatory,
        provenance: Provenance, note: String? = nil
    ) {
        self.id = id
        self.revision = revision
        self.regime = regime
        self.cite = cite
        self.status = status
        self.effectiveFrom = effectiveFrom
        self.appliesIf = appliesIf
        self.triggers = triggers
        self.stage = stage
        self.deadline = deadline
        self.calendar = calendar
        self.rollover = rollover
        self.clock = clock
        self.dependsOn = dependsOn
        self.recipient = recipient
        self.owner = owner
        self.provenance = provenance
        self.note = note
    }

    package enum Status: String, CaseIterable, Hashable, Sendable {
        case inForce = "in_force"
        /// Law already, and not yet applied.
        case adoptedFuture = "adopted_future"
        case proposed
        case draft
    }

    /// How far the row was checked against its source (requirements §0.1).
    package enum Provenance: String, CaseIterable, Hashable, Sendable {
        /// The rule's own text was read.
        case verified = "V"
        case partlyVerified = "V/K"
        case secondary = "S"
        case knowledge = "K"
        case secondaryOrKnowledge = "S/K"
        case draft = "D"
        case unsure = "?"
        /// A plant wrote it.
        case plant
    }

    /// Whether it fires on a day: in force, or adopted and its day has come.
    ///
    /// What is only proposed fires never; planning shows it (OBL-R7).
    package func fires(on day: CivilDate) -> Bool {
        switch status {
        case .inForce, .adoptedFuture:
            guard let effectiveFrom else { return status == .inForce }
            return effectiveFrom.daysSinceEpoch <= day.daysSinceEpoch
        case .proposed, .draft: return false
        }
    }
}

/// What starts the clock of a duty; each is an event that somebody signs for (OBL-R1).
package enum ClockStart: String, CaseIterable, Hashable, Sendable {
    case aware, discovered, determined, evaluated, decided, initiated, confirmed
    case conditionKnown = "condition-known"
    case informationReceived = "information-received"
    case directorInformed = "director-informed"
    case notified, requested
    case submitted
    case measureAvailable = "measure-available"
    case handlingEnded = "handling-ended"
    case inspectionEnded = "inspection-ended"
    case customerStamp = "customer-stamp"
    case payment

    /// What must be asked before the clock runs; nobody guesses the answer.
    package var question: String {
        switch self {
        case .aware: "When did somebody of us become aware of it, and who?"
        case .discovered: "When was it discovered, and by whom?"
        case .determined: "Has it been determined to be one, by whom and when?"
        case .evaluated: "When was the evaluation completed?"
        case .decided: "When was it decided?"
        case .initiated: "When was the correction or removal initiated?"
        case .confirmed: "When was it confirmed?"
        case .conditionKnown: "When was the condition known?"
        case .informationReceived: "When was the information received?"
        case .directorInformed: "When was the director or responsible officer informed?"
        case .notified: "When were we notified, or did we first notify?"
        case .requested: "When was it requested?"
        case .submitted: "When was the report before it submitted?"
        case .measureAvailable: "When was a corrective or mitigating measure available?"
        case .handlingEnded: "When was the handling of the incident ended?"
        case .inspectionEnded: "When did the inspection end?"
        case .customerStamp: "What time does the customer's portal show?"
        case .payment: "When was the payment made?"
        }
    }
}

/// What happened that may oblige somebody to tell.
package enum DutyTrigger: String, CaseIterable, Hashable, Sendable {
    case cyberIncident = "cyber-incident"
    case significantIncident = "significant-incident"
    case malware
    case exploitedVulnerability = "exploited-vulnerability"
    case severeProductIncident = "severe-product-incident"
    case dataBreach = "data-breach"
    case materialIncident = "material-incident"
    case ransomPayment = "ransom-payment"
    case reactorCyberAttack = "reactor-cyber-attack"
    case aviationSecurity = "aviation-security"
    case occurrence
    case unsafeCondition = "unsafe-condition"
    case listedFailure = "listed-failure"
    case qualityEscape = "quality-escape"
    case safetyDeficiency = "safety-deficiency"
    case counterfeit
    case coveredTelecom = "covered-telecom"
    case publicHealthThreat = "public-health-threat"
    case deathOrDeterioration = "death-or-deterioration"
    case seriousIncident = "serious-incident"
    case fieldAction = "field-action"
    case deviceEvent = "device-event"
    case remedialAction = "remedial-action"
    case newInformation = "new-information"
    case correctionOrRemoval = "correction-or-removal"
    case distributedDefect = "distributed-defect"
    case biologicDeviation = "biologic-deviation"
    case inspectionObservation = "inspection-observation"
    case confirmedDefect = "confirmed-defect"
    case nuclearDeviation = "nuclear-deviation"
    case nuclearDefect = "nuclear-defect"
    case evaluationImpossible = "evaluation-impossible"
    case safetyDefect = "safety-defect"
    case reportableFood = "reportable-food"
    case traceRequest = "trace-request"
    case productHazard = "product-hazard"
    case exportViolation = "export-violation"
    case customerComplaint = "customer-complaint"
    case specificationChange = "specification-change"
}

extension DutyTrigger {
    /// Whether it is a matter of systems rather than of product.
    package var isSecurity: Bool {
        switch self {
        case .cyberIncident, .significantIncident, .malware, .exploitedVulnerability,
            .severeProductIncident, .dataBreach, .materialIncident, .ransomPayment,
            .reactorCyberAttack, .aviationSecurity, .coveredTelecom:
            true
        case .occurrence, .unsafeCondition, .listedFailure, .qualityEscape, .safetyDeficiency,
            .counterfeit, .publicHealthThreat, .deathOrDeterioration, .seriousIncident,
            .fieldAction, .deviceEvent, .remedialAction, .newInformation, .correctionOrRemoval,
            .distributedDefect, .biologicDeviation, .inspectionObservation, .confirmedDefect,
            .nuclearDeviation, .nuclearDefect, .evaluationImpossible, .safetyDefect,
            .reportableFood, .traceRequest, .productHazard, .exportViolation, .customerComplaint,
            .specificationChange:
            false
        }
    }
}
