// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Records

extension Kind {
    /// Permission to make product otherwise than required, given before it is made.
    ///
    /// ISO 9000 3.12.4, also "production permit". What has been made already needs a concession: a
    /// permit that reaches back would turn a nonconformity into none.
    package static let deviationPermit = Kind(
        "deviation-permit", title: "deviation permit", prefix: "DVP",
        purpose: "Permission to depart from a requirement before product is made.",
        openedBy: Set.quality.union([.engineering, .operations, .supplierQuality]),
        fields: PermissionFields.all(from: "From when on product may be made so.").map { field in
            guard field.name == "from" else { return field }
            return Field(
                field.name, field.title, field.type, field.explanation,
                required: .from("requested"), changes: field.change)
        },
        lifecycle: PermissionSteps.lifecycle(requesting: [looksAhead]),
        links: [LinkRole("because-of", "what makes it necessary")],
        topics: ["HS-OPS", "HS-CHG"], retention: .vendorDefault, covers: ["EPK-NC-7", "AS9-8.7"])

    private static let looksAhead = Guard(
        "looks-ahead", "It does not reach back to before it was asked for.", covers: ["EPK-NC-7"]
    ) { situation in
        guard let from = situation.record.moment("from"), from < situation.record.openedAt else {
            return []
        }
        return [
            Obstacle(
                "it would hold from before it was asked for; what is made needs a concession",
                field: "from")
        ]
    }
}
