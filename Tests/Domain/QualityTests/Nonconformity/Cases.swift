// SPDX-License-Identifier: Apache-2.0
import Access
import Records
import Testing

/// Nonconformities of *Plant 7*, brought as far as a test needs them.
extension Desk {
    /// Twenty brackets whose bore is too wide, as somebody wrote them down.
    mutating func openBrackets(
        by actor: Actor = People.keller, _ more: [String: Typed] = [:]
    ) throws -> RecordID {
        var values: [String: Typed] = [
            "observed": "bore 6.41, required 6.35 ± 0.05", "type": "manufacturing",
            "source": "internal", "stage": "in-process",
            "detected-at": "2026-11-20T09:12:00+01:00", "part": "material:BR-7",
            "product": ["lot:L-0417"], "characteristic": "4", "defect-codes": ["D-12"],
            "equipment": ["equipment:MILL-3"],
        ]
        values.merge(more) { $1 }
        return try open("nonconformity", by: actor, title: "Bore too wide", values)
    }

    /// The answers of triage: minor, no security, and whatever else a test says.
    static let answers: [String: Typed] = [
        "class": "minor", "requirement": "DWG-7@F", "security-in-scope": "no",
        "data-integrity-in-scope": "no", "screening": "programme and offsets as released",
        "containment-needed": "no", "containment-rationale": "all pieces are in the cage",
        "disposition-needed": "yes", "disposition-approval-needed": "yes",
        "investigation-needed": "no", "investigation-rationale": "worn tool, known",
        "corrective-action-needed": "no", "corrective-action-rationale": "tool life is planned",
        "notification-needed": "no", "notification-rationale": "nothing was delivered",
    ]

    /// A nonconformity in triage with its answers.
    mutating func triagedBrackets(_ more: [String: Typed] = [:]) throws -> RecordID {
        let id = try openBrackets()
        try step("submit", on: id, by: People.keller)
        try amend(id, by: People.keller, Desk.answers.merging(more) { $1 })
        return id
    }

    /// One whose dispositions are to be decided: twenty pieces.
    mutating func evaluatedBrackets(_ more: [String: Typed] = [:]) throws -> RecordID {
        let id = try triagedBrackets(more)
        try step("triage", on: id, by: People.keller)
        try amend(
            id, by: People.keller,
            [
                "population": "lot L-0417, both ways", "evaluation": "fits loosely",
                "affected-quantity": "20 pieces",
            ])
        try step("contain", on: id, by: People.keller)
        try step("evaluate", on: id, by: People.keller)
        return id
    }

    /// A disposition line as it was written down.
    mutating func openLine(
        of nonconformity: RecordID, _ quantity: String, _ decision: String,
        _ more: [String: Typed] = [:]
    ) throws -> RecordID {
        var values: [String: Typed] = [
            "quantity": .one(quantity), "decision": .one(decision),
            "reason": "within the stress report",
            "counterfeit": "no",
        ]
        values.merge(more) { $1 }
        return try open(
            "disposition", by: People.keller, values, links: [("of", nonconformity)])
    }

    /// One that the board has allowed.
    mutating func approvedLine(
        of nonconformity: RecordID, _ quantity: String, _ decision: String,
        _ more: [String: Typed] = [:]
    ) throws -> RecordID {
        let line = try openLine(of: nonconformity, quantity, decision, more)
        try step("propose", on: line, by: People.keller)
        try sign(line, for: "approve", by: People.weiss)
        try sign(line, for: "approve", by: People.lind)
        try step("approve", on: line, by: People.lind)
        return line
    }

    /// One that was carried out and that quality has seen.
    mutating func verify(_ line: RecordID, _ more: [String: Typed] = [:]) throws {
        try amend(line, by: People.ortiz, ["result": "done as allowed"])
        try step("execute", on: line, by: People.ortiz)
        if !more.isEmpty { try amend(line, by: People.keller, more) }
        try sign(line, for: "verify", as: .verified, by: People.kovacs)
        try step("verify", on: line, by: People.kovacs)
    }

    /// One in verification whose twenty pieces are all reworked.
    mutating func reworkedBrackets(_ more: [String: Typed] = [:]) throws -> RecordID {
        let id = try evaluatedBrackets(more)
        let line = try approvedLine(of: id, "20 pieces", "rework", Desk.rework)
        try step("dispose", on: id, by: People.keller)
        try verify(
            line, ["inspection": "passed", "inspection-evidence": "record:CMM-881"])
        try step("implement", on: id, by: People.keller)
        return id
    }

    static let rework: [String: Typed] = [
        "instruction": "RW-12@A", "adverse-effects": "none; looked at under the microscope",
    ]

    mutating func close(_ id: RecordID, by actor: Actor = People.lind) throws {
        try sign(id, for: "close", by: actor)
        try step("close", on: id, by: actor)
    }
}
