// SPDX-License-Identifier: Apache-2.0
import Access
import Fixtures
import Quality
import Records
import Testing

struct ImpactAssessmentTests {
    private func written(_ desk: inout Desk, without missing: String? = nil) throws -> RecordID {
        var values: [String: Typed] = [
            "data-back-to": "2026-11-01T00:00:00Z", "residual": "low after re-inspection",
        ]
        for dimension in ImpactDimension.allCases {
            values[dimension.qualityField] = "critical"
            values[dimension.securityField] = "low"
            values[dimension.rationaleField] = "one workstation, ten thousand parts"
            values[dimension.residualField] = "parts are inspected again"
        }
        if let missing { values[missing] = nil }
        let joint = try desk.assume("joint-case", in: "linked")
        return try desk.open(
            "impact-assessment", by: People.kovacs, values, links: [("of", joint)])
    }

    @Test(.covers("JQS-2", "EPK-JQS-6")) func `Three functions sign, each by its own person`()
        throws
    {
        var desk = Desk()
        let id = try written(&desk)
        let signers = [People.lind, People.weiss, People.mori]
        for signer in signers {
            #expect(
                refusals { try desk.step("sign-off", on: id, by: People.lind) }
                    .contains("signature.missing"))
            try desk.sign(id, for: "sign-off", by: signer)
        }
        try desk.step("sign-off", on: id, by: People.lind)
        #expect(try desk[id].state == "signed")
    }

    @Test(.covers("JQS-2")) func `Whoever has all three roles signs once`() throws {
        var desk = Desk()
        let id = try written(&desk)
        let all = People.actor("P-0032", "A. Ll", [.qualityManager, .engineering, .itSecurity])
        try desk.sign(id, for: "sign-off", by: all)
        #expect(refusals { try desk.sign(id, for: "sign-off", by: all) } == ["signature.given"])
    }

    @Test(.covers("JQS-2"), arguments: ImpactDimension.allCases)
    func `Each side is looked at on both scales`(dimension: ImpactDimension) throws {
        for field in [
            dimension.qualityField, dimension.securityField, dimension.rationaleField,
            dimension.residualField,
        ] {
            var desk = Desk()
            let id = try written(&desk, without: field)
            #expect(
                refusals { try desk.sign(id, for: "sign-off", by: People.lind) }
                    == ["field.missing"])
        }
    }

    @Test(.covers("JQS-2")) func `What was signed is not changed`() throws {
        var desk = Desk()
        let id = try written(&desk)
        for signer in [People.lind, People.ortiz, People.mori] {
            try desk.sign(id, for: "sign-off", by: signer)
        }
        try desk.step("sign-off", on: id, by: People.lind)
        #expect(
            refusals { try desk.amend(id, by: People.lind, ["product-quality": "none"]) }
                == ["record.final"])
    }
}
