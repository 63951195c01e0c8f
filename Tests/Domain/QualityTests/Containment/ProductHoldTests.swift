// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Fixtures
import Quality
import Records
import Testing

struct ProductHoldTests {
    /// A hold that quality (Keller) or security (Mori) placed on lot L-0417.
    private func hold(
        _ type: String = "quality", by actor: Actor? = nil, in desk: inout Desk
    ) throws -> RecordID {
        try desk.open(
            "product-hold", by: actor ?? (type == "security" ? People.mori : People.keller),
            title: "Lot L-0417",
            [
                "type": .one(type), "things": ["lot:L-0417", "serial:P7-1042"],
                "what": ["segregate", "freeze-release"], "reason": "bore out of tolerance",
            ])
    }

    @Test func `It is ordered, carried out, and let go by another, who signs`() throws {
        var desk = Desk()
        let id = try hold(in: &desk)
        try desk.amend(
            id, by: People.ortiz,
            ["executing-system": "MES", "proof": "MES answered HOLD-77 at 10:14"])
        try desk.step("activate", on: id, by: People.ortiz)
        try desk.sign(id, for: "release", as: .released, by: People.lind)
        let record = try desk.step(
            "release", on: id, by: People.lind, because: "measured again, in tolerance")
        #expect(record.state == "released")
        #expect(desk.book.isFinal(record))
    }

    @Test func `In force it names the system that executes it, and what shows that`() throws {
        var desk = Desk()
        let id = try hold(in: &desk)
        #expect(
            refusals { try desk.step("activate", on: id, by: People.ortiz) }
                == ["shown-in-force", "shown-in-force"])
    }

    @Test func `What the executing system refuses is tried again`() throws {
        var desk = Desk()
        let id = try hold(in: &desk)
        #expect(
            refusals { try desk.step("fail", on: id, by: People.robot) } == ["reason.missing"])
        try desk.step("fail", on: id, by: People.robot, because: "lot is in transit")
        try desk.amend(id, by: People.ortiz, ["executing-system": "MES", "proof": "HOLD-78"])
        #expect(try desk.step("activate", on: id, by: People.robot).state == "active")
    }

    @Test(.covers("JQS-4")) func `Whoever placed a hold cannot release it`() throws {
        var desk = Desk()
        let id = try hold(by: People.lind, in: &desk)
        #expect(
            refusals { try desk.sign(id, for: "release", as: .released, by: People.lind) }
                == ["duties.not-separate"])
        let deputy = People.actor(
            "P-0090", "D. Puty", [.qualityManager], for: People.lind.person)
        #expect(
            refusals { try desk.sign(id, for: "release", as: .released, by: deputy) }
                == ["duties.not-separate"])
        try desk.sign(id, for: "release", as: .released, by: People.lindgren)
        #expect(
            refusals {
                try desk.step("release", on: id, by: People.lind, because: "signed, is it not")
            } == ["duties.not-separate"])
    }

    @Test(.covers("JQS-4")) func `Each type of hold is released by its own function`() throws {
        var desk = Desk()
        let security = try hold("security", in: &desk)
        #expect(
            refusals { try desk.sign(security, for: "release", as: .released, by: People.lind) }
                == ["own-function"])
        #expect(
            refusals {
                try desk.sign(security, for: "release-security", as: .released, by: People.lind)
            } == ["role.missing"])
        let quality = try hold(in: &desk)
        #expect(
            refusals {
                try desk.sign(quality, for: "release-security", as: .released, by: People.moreau)
            } == ["own-function"])
        try desk.sign(security, for: "release-security", as: .released, by: People.moreau)
        try desk.step(
            "release-security", on: security, by: People.moreau, because: "data compared")
        #expect(try desk[quality].state == "ordered")
    }

    @Test(.covers("JQS-4")) func `A lot is not taken off a hold by changing its list`() throws {
        var desk = Desk()
        let id = try hold(in: &desk)
        #expect(
            refusals { try desk.amend(id, by: People.lind, ["things": ["serial:P7-1042"]]) }
                == ["field.fixed"])
        #expect(
            refusals { try desk.amend(id, by: People.lind, ["type": "customer"]) }
                == ["field.fixed"])
    }

    @Test(.covers("JQS-4")) func `Neither function voids the hold of the other`() throws {
        var desk = Desk()
        let id = try hold("security", in: &desk)
        for actor in [People.lind, People.moreau, People.mori] {
            #expect(
                refusals { _ = try desk.signature(id, for: "void", by: actor) }
                    == ["role.missing"])
        }
        let given = try desk.signature(id, for: "void", by: People.silva)
        desk.now = desk.now.adding(microseconds: -Desk.pause)
        let record = try desk.run(.void(given), on: id, by: People.silva, because: "wrong lot")
        #expect(record.state == Voided.state)
    }

    @Test func `A customer's hold waits for the customer's word`() throws {
        var desk = Desk()
        let id = try hold("customer", in: &desk)
        #expect(
            refusals { try desk.sign(id, for: "release", as: .released, by: People.lind) }
                == ["customer-agrees"])
        try desk.amend(id, by: People.keller, ["customer-word": "mail of H. Tanaka, 20 November"])
        try desk.sign(id, for: "release", as: .released, by: People.lind)
    }

    @Test func `A hold waits for every condition that was set for its release`() throws {
        var desk = Desk()
        let id = try hold(in: &desk)
        let measured = try desk.open(
            "release-condition", by: People.keller, title: "Measured again",
            ["hold": .one(id.text), "condition": "all bores measured on another machine"])
        let agreed = try desk.open(
            "release-condition", by: People.keller, title: "Engineering agrees",
            ["hold": .one(id.text), "condition": "engineering agrees"])
        #expect(
            refusals { try desk.sign(id, for: "release", as: .released, by: People.lind) }
                == ["release-conditions", "release-conditions"])
        try desk.amend(measured, by: People.kovacs, ["evidence": "report M-88"])
        try desk.sign(measured, for: "meet", as: .verified, by: People.kovacs)
        try desk.step("meet", on: measured, by: People.kovacs)
        #expect(
            refusals {
                try desk.step("waive", on: agreed, by: People.keller, because: "no time")
            } == ["role.missing"])
        try desk.sign(agreed, for: "waive", by: People.lindgren)
        try desk.step("waive", on: agreed, by: People.lindgren, because: "engineering decided it")
        try desk.sign(id, for: "release", as: .released, by: People.lind)
    }
}
