// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Fixtures
import Records
import Testing

struct ContentTests {
    @Test func `A record that is opened says all that is wrong with it at once`() {
        var desk = Desk()
        let found = refusals {
            try desk.run(
                .open(
                    .init(
                        kind: "permit", id: try #require(RecordID("HW-2026-0001")), title: "",
                        site: "plant7",
                        values: [
                            FieldChange("colour", .text("red")), FieldChange("fuel", .flag(true)),
                        ])), on: try #require(RecordID("HW-2026-0001")), by: People.keller)
        }
        #expect(found == ["field.unfit", "field.unknown", "field.unfit", "field.missing"])
    }

    @Test(.covers("P11-10g")) func `Whoever has no role for it opens nothing`() {
        var desk = Desk()
        #expect(refusals { try desk.openPermit(by: People.mori) } == ["role.missing"])
    }

    @Test(.covers("P11-10g")) func `A role at another site does not reach`() {
        var desk = Desk()
        let far = People.actor("P-0009", "F. Ar", [.qualityEngineer], site: "plant9")
        #expect(refusals { try desk.openPermit(by: far) } == ["role.missing"])
    }

    @Test(.covers("P11-10e2")) func `After four changes all five values are readable`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        for bay in ["bay 4", "bay 5", "bay 6", "bay 7"] {
            try desk.run(
                .amend([FieldChange("area", .text(bay))]), on: id, by: People.keller,
                because: "moved")
        }
        let seen = (desk.acts[id] ?? []).flatMap { logged -> [FieldValue?] in
            switch logged.act.deed {
            case .opened(_, _, _, let changes, _), .amended(let changes):
                changes.filter { $0.field == "area" }.map(\.new)
            default: []
            }
        }
        #expect(seen == ["bay 3", "bay 4", "bay 5", "bay 6", "bay 7"].map { .text($0) })
    }

