// SPDX-License-Identifier: Apache-2.0
import Access
import Records

extension Kind {
    /// Permission to use or release product that was made and does not meet its requirement.
    ///
    /// Asked for after the fact, so there is a nonconformity it is for (ISO 9000 3.12.5; "waiver" in
    /// many contracts). Before the fact it is a deviation permit, which is another kind.
    package static let concession = Kind(
        "concession", title: "concession", prefix: "CON",
        purpose: "Permission to use or release what was made and misses a requirement.",
        openedBy: Set.quality.union([.engineering, .supplierQuality]),
        fields: PermissionFields.all(from: "From when on it holds; at once when nothing is said."),
        lifecycle: PermissionSteps.lifecycle(requesting: [hasNonconformity]),
        links: [
            LinkRole(
                "for", "the nonconformity it is asked for", to: ["nonconformity"],
                isPermanent: true)
        ],
        topics: ["HS-NC", "HS-OPS"], retention: .vendorDefault, covers: ["EPK-NC-7", "Q9-8.7"])

    private static let hasNonconformity = Guard(
        "has-nonconformity", "It is for a nonconformity; product that is not made yet has none.",
        covers: ["EPK-NC-7"]
    ) {
        $0.linked("for").isEmpty
            ? [Obstacle("it is for no nonconformity; before the fact, ask for a deviation permit")]
            : []
    }
}
