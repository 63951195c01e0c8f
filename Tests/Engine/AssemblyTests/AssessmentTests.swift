// SPDX-License-Identifier: Apache-2.0
import Assembly
import EvidencePackage
import Testing
import Traceability

struct AssessmentTests {
    /// A dossier that is nothing but the ids of what is there.
    struct Shelf: Sendable { let has: Set<String> }

    static func item(_ id: String, _ need: PackageItem.Need = .required) -> ContractItem<Shelf> {
        ContractItem(id, id, "TEST-1", need) { shelf in
            shelf.has.contains(id)
                ? .present("found", in: [EntryPosition(7)])
                : .missing("\(id) is not on the shelf")
        }
    }

    static let contract = Contract(
        name: "test", revision: 1, title: "Test",
        items: [
            item("traveler"), item("drawing"), item("photo", .optional),
            item("certificate", .oneOf(group: "proof")), item("report", .oneOf(group: "proof")),
        ])

    func judge(_ has: Set<String>, _ waivers: [Waiver] = []) throws -> Assessment {
        try Assessment(of: Shelf(has: has), under: AssessmentTests.contract, waivers: waivers)
    }

    @Test func `Everything required and one of the alternatives is complete`() throws {
        let all = try judge(["traveler", "drawing", "report"])
        #expect(all.completeness.outcome == .complete)
        #expect(all.completeness.neededCount == 3)
    }

    @Test func `A gap is named with the reason`() throws {
        let some = try judge(["traveler", "certificate"])
        #expect(some.completeness.summary == "2 of 3, missing: drawing")
        #expect(some.missing.first?.judgement.finding == "drawing is not on the shelf")
    }

    @Test func `None of the alternatives is a gap`() throws {
        let some = try judge(["traveler", "drawing"])
        #expect(some.completeness.gaps == ["proof"])
    }

    @Test func `An optional item that is missing is no gap`() throws {
        #expect(try judge(["traveler", "drawing", "report"]).items[2].judgement.state == .missing)
    }

    @Test func `A waived gap makes it complete with waivers, and says so`() throws {
        let waiver = Waiver(item: "drawing", reason: "customer has it", authority: "K. Lind")
        let some = try judge(["traveler", "report"], [waiver])
        #expect(some.completeness.outcome == .completeWithWaivers)
        #expect(some.completeness.waivers == ["drawing"])
        #expect(some.items[1].state == .waived(reason: "K. Lind: customer has it"))
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
