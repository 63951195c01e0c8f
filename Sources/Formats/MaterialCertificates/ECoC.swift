// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// An electronic certificate of conformity: several objects, and tests that name theirs.
enum ECoC {
    /// One activity an object, with the tests of that object.
    static func read(_ blank: CertificateDraft) -> [CertificateDraft] {
        let data = blank.body["EcocData"]?["Data"]
        let objects = data?["ObjectOfDeclaration"]?.oneOrMany ?? []
        guard !objects.isEmpty else { return [common(blank, nil, 0, data)] }
        return objects.enumerated().map { common(blank, $0.element, $0.offset, data) }
    }

    private static func common(
        _ blank: CertificateDraft, _ object: JSON?, _ index: Int, _ data: JSON?
    ) -> CertificateDraft {
        var draft = blank
        let body = draft.body
        draft.name(body["Id"], "Id")
        draft.add("Uuid", body["Uuid"]?.text)
        parties(data?["Parties"], &draft)
        references(data?["BusinessRef"], &draft)
        draft.keep(data?["NormativeRef"], as: "NormativeRef")
        draft.add("EcocType", data?["EcocType"]?.text)
        let id = object?["ObjectId"]?.scalarText
        if let object {
            draft.within = ["object", id ?? "#\(index + 1)"]
            self.object(object, &draft)
        }
        // Older documents keep the results under EcocData.
        let results = body["Results"] ?? body["EcocData"]?["Results"] ?? data?["Results"]
        for test in results?["MaterialCertification"]?.oneOrMany ?? [] {
            let about = (test["RefObjectIDs"]?.oneOrMany ?? []).compactMap(\.scalarText)
            guard about.isEmpty || id == nil || about.contains(where: { $0 == id }) else {
                continue
            }
            self.test(test, &draft)
        }
        declaration(
            body["Declaration"] ?? body["EcocData"]?["Declaration"] ?? data?["Declaration"],
            &draft)
        attachment(body["Attachment"] ?? body["EcocData"]?["Attachment"], &draft)
        return draft
    }

    private static func parties(_ parties: JSON?, _ draft: inout CertificateDraft) {
        for party in parties?.oneOrMany ?? [] {
            let role = party["PartyRole"]?.text
            if role == "Manufacturer" || role == "Supplier" {
                draft.issued(by: party)
            } else {
                draft.join(.recipient, .party, party["PartyName"], meaning: role, "Parties")
            }
        }
    }

    private static func references(_ business: JSON?, _ draft: inout CertificateDraft) {
        for list in ["StandardReferences", "AdditionalReferences"] {
            for reference in business?[list]?.elements ?? [] {
                guard let name = reference["Name"]?.text else { continue }
                switch name {
                case "OrderNo":
                    draft.join(.order, .order, reference["Value"], meaning: name, list)
                case "DeliveryNo", "DeliveryNoteNo":
                    draft.join(.order, .shipment, reference["Value"], meaning: name, list)
                default:
                    for value in reference["Value"]?.oneOrMany ?? [] {
                        draft.add(name, value.scalarText)
                    }
                }
            }
        }
    }

    private static func object(_ object: JSON, _ draft: inout CertificateDraft) {
        let quantity = object["Quantities"]?.elements?.first
        for property in object["ObjectProperties"]?.elements ?? [] {
            guard let name = property["Name"]?.text else { continue }
            switch name {
            case "BatchNo", "LotNo":
                draft.join(
                    .subject, .lot, property["Value"],
                    quantity: draft.quantity(quantity?["Amount"], quantity?["Unit"]), meaning: name,
                    "ObjectProperties")
            case "CastNo", "HeatNo", "MeltNo":
                draft.join(.subject, .lot, property["Value"], meaning: name, "ObjectProperties")
            default:
                for value in property["Value"]?.oneOrMany ?? [] {
                    draft.add(name, value.scalarText)
                }
            }
        }
        draft.join(.about, .material, object["ObjectName"], meaning: "ObjectName", "ObjectName")
        for quantity in object["Quantities"]?.elements ?? [] {
            draft.add(
                "Quantity",
                [quantity["Amount"]?.scalarText, quantity["Unit"]?.text].compactMap { $0 }
                    .joined(separator: " "))
        }
        draft.keep(object["Dimensions"], as: "Dimensions")
    }

    private static func test(_ test: JSON, _ draft: inout CertificateDraft) {
        let name = test["NameOfTest"]?.text ?? "test"
        let claimed = MeasuredResult.Verdict(certified: test["TestOK"]?.scalarText)
        for item in test["TestValues"]?.elements ?? [] {
            var value = CertifiedValue(
                name: item["ValueName"]?.text ?? name, characteristic: name)
            value.unit = item["Unit"]?.text.flatMap { $0.isEmpty ? nil : $0 }
            value.claimed = claimed
            value.limit(from: item["SpecMin"], to: item["SpecMax"])
            let from = item["ActualFrom"]?.scalarText ?? ""
            let to = item["ActualTo"]?.scalarText ?? ""
            // A range whose ends are the same is one value.
            if from == to || to.isEmpty {
                value.add(item["ActualFrom"])
            } else {
                value.add(item["ActualFrom"], label: "from")
                value.add(item["ActualTo"], label: "to")
            }
            if value.isEmpty { value.add(item["Value"]) }
            if value.isEmpty { draft.activity.blanks.append("\(value.name).Actual") }
            draft.add(value, "MaterialCertification.\(name)")
        }
        draft.add("\(name).Method", test["TestStandardOrMethod"]?.text)
        draft.add("\(name).SampleNumber", test["SampleNumber"]?.text)
    }

    private static func declaration(_ declaration: JSON?, _ draft: inout CertificateDraft) {
        draft.activity.occurred = draft.time(declaration?["DateOfIssue"], "Declaration.DateOfIssue")
        draft.declared = declaration?["ConformityStatus"]?.scalarText?.lowercased()
        let signature = declaration?["Signature"]
        draft.signed(
            by: signature?["SignerName"],
            at: draft.time(signature?["SignatureDate"], "Declaration.Signature.SignatureDate"),
            meaning: signature?["SignerPosition"]?.text)
        draft.keep(declaration?["Concessions"], as: "Concessions")
        draft.keep(declaration?["remarks"] ?? declaration?["Remarks"], as: "Remarks")
        draft.activity.summary =
            declaration?["CocConfirmationText"]?.oneOrMany.first?.text
    }

    private static func attachment(_ attachment: JSON?, _ draft: inout CertificateDraft) {
        guard let claimed = attachment?["HashValue"]?.text else { return }
        draft.add("Attachment", attachment?["FileName"]?.text)
        draft.activity.claims.append(
            Claim(
                name: "attachment digest", claimed: claimed,
                computed: CoA.digest(
                    of: attachment?["Data"]?.text, attachment?["HashAlgorithm"]?.text,
                    like: claimed)))
    }
}
