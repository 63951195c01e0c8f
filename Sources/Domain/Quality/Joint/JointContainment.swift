// SPDX-License-Identifier: Apache-2.0
import Records

/// Whether product, systems and evidence of a joint case are safe.
enum JointContainment {
    /// Everything that contains a case, on the case itself and on the nonconformities in it.
    static func measures(_ kind: KindName, _ situation: Situation) -> [RecordState] {
        JointMatter.records(kind, of: situation.record, in: situation.book)
    }

    static let complete = Guard(
        "containment-complete", "What was ordered to contain it is carried out.",
        covers: ["JQS-4", "JQS-5", "EPK-JQS-9"]
    ) { situation in
        let kinds: [KindName] = ["product-hold", "security-measure", "preservation-order"]
        let open = kinds.flatMap { measures($0, situation) }
            .filter { $0.state == "ordered" || $0.state == "failed" }
            .map { Obstacle("it is \($0.state) and not carried out", in: $0.id) }
        guard JointScope.of(situation.record).contains(.security),
            measures("security-measure", situation).isEmpty
        else { return open }
        return open + [Obstacle("security is in scope, and no measure stops anything")]
    }

    static let productHeld = Guard(
        "product-held", "With product in scope product is held, or it says why none is.",
        covers: ["EPK-JQS-7"]
    ) { situation in
        guard JointScope.of(situation.record).contains(.product),
            situation.record["no-product-held"] == nil,
            measures("product-hold", situation).isEmpty
        else { return [] }
        return [Obstacle("product is in scope, and none is held", field: "no-product-held")]
    }

    static let evidencePreserved = Guard(
        "evidence-preserved", "Evidence is preserved, or it says why there is none.",
        covers: ["JQS-4", "EPK-JQS-8"]
    ) { situation in
        guard situation.record["nothing-to-preserve"] == nil,
            measures("preservation-order", situation).isEmpty
        else { return [] }
        return [Obstacle("no evidence is preserved", field: "nothing-to-preserve")]
    }
}

/// What belongs to a joint case: what hangs on it, and on the nonconformities that are part of it.
enum JointMatter {
    /// The records of a kind that were not taken back, by number.
    static func records(
        _ kind: KindName, of joint: RecordState, in book: RecordBook
    ) -> [RecordState] {
        let parents = [joint] + book.linking(to: joint.id, as: "part-of")
        var seen: Set<RecordID> = []
        return parents.flatMap { book.linking(to: $0.id, as: "of") }
            .filter {
                $0.kind == kind && book.status(of: $0) != .cancelled && seen.insert($0.id).inserted
            }
            .sorted { $0.id < $1.id }
    }
}
