// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Fixtures
import Records
import Testing

struct SteppingTests {
    @Test func `A step with everything in order is taken`() throws {
        var desk = Desk()
        let id = try desk.activePermit()
        #expect(desk.book[id]?.state == "active")
        #expect(desk.book[id]?.valid(for: "allow").isEmpty == true)
    }

    @Test func `A step names every signature that is missing`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        #expect(
            refusals {
                try desk.run(.transition("allow", justifications: [:]), on: id, by: People.lind)
            } == ["signature.missing", "signature.missing"])
    }

    @Test(.covers("P11-10f")) func `Steps out of order are refused`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        #expect(
            refusals {
                try desk.run(
                    .transition("end", justifications: [:]), on: id, by: People.ortiz,
                    because: "done")
            } == ["step.not-from-here"])
    }

    @Test(.covers("A11D-12.6")) func `Who wrote a record does not approve it`() throws {
        var desk = Desk()
        let id = try desk.openPermit(1, by: People.ortiz)
        #expect(
            refusals { try desk.sign(id, for: "allow", by: People.ortiz) }
                == ["duties.not-separate"])
    }

    @Test(.covers("A11D-12.6")) func `Who acts for the author does not approve it either`() throws {
        var desk = Desk()
        let id = try desk.openPermit(1, by: People.ortiz)
        let deputy = People.actor(
            "P-0008", "D. Puty", [.operations], for: People.ortiz.person)
        #expect(
            refusals { try desk.sign(id, for: "allow", by: deputy) } == ["duties.not-separate"])
    }

    @Test func `One person signs once for a step, whatever their roles`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        let both = People.actor("P-0007", "B. Oth", [.qualityManager, .operations])
        try desk.sign(id, for: "allow", by: both)
        #expect(
            refusals { try desk.sign(id, for: "allow", by: both) } == ["signature.given"])
    }

    @Test func `A delegate does not sign beside whom they stand in for`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        try desk.sign(id, for: "allow", by: People.ortiz)
        let deputy = People.actor(
            "P-0008", "D. Puty", [.qualityManager], for: People.ortiz.person)
        #expect(refusals { try desk.sign(id, for: "allow", by: deputy) } == ["signature.given"])
    }

    @Test(.covers("P11-70")) func `A change after a signature asks for it again`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        try desk.sign(id, for: "allow", by: People.lind)
        try desk.run(
            .amend([FieldChange("area", .text("bay 9"))]), on: id, by: People.keller,
            because: "moved")
        try desk.sign(id, for: "allow", by: People.mori)
        #expect(
            refusals {
                try desk.run(.transition("allow", justifications: [:]), on: id, by: People.lind)
            } == ["signature.missing"])
    }

    @Test(.covers("P11-70")) func `A signature of one version does not fit another`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        let given = try desk.signature(id, for: "allow", by: People.lind)
        try desk.run(
            .amend([FieldChange("area", .text("bay 9"))]), on: id, by: People.keller,
            because: "moved")
        #expect(
            refusals {
                try desk.run(.sign(transition: "allow", given), on: id, by: People.lind)
            } == ["signature.differs"])
    }

    @Test(.covers("P11-70")) func `A signature is not replayed on another record`() throws {
        var desk = Desk()
        let first = try desk.openPermit(1)
        let second = try desk.openPermit(2)
        let given = try desk.signature(first, for: "allow", by: People.lind)
        #expect(
            refusals {
                try desk.run(.sign(transition: "allow", given), on: second, by: People.lind)
            } == ["signature.differs"])
    }

    @Test(.covers("P11-70")) func `Nobody signs in another's name`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        let given = try desk.signature(id, for: "allow", by: People.lind)
        let other = People.actor("P-0011", "O. Ther", [.qualityManager])
        #expect(
            refusals { try desk.run(.sign(transition: "allow", given), on: id, by: other) }
                == ["signature.differs"])
    }

    @Test(.covers("P11-10f")) func `An unfinished record is not signed`() throws {
        var desk = Desk()
        let lot = try Thing(.lot, "L-1")
        let id = try desk.openPermit(
            1, by: People.keller, [FieldChange("lots", .list([.thing(lot)]))])
        #expect(
            refusals { try desk.sign(id, for: "allow", by: People.lind) } == ["no-lots-about"])
    }

    @Test func `A service account never signs`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        #expect(
            refusals { try desk.sign(id, for: "allow", by: People.robot) }
                == ["signature.service"])
    }

    @Test func `A warning asks for a justification and keeps it`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        try desk.run(
            .amend([FieldChange("watch", nil)]), on: id, by: People.keller, because: "sick")
        try desk.sign(id, for: "allow", by: People.lind)
        try desk.sign(id, for: "allow", by: People.mori)
        #expect(
            refusals {
                try desk.run(.transition("allow", justifications: [:]), on: id, by: People.lind)
            } == ["watch-named"])
        try desk.run(
            .transition("allow", justifications: ["watch-named": "sprinklers on"]), on: id,
            by: People.lind)
        guard
            case .transitioned(_, _, _, let kept, let signatures)? = desk.acts[id]?.last?.act.deed
        else { throw CancellationError() }
        #expect(kept.map(\.reason) == ["sprinklers on"])
        #expect(signatures == [3, 4])
    }

    @Test func `Who allowed it does not end it`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        try desk.sign(id, for: "allow", by: People.lind)
        try desk.sign(id, for: "allow", by: People.mori)
        try desk.run(.transition("allow", justifications: [:]), on: id, by: People.ortiz)
        let end = Command.transition("end", justifications: [:])
        #expect(
            refusals { try desk.run(end, on: id, by: People.ortiz, because: "done") }
                == ["duties.not-separate"])
    }

    @Test func `A refusal takes the signatures of its step with it`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        try desk.run(.propose(transition: "allow"), on: id, by: People.keller)
        try desk.sign(id, for: "allow", by: People.lind)
        try desk.run(.refuse(transition: "allow"), on: id, by: People.mori, because: "windy")
        let record = try #require(desk.book[id])
        #expect(record.valid(for: "allow").isEmpty)
        #expect(record.signatures.count == 1)
        #expect(record.proposal == nil)
    }

    @Test func `A closed record changes no more, and goes on as a new revision`() throws {
        var desk = Desk()
        let id = try desk.activePermit()
        try desk.run(
            .transition("end", justifications: [:]), on: id, by: People.ortiz, because: "done")
        #expect(
            refusals {
                try desk.run(
                    .amend([FieldChange("area", .text("x"))]), on: id, by: People.keller,
                    because: "typo")
            } == ["record.final"])
        let record = try desk.run(.reopen, on: id, by: People.lind, because: "smoke seen")
        #expect(record.revision == 2)
        #expect(record.state == "draft")
        #expect(record.signatures.count == 2)
    }

    @Test func `Declared void needs a signature and a reason, and is the end`() throws {
        var desk = Desk()
        let id = try desk.openPermit()
        let given = try desk.signature(id, for: "void", by: People.lind)
        desk.now = desk.now.adding(microseconds: -60_000_000)
        #expect(
            refusals { try desk.run(.void(given), on: id, by: People.lind) }
                == ["reason.missing"])
        desk.now = desk.now.adding(microseconds: -60_000_000)
        let record = try desk.run(.void(given), on: id, by: People.lind, because: "opened twice")
        #expect(record.state == Voided.state)
        #expect(desk.book.status(of: record) == .cancelled)
        #expect(
            refusals { try desk.sign(id, for: "allow", by: People.lind) }
                == ["step.not-from-here"])
    }
}
