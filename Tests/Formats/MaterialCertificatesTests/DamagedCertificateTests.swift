// SPDX-License-Identifier: Apache-2.0
import Activities
import Foundation
import MaterialCertificates
import Reading
import ReadingConformance
import Testing

/// A good file with a few bytes changed: read or refused, never a trap, in any pieces alike.
struct DamagedCertificateTests {
    @Test(arguments: DamagedFile.seeds)
    func `A damaged file is read or refused, in any pieces alike`(
        seed: UInt64
    ) throws {
        let good = Array(
            """
            {"Certificate":{"CommercialTransaction":{"A01":{"Name":"Mill"},"A02":"3.1","A03":"77"},
            "ProductDescription":{"B07":["H1","H2"],"B09":{"Form":"Tube","Width":200}},
            "Inspection":{"ChemicalComposition":{"C71":{"Symbol":"C","Unit":"%",
            "Actual":{"Value":"0.150","Operator":"<="},"Maximum":{"Value":"0.2","Operator":"<"}}},
            "NotchedBarImpactTest":{"C42":[{"Value":71,"Unit":"J"},{"Value":84.5,"Unit":"J"}]}},
            "Validation":{"Z01":"We certify","Z02":"2026-11-02","Z03":{"Name":"A. Smith"}}}}
            """.utf8)
        try DamagedFile.expect(MaterialCertificateFormat(), toBear: good, seed: seed)
    }
}
