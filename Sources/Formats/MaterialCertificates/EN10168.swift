// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// EN 10168 in JSON: fields by their codes, `A03` the number, `B07` the heats, `C71` carbon.
enum EN10168 {
    static func read(_ blank: CertificateDraft) -> CertificateDraft {
        var draft = blank
        let trade = draft.body["CommercialTransaction"]
        draft.name(trade?["A03"], "CommercialTransaction.A03")
        draft.issued(by: trade?["A01"])
        for code in ["A06.1", "A06.2", "A06.3", "A06.4", "A06"] {
            for party in trade?[code]?.oneOrMany ?? [] {
                draft.join(
                    .recipient, .party, party["Name"] ?? party["CompanyName"], meaning: code, code)
            }
        }
        draft.join(.order, .order, trade?["A07"], meaning: "A07", "CommercialTransaction.A07")
        draft.join(.order, .order, trade?["A08"], meaning: "A08", "CommercialTransaction.A08")
        draft.join(.order, .shipment, trade?["A98"], meaning: "A98", "CommercialTransaction.A98")
        draft.keep(
            trade, as: "", except: ["A01", "A03", "A04", "A06.1", "A06.2", "A06.3", "A06.4"])
        product(&draft)
        inspection(&draft)
        validation(&draft)
        return draft
    }

    private static func product(_ draft: inout CertificateDraft) {
        for product in draft.body["ProductDescription"]?.oneOrMany ?? [] {
            draft.join(.subject, .lot, product["B07"], meaning: "B07", "ProductDescription.B07")
            draft.join(
                .about, .material, product["B02"]?["SteelDesignation"] ?? product["B02"],
                meaning: "B02", "ProductDescription.B02")
            draft.keep(product, as: "", except: ["B07"])
        }
    }

    private static func inspection(_ draft: inout CertificateDraft) {
        for inspection in draft.body["Inspection"]?.oneOrMany ?? [] {
            for member in inspection.members ?? [] {
                block(member, &draft)
            }
        }
        for tests in draft.body["OtherTests"]?.oneOrMany ?? [] {
            for member in tests.members ?? [] { block(member, &draft) }
        }
    }

    /// A field of the inspection, or a block of them, of which there may be several.
    private static func block(_ member: JSON.Member, _ draft: inout CertificateDraft) {
        guard member.value.scalarText == nil else {
            return draft.keep(member.value, as: member.name)
        }
        let isSupplement = member.name == "SupplementaryInformation"
        for (index, block) in member.value.oneOrMany.enumerated() {
            let many = (member.value.elements?.count ?? 1) > 1
            let name = many ? "\(member.name) \(index + 1)" : member.name
            for field in block.members ?? [] {
                if isSupplement || field.name == "SupplementaryInformation" {
                    supplement(field, in: name, &draft)
                } else {
                    self.field(field, in: name, &draft)
                }
            }
        }
    }

    /// A code with its value: `C71 {Symbol, Actual, Minimum, Maximum}`, `C42 [{Value}…]`.
    private static func field(
        _ field: JSON.Member, in block: String, _ draft: inout CertificateDraft
    ) {
        if field.value.scalarText != nil {
            return draft.keep(field.value, as: "\(block).\(field.name)")
        }
        let all = field.value.oneOrMany
        for (index, item) in all.enumerated() {
            let word = item["Symbol"] ?? item["Property"] ?? item["Key"]
            var value = CertifiedValue(
                name: word?.text ?? "\(block) \(field.name)", characteristic: field.name)
            value.unit = item["Unit"]?.text.flatMap { $0.isEmpty ? nil : $0 }
            value.method = item["Method"]?.text
            value.limit(from: item["Minimum"], to: item["Maximum"])
            let stated = item["Actual"] ?? item["Value"]
            value.claimed = MeasuredResult.Verdict(
                certified: item["Interpretation"]?.text ?? stated?.text)
            let bound = item["Actual"] == nil && item["Operator"] != nil ? item : stated
            value.add(bound, label: all.count > 1 ? "#\(index + 1)" : "")
            if value.isEmpty {
                draft.keep(item, as: "\(block).\(field.name)")
            } else {
                draft.add(value, "\(block).\(field.name)")
            }
        }
    }

    /// A field of the issuer's own: a value when it says it is a number, else a text.
    private static func supplement(
        _ field: JSON.Member, in block: String, _ draft: inout CertificateDraft
    ) {
        if case .object(let members) = field.value, members.contains(where: { $0.name == "Value" })
        {
            let key = field.value["Key"]?.text ?? field.name
            guard field.value["Type"]?.text == "number" else {
                return draft.add("\(block) \(key)", field.value["Value"]?.scalarText)
            }
            var value = CertifiedValue(name: key, characteristic: field.name)
            value.unit = field.value["Unit"]?.text
            value.add(field.value["Value"])
            return draft.add(value, "\(block).\(field.name)")
        }
        // One level deeper where a block has supplements of its own.
        for inner in field.value.members ?? [] { supplement(inner, in: block, &draft) }
    }

    private static func validation(_ draft: inout CertificateDraft) {
        let validation = draft.body["Validation"]
        let date = draft.time(validation?["Z02"], "Validation.Z02")
        draft.activity.occurred = date
        for signer in validation?["Z03"]?.oneOrMany ?? [] {
            let title = signer["Title"]?.text
            draft.signed(
                by: signer.text == nil ? signer["Name"] : signer, at: date, meaning: title ?? "Z03")
        }
        draft.activity.summary = validation?["Z01"]?.text
        draft.keep(validation?["Z04"], as: "Z04")
    }
}
