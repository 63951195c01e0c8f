// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Fixtures
import Records
import Testing

struct ReplayTests {
    @Test func `Entries read back are the acts that were written`() throws {
        var desk = Desk()
        let id = try desk.activePermit()
        try desk.run(
            .linkSystem(
                SystemLink(
                    key: SystemKey(system: "itsm", kind: "incident", remoteID: "INC1"),
                    url: "https://itsm.example/INC1", ownedThere: ["area"], maturity: .checked)),
            on: id, by: People.ortiz)
        try desk.run(
            .checkSystem(
                SystemKey(system: "itsm", kind: "incident", remoteID: "INC1"),
                SystemCheck(result: .mutual, sourceState: "Contain")), on: id, by: People.robot)
        try desk.run(
            .synchronise(
                SystemKey(system: "itsm", kind: "incident", remoteID: "INC1"),
                [FieldChange("area", .text("bay 12"))]), on: id, by: People.robot)
        for logged in desk.acts[id] ?? [] {
            let act = logged.act
            let read = try Act(
                type: act.entryType, content: try JSON(parsing: act.content.canonical),
                person: try JSON(parsing: act.person.canonical), kinds: catalogue)
            #expect(read == act)
        }
    }

    @Test func `Without the names the acts can still be read`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        let act = try #require(desk.acts[id]?.first).act
        let read = try Act(
            type: act.entryType, content: act.content, person: nil, kinds: catalogue)
        #expect(read.stamp.printedName == nil)
        #expect(read.stamp.person == act.stamp.person)
    }

    @Test func `A history that lacks an act, or has one twice, is broken`() throws {
        var desk = Desk()
        let id = try desk.activePermit()
        let acts = try #require(desk.acts[id])
        for cut in acts.indices.dropLast() {
            var shorter = acts
            shorter.remove(at: cut)
            #expect(throws: BrokenHistory.self) { try RecordState(replaying: shorter) }
        }
        #expect(throws: BrokenHistory.self) {
            try RecordState(replaying: acts + [acts[acts.count - 1]])
        }
    }

    @Test func `The digest changes with every act that says something new, and no other`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        let first = try #require(desk.book[id]).digest
        try desk.sign(id, for: "allow", by: People.lind)
        #expect(desk.book[id]?.digest == first)
        try desk.run(
            .amend([FieldChange("area", .text("bay 4"))]), on: id, by: People.keller,
            because: "moved")
        #expect(desk.book[id]?.digest != first)
    }

    @Test(.covers("JQS-1")) func `One counterpart, one record`() throws {
        var desk = Desk()
        let first = try desk.openPermit(1)
        let second = try desk.openPermit(2)
        let link = SystemLink(
            key: SystemKey(system: "itsm", kind: "incident", remoteID: "INC1"), url: nil,
            ownedThere: ["area"], maturity: .noted)
        try desk.run(.linkSystem(link), on: first, by: People.keller)
        #expect(
            refusals { try desk.run(.linkSystem(link), on: second, by: People.keller) }
                == ["system.claimed"])
        #expect(
            refusals {
                try desk.run(
                    .amend([FieldChange("area", .text("bay 4"))]), on: first, by: People.keller,
                    because: "moved")
            } == ["field.owned-elsewhere"])
    }

    @Test func `A value of the other side is not overwritten with one of ours`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        let key = SystemKey(system: "itsm", kind: "incident", remoteID: "INC1")
        try desk.run(
            .linkSystem(SystemLink(key: key, url: nil, ownedThere: ["area"], maturity: .noted)),
            on: id, by: People.keller)
        #expect(
            refusals {
                try desk.run(
                    .synchronise(key, [FieldChange("fuel", .quantity(Quantity("1", unit: "kg")))]),
                    on: id, by: People.robot)
            } == ["field.fixed"])
    }
}

struct KindTests {
    @Test func `The kinds of these tests are in order`() {
        #expect(catalogue.kinds.flatMap(\.faults).isEmpty)
    }

    @Test func `Dead ends, unreachable states and rules that bite nobody are found`() {
        let kind = Kind(
            "odd", title: "odd", prefix: "odd", purpose: "", openedBy: [], fields: [],
            lifecycle: Lifecycle(
                [
                    State("a", .open, ""), State("b", .open, ""), State("c", .closed, ""),
                    State("d", .open, ""),
                ],
                [
                    Transition("go", from: ["a"], to: "b", by: [], rule: ""),
                    Transition(
                        "stop", from: ["d"], to: "c", by: [.operations],
                        notBy: [.performers(of: "fly"), .named(inField: "owner")],
                        rule: "It stops."),
                ]), topics: [], retention: .vendorDefault)
        let said = kind.faults.map(\.what)
        for expected in [
            "\"odd\" cannot begin a number", "nothing says what it is for",
            "nobody may open one", "it serves no clause topic", "state b never ends",
            "state d is never reached", "step go has no rule", "nobody may take step go",
            "step stop speaks of a step fly", "step stop speaks of a field of people, owner",
        ] { #expect(said.contains(expected), "\(expected) in \(said)") }
    }
}
