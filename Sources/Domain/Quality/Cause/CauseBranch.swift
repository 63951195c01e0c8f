// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

/// The three whys that each case asks.
package enum CauseLeg: String, CaseIterable, Hashable, Sendable {
    case occurrence, detection, system

    /// The why, as it is asked.
    package var question: String {
        switch self {
        case .occurrence: "Why was it made?"
        case .detection: "Why was it not detected?"
        case .system: "Why did the system allow it?"
        }
    }

    static let choices = allCases.map { FieldType.Choice($0.rawValue, $0.question) }
}

/// What sort of cause it is.
package enum CauseCategory: String, CaseIterable, Hashable, Sendable {
    case processAndEquipment = "process-and-equipment"
    case human
    case technicalControl = "technical-control"
    case managementSystem = "management-system"

    private var meaning: String {
        switch self {
        case .processAndEquipment: "The process, the machine, the material."
        case .human: "What somebody did or did not do."
        case .technicalControl: "A control that should have held: access, network, limit."
        case .managementSystem: "How things are ordered: rules, duties, resources."
        }
    }

    static let choices = allCases.map { FieldType.Choice($0.rawValue, $0.meaning) }
}

/// The branches of the cause-and-effect diagram: the six of everyday, and six of security.
package enum CauseBranch: String, CaseIterable, Hashable, Sendable {
    case man, machine, material, method, measurement, environment
    case identityAndAccess = "identity-and-access"
    case changeAndConfiguration = "change-and-configuration"
    case networkAndRemoteAccess = "network-and-remote-access"
    case malwareAndVulnerability = "malware-and-vulnerability"
    case loggingAndTime = "logging-and-time"
    case supplierAndCloud = "supplier-and-cloud"

    /// Whether it is one of the branches that a quality team forgets.
    package var isSecurity: Bool {
        switch self {
        case .man, .machine, .material, .method, .measurement, .environment: false
        case .identityAndAccess, .changeAndConfiguration, .networkAndRemoteAccess,
            .malwareAndVulnerability, .loggingAndTime, .supplierAndCloud:
            true
        }
    }

    private var meaning: String {
        switch self {
        case .man: "People: training, workload, handing over."
        case .machine: "Machines and tools."
        case .material: "What it was made of."
        case .method: "Instructions, sequence, parameters."
        case .measurement: "How it was measured, and with what."
        case .environment: "Temperature, dirt, light."
        case .identityAndAccess: "Shared accounts, rights that are too wide."
        case .changeAndConfiguration: "A change that nobody approved or noticed."
        case .networkAndRemoteAccess: "Ways in and out."
        case .malwareAndVulnerability: "Hostile programmes, known weaknesses."
        case .loggingAndTime: "Logs that are missing, clocks that are wrong."
        case .supplierAndCloud: "Somebody else's system."
        }
    }

    static let choices = allCases.map { FieldType.Choice($0.rawValue, $0.meaning) }
}

extension RecordState {
    /// The leg a cause is on.
    package var causeLeg: CauseLeg? { text("leg").flatMap { CauseLeg(rawValue: $0) } }
    /// The branch a cause is on.
    package var causeBranch: CauseBranch? { text("branch").flatMap { CauseBranch(rawValue: $0) } }
}
