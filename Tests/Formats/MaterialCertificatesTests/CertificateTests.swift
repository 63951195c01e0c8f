// SPDX-License-Identifier: Apache-2.0
import Activities
import MaterialCertificates
import Reading
import Testing

/// How values, limits, claims, names and dates of certificates are read.
struct CertificateTests {
    private func coa(_ inspection: String, _ more: String = "") -> ReadBatch {
        let text = """
            {"RefSchemaUrl":"https://schemas.s1seven.com/coa-schemas/v1.1.0/schema.json",
            "Certificate":{"Id":"43","Date":"2026-11-02","Parties":{"Manufacturer":{"Name":"Mill"}},
            "Product":{"ProductionBatchId":"P1"},"Analysis":{"LotId":"L1","Inspections":[\(inspection)]}
            \(more)}}
            """
        return MaterialCertificateFormat().read(Array(text.utf8))
    }

    private func en(_ carbon: String, z03: String = "\"A. Smith\"") -> ReadBatch {
        let text = """
            {"Certificate":{"CommercialTransaction":{"A01":{"Name":"Mill"},"A02":"3.1","A03":"77"},
            "ProductDescription":{"B07":["H1","H1","H2"]},
            "Inspection":{"ChemicalComposition":\(carbon)},
            "Validation":{"Z02":"2026-11-02","Z03":\(z03)}}}
            """
        return MaterialCertificateFormat().read(Array(text.utf8))
    }

    @Test(arguments: [
        // value, minimum, maximum, computed
        ("31", "15", "35", MeasuredResult.Verdict.pass), ("35", "15", "35", .pass),
        ("35.001", "15", "35", .fail), ("1e2", "15", "35", .fail), ("n. d.", "15", "35", nil),
        ("31", "", "", nil), ("31", "a", "35", nil),
    ])
    func `The verdict is worked out from the limits`(
        value: String, low: String, high: String, computed: MeasuredResult.Verdict?
    ) throws {
        let batch = coa(
            "{\"Property\":\"MFR\",\"Value\":\"\(value)\",\"Minimum\":\"\(low)\","
                + "\"Maximum\":\"\(high)\"}")
        let result = try #require(batch.activities.first?.activity.results.first)
        #expect(result.computed == computed)
        #expect(result.value == value)
        #expect(result.claimed == nil)
    }

    @Test(arguments: [
        // value, its operator, maximum, its operator, computed
        ("0.4", "=", "0.4", "<", MeasuredResult.Verdict.fail), ("0.4", "=", "0.4", "<=", .pass),
        ("0.3", "<", "0.4", "<=", .pass), ("0.4", "<=", "0.4", "<", nil),
        ("0.4", "<", "0.4", "<", .pass), ("0.5", "<", "0.4", "<=", nil),
        ("0.1", ">", "0.4", "<=", nil),
    ])
    func `A bound says something only where all that it allows does`(
        value: String, by: String, limit: String, limitBy: String,
        computed: MeasuredResult.Verdict?
    ) throws {
        let batch = en(
            "{\"C71\":{\"Symbol\":\"C\",\"Actual\":{\"Value\":\"\(value)\",\"Operator\":\"\(by)\"},"
                + "\"Maximum\":{\"Value\":\"\(limit)\",\"Operator\":\"\(limitBy)\"}}}")
        let result = try #require(batch.activities.first?.activity.results.first)
        #expect(result.computed == computed)
        #expect(result.value == (by == "=" ? value : by + value))
        #expect(result.characteristic == "C71")
    }

