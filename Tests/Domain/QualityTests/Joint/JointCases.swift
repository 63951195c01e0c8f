// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Records
import Testing

/// The joint case of *Plant 7*: somebody changed the oven's programme and nobody knows who.
extension Desk {
    static let incident = SystemKey(system: "itsm", kind: "incident", remoteID: "INC0042")

    mutating func openCandidate(
        _ rule: String = "T5", action: String = "propose", by actor: Actor = People.keller
    ) throws -> RecordID {
        try open(
            "joint-candidate", by: actor, title: "Oven programme changed",
            [
                "rule": .one(rule), "rule-revision": "A", "default-action": .one(action),
                "why": "OVEN-2 was changed without an approved change", "entries": ["17"],
                "things": ["equipment:OVEN-2"],
            ])
    }

    static let matter: [String: Typed] = [
        "matter": "The programme of OVEN-2 is not the released one",
        "scope": ["product", "data-integrity", "security"], "lead-function": "quality",
        "lead": "P-0001", "co-lead": "P-0003", "suspects": ["equipment:OVEN-2"],
        "suspect-from": "2026-11-01T00:00:00Z", "became-aware": "2026-11-20T09:00:00+01:00",
    ]

    mutating func openJoint(_ more: [String: Typed] = [:]) throws -> RecordID {
        let candidate = try openCandidate()
        return try open(
            "joint-case", by: People.keller, Desk.matter.merging(more) { $1 },
            links: [("because-of", candidate)])
    }

    mutating func declared(_ more: [String: Typed] = [:]) throws -> RecordID {
        let id = try openJoint(more)
        try sign(id, for: "declare", by: People.lind)
        try sign(id, for: "declare", by: People.mori)
        try step("declare", on: id, by: People.lind)
        return id
    }

    /// Linked with its ticket, with a nonconformity of its own.
    mutating func linked(with nonconformity: RecordID? = nil) throws -> RecordID {
        let id = try declared()
        try linkSystem(id, Desk.incident, by: People.mori)
        if let nonconformity {
            try link(nonconformity, "part-of", to: id, by: People.keller)
        } else {
            try assume("nonconformity", in: "closed", links: [("part-of", id)])
        }
        try step("link", on: id, by: People.mori)
        return id
    }

    /// Every step from linked up to a state, with what each asks for simply there.
    mutating func joint(
        upTo state: StateName, with nonconformity: RecordID? = nil
    ) throws -> RecordID {
        let id = try linked(with: nonconformity)
        let steps: [(String, StateName, [(KindName, StateName, [String: Typed])])] = [
            ("assess", "assessed", [("impact-assessment", "signed", [:])]),
            (
                "contain", "contained",
                [
                    ("product-hold", "released", [:]), ("security-measure", "executed", [:]),
                    ("preservation-order", "preserved", [:]),
                    ("trust-window-snapshot", "frozen", ["streams": ["system:MES"]]),
                ]
            ),
            (
                "find-cause", "cause",
                [
                    ("cause", "verified", ["domain": .value(.choice("both"))]),
                    (
                        "trust-verdict", "signed",
                        ["stream": "system:MES", "verdict": "re-established"]
                    ),
                ]
            ),
            ("act", "actions", [("action", "verified", [:])]),
            (
                "validate", "validated",
                [
                    (
                        "validation-state", "validated",
                        ["things": .value(.list([.thing(try Thing(.equipment, "OVEN-2"))]))]
                    )
                ]
            ),
            ("prove", "effectiveness", [("effectiveness-check", "effective", [:])]),
        ]
        for (step, reached, around) in steps {
            if try self[id].state == state { return id }
            for (kind, found, values) in around {
                try assume(kind, in: found, values, links: [("of", id)])
            }
            try self.step(step, on: id, by: People.lind)
            #expect(try self[id].state == reached)
        }
        return id
    }

    /// One that nothing stands in the way of closing.
    mutating func ready(with nonconformity: RecordID? = nil) throws -> RecordID {
        let id = try joint(upTo: "effectiveness", with: nonconformity)
        for candidate in try self[id].links where candidate.role == "because-of" {
            try step("declare", on: candidate.target, by: People.lind, because: "it is one")
        }
        try assume("duty", in: "submitted", links: [("of", id)])
        try amend(id, by: People.keller, ["lessons": "programmes are signed from now on"])
        return id
    }

    mutating func closeJoint(_ id: RecordID) throws {
        try sign(id, for: "close", by: People.lind)
        try sign(id, for: "close", by: People.mori)
        try step("close", on: id, by: People.lind)
    }
}
