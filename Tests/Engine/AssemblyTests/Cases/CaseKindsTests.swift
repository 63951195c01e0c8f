// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Quality
import Records
import Testing

@testable import Assembly

/// The contract of a case finds records by the names of their kinds.
struct CaseKindsTests {
    @Test func `Every kind that a case looks for is one`() {
        let known = Set(QualityKinds.catalogue.kinds.map(\.name.text))
        #expect(CaseKinds.all.subtracting(known) == [])
    }

    /// An item asks for these by name, and says that they are missing where they are not filled.
    @Test(arguments: [
        ("joint-case", ["lessons", "no-product-held", "nothing-to-preserve", "no-duties"]),
        (
            "nonconformity",
            [
                "observed", "requirement", "class", "detected-at", "stage", "affected-quantity",
                "product", "delivered-quantity",
            ]
        ), ("disposition", ["decision", "destruction-witness"]),
    ])
    func `Every field that an item asks for is one`(kind: String, fields: [String]) throws {
        let kind = try #require(QualityKinds.catalogue[KindName(kind)])
        for field in fields { #expect(kind.field(field) != nil, "\(field)") }
    }
}
