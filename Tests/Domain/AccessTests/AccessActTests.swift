// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

@testable import Access

struct AccessActTests {
    @Test func `Names and logins stand in the person body and nowhere else`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager, site: "plant7")
        let ortiz = try office.enrol("a.ortiz")
        try office.delegate(.qualityManager, from: lind, to: ortiz)
        for act in office.acts {
            let content = String(decoding: act.content.canonical, as: UTF8.self)
            for word in ["k.lind", "t.berg", "Name of"] { #expect(!content.contains(word)) }
        }
    }

    @Test func `A directory is still made when the names were erased`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager)
        let acts = try office.acts.map {
            try AccessAct(type: $0.event.entryType, content: $0.content, person: nil)
        }
        let directory = try Directory(replaying: acts)
        let actor = try #require(directory.actor(lind, at: office.now))
        #expect(actor.printedName == "P-0002")
        #expect(actor.capacities == [.init(.qualityManager)])
        #expect(directory.person(login: "k.lind") == nil)
    }

    @Test func `Replay gives the same directory`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager)
        try office.run(.key(.key(7), because: .enrolled), by: lind)
        try office.run(.deactivate(lind), by: Office.berg)
        let again = try Directory(replaying: office.acts)
        #expect(again.people == office.directory.people)
        #expect(again.grants == office.directory.grants)
        #expect(again.actCount == office.acts.count)
    }

    @Test func `A history with an act missing, doubled or about nobody is refused`() throws {
        var office = try Office()
        _ = try office.enrol("k.lind", .qualityManager)
        let acts = office.acts
        #expect(throws: BrokenAccessHistory.self) { try Directory(replaying: acts.dropFirst()) }
        #expect(throws: BrokenAccessHistory.self) { try Directory(replaying: [acts[0], acts[2]]) }
        #expect(throws: BrokenAccessHistory.self) { try Directory(replaying: [acts[0], acts[0]]) }
        let nobody = AccessAct(number: 1, stamp: acts[0].stamp, event: .reset(PersonID(number: 9)))
        #expect(throws: BrokenAccessHistory.self) { try Directory(replaying: [nobody]) }
    }

    @Test(arguments: ["act", "at", "by", "request", "schema", "person", "verifiedHow", "zone"])
    func `A body that lacks a member is no act`(member: String) throws {
        let act = try #require(try Office().acts.first)
        let left = (act.content.members ?? []).filter { $0.name != member }
        #expect(throws: MalformedAccessAct(member: member)) {
            try AccessAct(type: "person.enrolled", content: .object(left), person: nil)
        }
    }

    @Test func `A key whose number is not its own is no key`() throws {
        var office = try Office()
        try office.run(.key(.key(7), because: .enrolled), by: Office.berg)
        let act = try #require(office.acts.last)
        let other = Digest(of: [1])
        let forged = (act.content.members ?? []).map {
            $0.name == "keyID" ? JSON.Member("keyID", .string(other.hex)) : $0
        }
        #expect(throws: MalformedAccessAct(member: "keyID")) {
            try AccessAct(type: "person.keyed", content: .object(forged), person: nil)
        }
    }

    @Test(arguments: ["P-", "G-0001", "D-12345678901", "G-00x1", "g-0001"])
    func `A number of a grant or delegation is read strictly`(text: String) {
        #expect(DelegationID(text) == nil)
        #expect(GrantID(text) == nil || text == "G-0001")
    }
}
