// SPDX-License-Identifier: Apache-2.0
import Assembly
import Testing

struct CompletenessTests {
    /// A dossier that is nothing but the ids of what is there.
    struct Shelf: Sendable { let has: Set<String> }

    static func item(_ id: String, _ need: Need = .required) -> ContractItem<Shelf> {
        ContractItem(id, id, "TEST-1", need) { shelf in
            shelf.has.contains(id) ? .present("found") : .missing("\(id) is not on the shelf")
        }
    }

    static let contract = Contract(
        name: "test", revision: 1, title: "Test",
        items: [
            item("traveler"), item("drawing"), item("photo", .optional),
            item("certificate", .oneOf(group: "proof")), item("report", .oneOf(group: "proof")),
        ])

    func judge(_ has: Set<String>, _ waivers: [Waiver] = []) throws -> Completeness {
        try Completeness(of: Shelf(has: has), under: CompletenessTests.contract, waivers: waivers)
    }

    @Test func `Everything required and one of the alternatives is complete`() throws {
        let all = try judge(["traveler", "drawing", "report"])
        #expect(all.outcome == .complete)
        #expect(all.foundCount == 3)
        #expect(all.requiredCount == 3)
    }

    @Test func `A gap is named with the reason`() throws {
        let some = try judge(["traveler", "certificate"])
        #expect(some.outcome == .incomplete)
        #expect(some.gaps.map(\.judgement.finding) == ["drawing is not on the shelf"])
        #expect(some.foundCount == 2)
    }

    @Test func `None of the alternatives is a gap that names them all`() throws {
        let some = try judge(["traveler", "drawing"])
        #expect(some.gaps.map(\.id) == ["certificate", "report"])
        #expect(some.foundCount == 2)
    }

    @Test func `An optional item that is missing is no gap`() throws {
        #expect(try judge(["traveler", "drawing", "report"]).items[2].judgement.state == .missing)
    }

    @Test func `A waived gap makes it complete with waivers, and says so`() throws {
        let waiver = Waiver(item: "drawing", reason: "customer has it", authority: "K. Lind")
        let some = try judge(["traveler", "report"], [waiver])
        #expect(some.outcome == .completeWithWaivers)
        #expect(some.waivedCount == 1)
        #expect(some.gaps.isEmpty)
    }

    @Test func `What is there cannot be waived`() {
        let waiver = Waiver(item: "drawing", reason: "x", authority: "y")
        #expect(throws: WaiverRefused.notMissing(item: "drawing")) {
            try judge(["traveler", "drawing", "report"], [waiver])
        }
    }

    @Test func `A waiver names an item, a reason and an authority`() {
        #expect(throws: WaiverRefused.self) {
            try judge([], [Waiver(item: "nothing", reason: "x", authority: "y")])
        }
        #expect(throws: WaiverRefused.withoutReason(item: "drawing")) {
            try judge([], [Waiver(item: "drawing", reason: "", authority: "y")])
        }
    }
}
