// SPDX-License-Identifier: Apache-2.0
import Reading

/// One thing a machine reported, of the kinds that tell what was made and how.
///
/// Positions, speeds and block numbers come by the million and say nothing by themselves: they are
/// counted, and kept in the original.
struct Observation: Sendable {
    let kind: ItemKind
    /// What the machine or its adapter calls the item.
    let item: String
    let time: String
    let value: String
    /// Its number in the agent's buffer; `nil` in adapter logs, which have none.
    var sequence: Int64?
    /// For conditions: the machine's own code and words.
    var code: String?
    var text: String?
    let place: Place
}

extension Observation {
    /// Whether it was reported before another: by its number, else by its place in the file.
    func isBefore(_ other: Observation) -> Bool {
        guard let own = sequence, let others = other.sequence else {
            return place.offset < other.place.offset
        }
        return own < others
    }
}

/// What an item tells.
enum ItemKind: Sendable {
    /// Whether a programme is being executed.
    case execution
    /// The programme being executed.
    case programme
    /// The programme open in the editor, which need not be the one that runs.
    case editing
    case partCount
    /// Automatic, manual, semi-automatic.
    case mode
    case emergencyStop
    case availability
    /// An alarm or a condition of the machine.
    case condition
    /// Everything else.
    case sample

    /// By the name an adapter gives an item; the spellings are those of common adapters.
    init(adapterName name: String) {
        let plain = name.utf8.filter { $0 != 0x5F && $0 != 0x20 && $0 != 0x2D }
            .map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        self = ItemKind.names[String(decoding: plain, as: UTF8.self)] ?? .sample
    }

    /// By the element of a stream (MTConnect Part 3: the name is the data item's type).
    init(element: String) {
        switch element {
        case "Execution": self = .execution
        case "Program", "ActiveProgram", "MainProgram": self = .programme
        case "ProgramEdit", "ProgramEditName": self = .editing
        case "PartCount": self = .partCount
        case "ControllerMode": self = .mode
        case "EmergencyStop": self = .emergencyStop
        case "Availability": self = .availability
        case "Alarm": self = .condition
        default: self = .sample
        }
    }

    private static let names: [String: ItemKind] = [
        "execution": .execution, "exec": .execution, "programstatus": .execution,
        "program": .programme, "programname": .programme, "programnamerunning": .programme,
        "activeprogram": .programme, "prog": .programme, "pgm": .programme,
        "programedit": .editing, "programeditname": .editing, "programnameediting": .editing,
        "partcount": .partCount, "partcountall": .partCount, "partcountact": .partCount,
        "mode": .mode, "controllermode": .mode,
        "estop": .emergencyStop, "estopstate": .emergencyStop, "emergencystop": .emergencyStop,
        "avail": .availability, "availability": .availability,
        "alarm": .condition,
    ]
}