    @Test(.covers("A11D-12.2")) func `A change without a reason is refused`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        for reason in [nil, "", "  "] {
            #expect(
                refusals {
                    try desk.run(
                        .amend([FieldChange("area", .text("bay 4"))]), on: id, by: People.keller,
                        because: reason)
                } == ["reason.missing"])
        }
    }

    @Test func `Of two who amend what both saw, the second is told`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        let seen = try #require(desk.book[id]).version
        try desk.run(
            .amend([FieldChange("area", .text("bay 4"))]), on: id, by: People.keller,
            because: "moved", seeing: seen)
        #expect(
            refusals {
                try desk.run(
                    .amend([FieldChange("area", .text("bay 5"))]), on: id, by: People.ortiz,
                    because: "moved", seeing: seen)
            } == ["record.changed-meanwhile"])
    }

    @Test func `What changes nothing is no act`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        #expect(
            refusals {
                try desk.run(
                    .amend([FieldChange("area", .text("bay 3"))]), on: id, by: People.keller,
                    because: "again")
            } == ["change.none"])
    }

    @Test func `What was settled in the first state stays so`() throws {
        var desk = Desk()
        let id = try desk.activePermit()
        #expect(
            refusals {
                try desk.run(
                    .amend([FieldChange("watch", .person(People.lind.person))]), on: id,
                    by: People.ortiz, because: "sick")
            } == ["field.fixed"])
    }

    @Test func `A date that only an extension moves is moved by one`() throws {
        var desk = Desk()
        let late = try #require(SourceTime("2026-11-22T10:00:00+01:00"))
        let later = try #require(SourceTime("2026-11-23T10:00:00+01:00"))
        let id = try desk.openPermit(1, by: People.keller, [FieldChange("until", .moment(late))])
        try desk.sign(id, for: "allow", by: People.lind)
        try desk.sign(id, for: "allow", by: People.mori)
        try desk.run(.transition("allow", justifications: [:]), on: id, by: People.lind)
        let change = Command.amend([FieldChange("until", .moment(later))])
        #expect(
            refusals { try desk.run(change, on: id, by: People.ortiz, because: "late") }
                == ["field.fixed"])
        let wish = try #require(RecordID("EX-2026-0001"))
        try desk.run(
            .open(
                .init(
                    kind: "extension", id: wish, title: "One day", site: "plant7",
                    values: [FieldChange("of", .record(id))])), on: wish, by: People.ortiz)
        let cause = Cause(rule: "extension", revision: "A", record: wish)
        #expect(
            refusals {
                try desk.run(change, on: id, by: People.ortiz, because: "asked", cause: cause)
            } == ["field.fixed"])
        try desk.run(.transition("grant", justifications: [:]), on: wish, by: People.lind)
        try desk.run(change, on: id, by: People.ortiz, because: "granted", cause: cause)
        #expect(desk.book[id]?["until"] == .moment(later))
    }

    @Test func `What never changes does not even change in the first state`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        let tag = { Command.amend([FieldChange("tag", .text($0))]) }
        try desk.run(tag("red 7"), on: id, by: People.keller, because: "hung up")
        #expect(
            refusals { try desk.run(tag("red 8"), on: id, by: People.keller, because: "swap") }
                == ["field.fixed"])
        #expect(
            refusals {
                try desk.run(
                    .amend([FieldChange("tag", nil)]), on: id, by: People.keller, because: "off")
            } == ["field.fixed"])
    }

    @Test func `What is settled with a state stays so when the record is opened again`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        let seal = { Command.amend([FieldChange("seal", .text($0))]) }
        try desk.run(seal("wax"), on: id, by: People.keller, because: "sealed")
        try desk.run(seal("lead"), on: id, by: People.keller, because: "typed wrongly")
        try desk.sign(id, for: "allow", by: People.lind)
        try desk.sign(id, for: "allow", by: People.mori)
        try desk.run(.transition("allow", justifications: [:]), on: id, by: People.lind)
        let change = { (desk: inout Desk) in
            refusals { try desk.run(seal("wax"), on: id, by: People.keller, because: "better") }
        }
        #expect(change(&desk) == ["field.fixed"])
        try desk.run(
            .transition("end", justifications: [:]), on: id, by: People.ortiz, because: "done")
        try desk.run(.reopen, on: id, by: People.lind, because: "smoke seen")
        #expect(change(&desk) == ["field.fixed"])
    }

    @Test func `Saying that another system owns a field opens no way around its rule`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        try desk.run(
            .amend([FieldChange("tag", .text("red 7"))]), on: id, by: People.keller,
            because: "hung up")
        let key = SystemKey(system: "itsm", kind: "task", remoteID: "T-1")
        try desk.run(
            .linkSystem(
                SystemLink(key: key, url: nil, ownedThere: ["tag"], maturity: .synchronised)),
            on: id, by: People.keller)
        #expect(
            refusals {
                try desk.run(
                    .synchronise(key, [FieldChange("tag", .text("none"))]), on: id,
                    by: People.keller)
            } == ["field.fixed"])
    }

    @Test func `A permanent link is never taken away`() throws {
        var desk = Desk()
        let first = try desk.openPermit(1)
        let second = try desk.openPermit(2)
        try desk.run(.link(role: "because-of", to: first), on: second, by: People.keller)
        #expect(
            refusals {
                try desk.run(
                    .unlink(role: "because-of", from: first), on: second, by: People.keller,
                    because: "tidy")
            } == ["field.fixed"])
    }

    @Test func `A link to a record that is not there, or of another kind, is refused`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        let nowhere = try #require(RecordID("HW-2026-0099"))
        #expect(
            refusals {
                try desk.run(.link(role: "because-of", to: nowhere), on: id, by: People.keller)
            } == ["record.unknown"])
        #expect(
            refusals { try desk.run(.link(role: "near", to: id), on: id, by: People.keller) }
                == ["link.unknown"])
    }
}
