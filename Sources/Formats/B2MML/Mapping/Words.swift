// SPDX-License-Identifier: Apache-2.0
import Activities

/// The words that documents use, and what they are here.
///
/// A word that is not listed stays a word.
enum Words {
    /// What a material is to a step.
    static func role(ofMaterialUse use: String?) -> Participation.Role {
        switch use?.lowercased() {
        case "consumed", "material consumed", "consumable", "destructive sample": .input
        case "produced", "material produced", "by-product produced", "co-product produced",
            "yield produced":
            .output
        default: .subject
        }
    }

    /// How a step went by its state.
    static func status(_ state: String?) -> Activity.Status? {
        switch state?.lowercased() {
        case "completed", "complete", "closed": .completed
        case "aborted", "aborting", "stopped", "stopping", "cancelled": .aborted
        case "running", "held", "holding", "paused", "pausing", "suspended", "restarting":
            .started
        case "waiting", "ready", "forecast", "released", "idle": .planned
        default: nil
        }
    }

    /// Where a lot stands, where the word can mean one thing only.
    static func state(_ word: String?) -> ProductState? {
        switch word?.lowercased() {
        case "released", "approved", "approved for use": .released
        case "hold", "on hold", "held", "quarantine", "quarantined", "blocked", "restricted":
            .onHold
        case "in-process", "in process": .inProcess
        case "scrapped": .scrapped
        case "shipped": .shipped
        case "consumed": .consumed
        case "returned": .returned
        default: nil
        }
    }

    /// What a test says.
    static func verdict(_ word: String?) -> MeasuredResult.Verdict? {
        switch word?.lowercased() {
        case "pass", "passed", "ok", "accept", "accepted", "conforms", "conforming",
            "in specification", "within specification":
            .pass
        case "fail", "failed", "nok", "not ok", "reject", "rejected", "nonconforming",
            "out of specification", "oos":
            .fail
        default: nil
        }
    }

    /// Whether a category or type is the word for an exception from the planned course.
    static func isException(_ word: String?) -> Bool {
        switch word?.lowercased() {
        case "exception", "deviation", "nonconformance", "non-conformance", "nonconformity",
            "discrepancy", "out of specification", "oos", "process deviation":
            true
        default: false
        }
    }

    /// Whether an exception of that status is settled; `nil` when the word is not known.
    static func exception(_ word: String?) -> ExceptionState? {
        switch word?.lowercased() {
        case "closed", "resolved", "completed", "complete", "dispositioned": .closed
        case "open", "new", "in progress", "pending", "under investigation", "reopened": .open
        default: nil
        }
    }

    /// Whether a text stands where a person's name should, and says that there is none.
    static func isNobody(_ name: String) -> Bool {
        switch name.lowercased() {
        case "not approved", "not signed", "none", "n/a", "na", "nobody", "unsigned", "tbd", "-",
            "--", "?":
            true
        default: false
        }
    }
}
