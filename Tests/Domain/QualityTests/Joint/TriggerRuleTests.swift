// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Fixtures
import Quality
import Records
import Testing

struct TriggerRuleTests {
    /// A criterion of ours as a plant's own rule.
    private func written(
        _ desk: inout Desk, _ rule: String = "T8", _ more: [String: Typed] = [:],
        replacing earlier: RecordID? = nil
    ) throws -> RecordID {
        let criterion = try #require(TriggerCriteria.criterion(rule))
        var values: [String: Typed] = ["effective-from": "2026-11-21T00:00:00Z"]
        for change in criterion.seed {
            if let value = change.value { values[change.field] = .value(value) }
        }
        return try desk.open(
            "trigger-rule", by: People.keller, values.merging(more) { $1 },
            links: earlier.map { [("replaces", $0)] } ?? [])
    }

    private func inForce(
        _ desk: inout Desk, _ rule: String = "T8", _ more: [String: Typed] = [:],
        replacing earlier: RecordID? = nil
    ) throws -> RecordID {
        let id = try written(&desk, rule, more, replacing: earlier)
        try desk.sign(id, for: "put-in-force", by: People.lind)
        try desk.sign(id, for: "put-in-force", by: People.mori)
        try desk.step("put-in-force", on: id, by: People.lind)
        return id
    }

    @Test(.covers("EPK-JQS-1"), arguments: TriggerCriteria.all.map(\.rule))
    func `Each of ours can be put in force as it is`(rule: String) throws {
        var desk = Desk()
        let id = try inForce(&desk, rule)
        let read = try #require(TriggerCriteria.RuleInForce(try desk[id], at: desk.now))
        #expect(read.parameters == read.criterion.defaults)
        #expect(read.action == read.criterion.action)
    }

    @Test(.covers("EPK-JQS-1"), arguments: [People.lind, People.mori])
    func `One function alone changes no criterion`(alone: Actor) throws {
        var desk = Desk()
        let id = try written(&desk)
        try desk.sign(id, for: "put-in-force", by: alone)
        #expect(
            refusals { try desk.step("put-in-force", on: id, by: alone) } == ["signature.missing"])
    }

    @Test(.covers("EPK-JQS-1"), arguments: ["T2", "T4", "T7", "T10"])
    func `What is mandatory is not made optional`(rule: String) throws {
        var desk = Desk()
        let id = try written(&desk, rule, ["default-action": "propose"])
        #expect(
            refusals { try desk.sign(id, for: "put-in-force", by: People.lind) }
                == ["lays-nothing-down"])
    }

    @Test func `A plant may ask for more`() throws {
        var desk = Desk()
        let id = try inForce(&desk, "T8", ["default-action": "mandatory"])
        #expect(try desk[id].state == "in-force")
    }

    @Test(arguments: ["attempts", "attempts=", "attempts=0", "attempts=-3", "attempt=3", "=3"])
    func `A parameter that nothing reads is refused`(parameter: String) throws {
        var desk = Desk()
        let id = try written(&desk, "T8", ["parameters": .many([parameter])])
        #expect(
            refusals { try desk.sign(id, for: "put-in-force", by: People.lind) }
                == ["parameters-are-readable"])
    }

    @Test(.covers("EPK-JQS-1")) func `The revision in force is the one that is evaluated`() throws {
        var desk = Desk()
        let first = try inForce(&desk, "T8", ["parameters": ["attempts=7"]])
        #expect(
            refusals { try desk.step("give-way", on: first, by: People.lind) }
                == ["successor-in-force"])
        let second = try inForce(
            &desk, "T8", ["rule-revision": "B", "parameters": ["attempts=3", "minutes=10"]],
            replacing: first)
        try desk.step("give-way", on: first, by: People.robot)
        let rules = TriggerCriteria.inForce(
            among: desk.book.all("trigger-rule"), at: desk.now)
        #expect(rules.count == 11)
        let rule = try #require(rules.first { $0.criterion.rule == "T8" })
        #expect(rule.record == second)
        #expect(rule.revision == "B")
        #expect(rule.parameters.number("attempts") == 3)
        #expect(rules.filter { $0.record == nil }.count == 10)
    }

    @Test func `A rule that is not in force yet is not evaluated`() throws {
        var desk = Desk()
        let id = try inForce(&desk, "T8", ["effective-from": "2030-01-01T00:00:00Z"])
        #expect(TriggerCriteria.RuleInForce(try desk[id], at: desk.now) == nil)
    }
}