    @Test func `A claim that the values contradict stays beside what was worked out`() throws {
        let text = """
            {"Id":"9","EcocData":{"Data":{"Parties":[{"PartyName":"M","PartyRole":"Manufacturer"}],
            "ObjectOfDeclaration":[{"ObjectId":"1","ObjectProperties":[{"Name":"BatchNo",
            "Value":["B1"]}]}]},"Results":{"MaterialCertification":[{"NameOfTest":"Tensile",
            "RefObjectIDs":["1"],"TestOK":true,"TestValues":[{"ValueName":"Rm","SpecMin":"470",
            "SpecMax":"","ActualFrom":"455","ActualTo":"480"}]}]}},
            "Declaration":{"DateOfIssue":"2026-11-02","ConformityStatus":"True"}}
            """
        let batch = MaterialCertificateFormat().read(Array(text.utf8))
        let read = try #require(batch.activities.first)
        #expect(read.activity.results.map(\.computed) == [.fail, .pass])
        #expect(read.activity.results.map(\.claimed) == [.pass, .pass])
        #expect(
            read.activity.claims
                == [Claim(name: "conformity", claimed: "true", computed: "false")])
        #expect(
            read.warnings.map(\.code)
                == ["certificate.result.verdict", "certificate.results.fail"])
    }

    @Test func `A blank value is said to be one`() throws {
        let batch = coa("{\"Property\":\"MFR\",\"Value\":\"\",\"Minimum\":\"1\"}")
        #expect(batch.activities.first?.activity.blanks == ["MFR.Value"])
        #expect(batch.activities.first?.activity.results == [])
    }

    @Test func `A date alone stands for no moment`() throws {
        let batch = coa("", ",\"Contacts\":[{\"Name\":\"J. Manager\",\"Role\":\"QM\"}]")
        let activity = try #require(batch.activities.first?.activity)
        #expect(activity.occurred?.text == "2026-11-02")
        #expect(activity.occurred?.instant == nil)
        #expect(activity.occurred?.zone == .absent)
    }

    @Test func `A contact has not signed`() throws {
        let batch = coa("", ",\"Contacts\":[{\"Name\":\"J. Manager\",\"Role\":\"QM\"}]")
        let activity = try #require(batch.activities.first?.activity)
        #expect(!activity.participants.contains { $0.role == .signatory })
        #expect(activity.attribution == .organisation)
        #expect(activity.attributes.allSatisfy { !$0.value.contains("Manager") })
    }

    @Test func `Analyses in a list are all read`() throws {
        let batch = en(
            "[{\"C71\":{\"Symbol\":\"C\",\"Actual\":\"0.1\"}},{\"C71\":{\"Symbol\":\"C\",\"Actual\":\"0.2\"}}]"
        )
        let activity = try #require(batch.activities.first?.activity)
        #expect(activity.results.map(\.value) == ["0.1", "0.2"])
        #expect(
            activity.participants.filter { $0.role == .subject }.map(\.thing.name) == ["H1", "H2"])
    }

    @Test func `An attachment's digest is worked out again`() throws {
        let claimed = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
        let batch = coa(
            "",
            """
            ,"Attachments":[{"FileName":"a.txt","Hash":{"Algorithm":"SHA256","Value":"\(claimed)"},
            "Data":"data:text/plain;base64, aGVsbG8="}]
            """)
        let claim = try #require(batch.activities.first?.activity.claims.first)
        #expect(claim.holds == true)
        #expect(claim.computed == claimed)
    }

    @Test func `A certificate without a number is refused`() {
        let text = "{\"Certificate\":{\"CommercialTransaction\":{\"A01\":{\"Name\":\"Mill\"}}}}"
        let batch = MaterialCertificateFormat().read(Array(text.utf8))
        #expect(batch.activities.isEmpty)
        #expect(batch.problems.listed.map(\.code) == ["certificate.number.missing"])
    }

    @Test(arguments: [
        "{\"specversion\":\"1.0\",\"data\":{\"DigitalMaterialPassport\":{}}}",
        "{\"type\":\"EPCISDocument\",\"epcisBody\":{\"a\":\"coa-schemas\"}}",
        "{\"activity\":\"x\"}", "<a/>", "",
    ])
    func `Files of other formats are left alone`(text: String) {
        let sample = FileSample(prefix: Array(text.utf8), name: "x.json")
        #expect(MaterialCertificateFormat().recognise(sample) == .no)
    }

    @Test(arguments: [
        "{\"Certificate\":[]}", "{\"Certificate\":{\"CommercialTransaction\":[1,2]}}", "[]", "[1]",
        "{\"EcocData\":{\"Data\":7}}", "{\"DigitalMaterialPassport\":{\"Id\":{}}}",
        "{\"Certificate\":{\"Analysis\":[[[]]]}}", "{\"Id\":\"\\u0000\",\"EcocData\":{}}",
    ])
    func `Anything at all is read or refused`(text: String) {
        let batch = MaterialCertificateFormat().read(Array(text.utf8))
        #expect(batch.activities.isEmpty)
        #expect(!batch.problems.isEmpty || text == "[]")
    }
}
