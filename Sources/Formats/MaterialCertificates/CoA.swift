// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// A certificate of analysis in JSON: one product, one analysis of one lot.
enum CoA {
    static func read(_ blank: CertificateDraft) -> CertificateDraft {
        var draft = blank
        let body = draft.body
        draft.name(body["Id"], "Id")
        draft.activity.occurred = draft.time(body["Date"], "Date")
        draft.issued(by: body["Parties"]?["Manufacturer"])
        for role in ["Customer", "Receiver", "GoodsReceiver", "ConsigneeOfGoods"] {
            draft.join(
                .recipient, .party, body["Parties"]?[role]?["Name"], meaning: role,
                "Parties.\(role)")
        }
        business(body["BusinessTransaction"], &draft)
        let product = body["Product"]
        draft.join(.about, .material, product?["Id"], meaning: "Product.Id", "Product.Id")
        for member in ["ProductionBatchId", "FillingBatchId"] {
            draft.join(.subject, .lot, product?[member], meaning: member, "Product.\(member)")
        }
        if let until = draft.time(product?["ExpirationDate"], "Product.ExpirationDate") {
            draft.activity.valid = Validity(until: until)
        }
        draft.keep(product, as: "Product", except: ["Id", "ProductionBatchId", "FillingBatchId"])
        for analysis in body["Analysis"]?.oneOrMany ?? [] { read(analysis, &draft) }
        declaration(body, &draft)
        attachments(body["Attachments"], &draft)
        return draft
    }

    private static func business(_ trade: JSON?, _ draft: inout CertificateDraft) {
        let order = trade?["Order"]
        draft.join(
            .order, .order, order?["Id"],
            quantity: draft.quantity(order?["Quantity"], order?["QuantityUnit"]),
            meaning: "Order", "BusinessTransaction.Order")
        draft.join(
            .order, .order, trade?["OrderConfirmation"]?["Id"], meaning: "OrderConfirmation",
            "BusinessTransaction.OrderConfirmation")
        let delivery = trade?["Delivery"]
        draft.join(
            .order, .shipment, delivery?["Id"],
            quantity: draft.quantity(delivery?["Quantity"], delivery?["QuantityUnit"]),
            meaning: "Delivery", "BusinessTransaction.Delivery")
        draft.keep(trade, as: "", except: ["Id", "Quantity", "QuantityUnit"])
    }

    private static func read(_ analysis: JSON, _ draft: inout CertificateDraft) {
        draft.join(.subject, .lot, analysis["LotId"], meaning: "LotId", "Analysis.LotId")
        for (index, inspection) in (analysis["Inspections"]?.elements ?? []).enumerated() {
            let path = "Analysis.Inspections[\(index)]"
            guard let name = inspection["Property"]?.text ?? inspection["PropertyId"]?.text else {
                draft.warn(
                    "certificate.result.unnamed", path, found: "a value without a property",
                    "what was measured")
                continue
            }
            var value = CertifiedValue(
                name: name, characteristic: inspection["PropertyId"]?.scalarText)
            value.unit = inspection["Unit"]?.text.flatMap { $0.isEmpty ? nil : $0 }
            value.method = inspection["Method"]?.text
            value.limit(
                from: inspection["Minimum"], to: inspection["Maximum"],
                nominal: inspection["Nominal"])
            value.claimed = MeasuredResult.Verdict(certified: inspection["Result"]?.text)
            value.add(inspection["Value"])
            if value.isEmpty { draft.activity.blanks.append("\(name).Value") }
            draft.add(value, path)
            draft.add("\(name).TestConditions", inspection["TestConditions"]?.text)
        }
        draft.keep(analysis, as: "Analysis", except: ["LotId", "Inspections"])
    }

    private static func declaration(_ body: JSON, _ draft: inout CertificateDraft) {
        let declaration = body["DeclarationOfConformity"]
        draft.activity.summary = declaration?["Declaration"]?.text
        draft.keep(declaration, as: "DeclarationOfConformity", except: ["Declaration"])
        // A contact may be asked; nothing says that they signed.
        for contact in body["Contacts"]?.elements ?? [] {
            draft.join(
                .about, .person, contact["Name"], meaning: contact["Role"]?.text, "Contacts")
        }
        draft.keep(body["Standard"], as: "Standard")
        draft.keep(body["Disclaimer"], as: "Disclaimer")
    }

    /// Attached files say their own digest; what they hold can be hashed again.
    private static func attachments(_ list: JSON?, _ draft: inout CertificateDraft) {
        for attachment in list?.elements ?? [] {
            draft.add("Attachment", attachment["FileName"]?.text)
            guard let claimed = attachment["Hash"]?["Value"]?.text else { continue }
            draft.activity.claims.append(
                Claim(
                    name: "attachment digest", claimed: claimed,
                    computed: digest(
                        of: attachment["Data"]?.text, attachment["Hash"]?["Algorithm"]?.text,
                        like: claimed)))
        }
    }

    /// The SHA-256 of the bytes in a data URI, in the spelling of the claim; `nil` for others.
    static func digest(of data: String?, _ algorithm: String?, like claimed: String) -> String? {
        let name = algorithm?.uppercased().filter { $0 != "-" }
        guard name == "SHA256", let data else { return nil }
        let comma = data.utf8.firstIndex(of: 0x2C).map { data.utf8.index(after: $0) }
        var text = Array(data.utf8[(comma ?? data.utf8.startIndex)...])
        text.removeAll { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }
        guard let bytes = Base64.bytes(text) else { return nil }
        let digest = Digest(of: bytes)
        return claimed.utf8.count == 64 ? digest.hex : digest.base64
    }
}
