// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// Material certificates in the JSON of Material Identity: EN 10168, CoA, E-CoC and Metals.
///
/// A certificate becomes one activity about its lots, with every value beside the limits that the
/// certificate itself names; an E-CoC, which may certify several lots, becomes one a lot. The
/// claimed verdict is kept and the verdict is worked out again, and neither replaces the other. The
/// certificate's number is its id under its issuer: two certificates with one number and other
/// content contradict each other, and the ledger will say so. Files are not validated against
/// their schemas here.
package struct MaterialCertificateFormat: Format {
    package let name = "material-certificate"
    package let version = "1"
    package let mediaTypes = ["application/json"]

    package init() {}

    package func recognise(_ sample: FileSample) -> Confidence {
        guard sample.firstByte == 0x7B || sample.firstByte == 0x5B,
            !sample.contains("\"specversion\""), !sample.contains("\"epcisBody\"")
        else { return .no }
        let saysSo =
            sample.contains("en10168-schemas") || sample.contains("coa-schemas")
            || sample.contains("e-coc-schemas") || sample.contains("metals-schemas")
            || sample.contains("\"DigitalMaterialPassport\"")
        if saysSo { return .certain }
        let looksLikeIt =
            sample.contains("\"CommercialTransaction\"") && sample.contains("\"A02\"")
            || sample.contains("\"EcocData\"")
            || sample.contains("\"Certificate\"") && sample.contains("\"BusinessTransaction\"")
        return looksLikeIt ? .likely : .no
    }

    package func reader(_ options: ReadingOptions) -> any ActivityReader {
        JSONSequenceReader(CertificateMapping(options: options), options)
    }
}

/// Tells the four kinds apart by their members, not by the schema they name.
struct CertificateMapping: JSONPartMapping {
    /// What a certificate is put down to when it names no issuer and nobody else a source.
    static let unnamedSource = "urn:certificate:issuer-not-named"

    let options: ReadingOptions

    func map(_ json: JSON, _ part: JSONPart, into batch: inout ReadBatch) {
        let schema = json["RefSchemaUrl"]?.text
        func draft(_ kind: String, _ body: JSON, _ path: String) -> CertificateDraft {
            CertificateDraft(
                kind: kind, body: body, path: part.place.at(part.place.path + path),
                schema: schema, options: options)
        }
        let drafts: [CertificateDraft]
        if let passport = json["DigitalMaterialPassport"], passport.members != nil {
            drafts = Metals.read(
                draft("DigitalMaterialPassport", passport, ".DigitalMaterialPassport"))
        } else if json["EcocData"]?.members != nil {
            drafts = ECoC.read(draft("E-CoC", json, ""))
        } else if let body = json["Certificate"], body["CommercialTransaction"] != nil {
            drafts = [EN10168.read(draft("EN10168", body, ".Certificate"))]
        } else if let body = json["Certificate"], body["Analysis"] != nil || body["Product"] != nil
        {
            drafts = [CoA.read(draft("CoA", body, ".Certificate"))]
        } else {
            return batch.problems.add(
                Problem(
                    "certificate.kind.unknown", at: part.place, found: json.kindName,
                    expected: "an EN 10168, CoA, E-CoC or Metals certificate"))
        }
        for draft in drafts { add(draft, part, &batch) }
    }

    private func add(_ draft: CertificateDraft, _ part: JSONPart, _ batch: inout ReadBatch) {
        var draft = draft
        draft.conclude()
        var problems = draft.problems
        if draft.number == nil {
            problems.append(
                Problem(
                    "certificate.number.missing", at: draft.path, found: "no number",
                    expected: "the certificate's number: what it is called for ever"))
        }
        guard problems.isEmpty, let number = draft.number else {
            for problem in problems { batch.problems.add(problem) }
            return
        }
        let id = (["\(draft.kind)/\(number)"] + draft.within).joined(separator: "/")
        batch.activities.append(
            ReadActivity(
                draft.activity,
                source: options.source ?? draft.issuer ?? CertificateMapping.unnamedSource,
                eventID: id, place: part.place, bytes: part.bytes, digest: part.digest,
                warnings: draft.warnings))
    }
}
