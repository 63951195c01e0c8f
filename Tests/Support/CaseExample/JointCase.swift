// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Assembly
import Canon
import Records

/// The furnace of Plant 7 once more: a joint case with its holds, decisions and signatures.
package struct JointCase: Sendable {
    package static let lind = CaseWriter.Person(3, "K. Lind", .qualityManager)
    package static let ortiz = CaseWriter.Person(4, "A. Ortiz", .itSecurity)
    package static let weber = CaseWriter.Person(5, "J. Weber", .operations)
    package static let stranger = CaseWriter.Person(9, "B. Stranger", .engineering)

    package var writer = CaseWriter()
    package let root: RecordID
    package let nonconformity: RecordID
    package let hold: RecordID
    package let assessment: RecordID
    package let decision: RecordID

    /// Kinds by name and title; what a dossier needs of them.
    package static let kinds = KindCatalogue(
        [
            ("joint-case", "joint case", "JQS"), ("nonconformity", "nonconformity", "NC"),
            ("product-hold", "product hold", "HLD"), ("decision", "decision", "DEC"),
            ("impact-assessment", "impact assessment", "IMP"),
        ].map { name, title, prefix in
            Kind(
                KindName(name), title: title, prefix: prefix, purpose: title, openedBy: [],
                fields: [
                    Field("quantity", "Affected quantity", .quantity, "How much."),
                    Field("security", "Security in scope", .flag, "Whether it is."),
                    Field("reporter", "Reporter", .person, "Who.", bodyClass: .person),
                ],
                lifecycle: Lifecycle(
                    [
                        State("open", .open, "It is open."),
                        State("assessed", .inProgress, "It is assessed."),
                        State("placed", .inProgress, "It stands."),
                        State("signed", .closed, "It is signed."),
                        State("closed", .closed, "It is closed."),
                        State("withdrawn", .cancelled, "It is withdrawn."),
                    ], []), topics: [], retention: .vendorDefault)
        })

    package init() throws {
        let (lind, ortiz, weber) = (JointCase.lind, JointCase.ortiz, JointCase.weber)
        for person in [lind, ortiz, weber, JointCase.stranger] { try writer.enrol(person) }
        root = try writer.open(
            "joint-case", "JQS-2026-0001", "Hardness limits widened by a maintenance account",
            by: lind,
            [
                ValueChange("quantity", old: nil, new: .quantity(Quantity("12", unit: "pieces"))),
                ValueChange("security", old: nil, new: .flag(true)),
                ValueChange("reporter", .person, old: nil, new: .person(weber.id)),
            ])
        try writer.file(
            .amended([
                ValueChange(
                    "quantity", old: .quantity(Quantity("12", unit: "pieces")),
                    new: .quantity(Quantity("14", unit: "pieces")))
            ]), on: root, by: lind, reason: "two more serials from the same charge")
        nonconformity = try writer.open(
            "nonconformity", "NC-2026-0001", "Hardness of 14 serials not shown", by: lind, [],
            links: [RecordLink("part-of", root)])
        hold = try writer.open(
            "product-hold", "HLD-2026-0001", "Lot L-0418", by: weber, state: "placed", [],
            links: [RecordLink("of", root)])
        assessment = try writer.open(
            "impact-assessment", "IMP-2026-0001", "Impact of the widened limits", by: lind, [],
            links: [RecordLink("of", root)])
        try writer.sign(assessment, "sign", .approved, by: lind)
        try writer.sign(assessment, "sign", .approved, by: ortiz)
        try writer.sign(assessment, "sign", .approved, by: weber)
        try writer.step(assessment, "sign", to: "signed", by: lind, on: [2, 3, 4])
        decision = try writer.open(
            "decision", "DEC-2026-0001", "Isolate FURN-2 or let the charge finish?", by: ortiz, [],
            links: [RecordLink("about", root)])
        try writer.sign(decision, "decide", .approved, by: ortiz)
        try writer.step(decision, "decide", to: "closed", by: ortiz, on: [2])
    }

    package func dossier(depth: Int = 3) async throws -> CaseDossier {
        try await CaseCollector(writer, kinds: JointCase.kinds, origin: CaseWriter.origin)
            .dossier(of: root, depth: depth)
    }
}
