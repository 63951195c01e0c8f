// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// A digital material passport for metals: chemistry, properties, and the heat treatment.
enum Metals {
    /// The certificate, and the heat treatment it tells of when it says when that was.
    static func read(_ blank: CertificateDraft) -> [CertificateDraft] {
        var draft = blank
        let body = draft.body
        common(&draft)
        let chemistry = body["ChemicalAnalysis"]
        draft.join(
            .subject, .lot, chemistry?["HeatNumber"], meaning: "HeatNumber",
            "ChemicalAnalysis.HeatNumber")
        for element in chemistry?["Elements"]?.elements ?? [] {
            property(element, in: "ChemicalAnalysis", &draft)
        }
        draft.keep(chemistry, as: "ChemicalAnalysis", except: ["HeatNumber", "Elements"])
        for list in ["MechanicalProperties", "PhysicalProperties", "MetallographicProperties"] {
            for element in body[list]?.elements ?? [] { property(element, in: list, &draft) }
        }
        validation(body["Validation"], &draft)
        guard let treatment = body["HeatTreatment"], treatment.members != nil else {
            return [draft]
        }
        draft.keep(treatment["Process"], as: "HeatTreatment.Process")
        draft.join(
            .subject, .lot, treatment["HeatTreatmentLot"], meaning: "HeatTreatmentLot",
            "HeatTreatment.HeatTreatmentLot")
        return [draft, heatTreatment(treatment, blank)]
    }

    private static func common(_ draft: inout CertificateDraft) {
        let body = draft.body
        draft.name(body["Id"], revision: body["Version"]?.text, "Id")
        draft.activity.occurred = draft.time(body["IssueDate"], "IssueDate")
        let parties = body["TransactionData"]?["Parties"]
        draft.issued(by: parties?["Manufacturer"])
        for role in ["Customer", "Subcustomer", "GoodsReceiver"] {
            draft.join(
                .recipient, .party, parties?[role]?["Name"], meaning: role, "Parties.\(role)")
        }
        let trade = body["TransactionData"]?["BusinessTransaction"]
        for (member, kind) in [("Order", ThingKind.order), ("Delivery", .shipment)] {
            let paper = trade?[member]
            draft.join(
                .order, kind, paper?["Id"],
                quantity: draft.quantity(paper?["Quantity"], paper?["QuantityUnit"]),
                meaning: member, "BusinessTransaction.\(member)")
        }
        draft.keep(trade, as: "", except: ["Id", "Quantity", "QuantityUnit"])
        let product = body["Product"]
        draft.join(
            .subject, .lot, product?["BatchId"],
            quantity: draft.quantity(product?["Weight"], product?["WeightUnit"]),
            meaning: "BatchId", "Product.BatchId")
        draft.join(.about, .material, product?["Name"], meaning: "Product.Name", "Product.Name")
        draft.keep(product, as: "Product", except: ["BatchId", "Name"])
    }

    private static func property(
        _ json: JSON, in list: String, _ draft: inout CertificateDraft
    ) {
        let symbol = json["PropertySymbol"]?.text.flatMap { $0.isEmpty ? nil : $0 }
        guard let name = symbol ?? json["PropertyName"]?.text else {
            return draft.keep(json, as: list)
        }
        // The same property is measured at several places of the piece.
        let place = json["SpecimenSpecification"]?["Location"]?.text.map { " \($0)" } ?? ""
        var value = CertifiedValue(
            name: name + place, characteristic: json["PropertyName"]?.text ?? symbol)
        value.unit = json["Unit"]?.text.flatMap { $0.isEmpty ? nil : $0 }
        value.method = json["Method"]?.text
        value.claimed = MeasuredResult.Verdict(certified: json["Interpretation"]?.text)
        value.limit(from: json["Minimum"], to: json["Maximum"], nominal: json["Target"])
        let actual = json["Actual"]
        if let values = actual?["Values"]?.elements {
            for (index, one) in values.enumerated() { value.add(one, label: "#\(index + 1)") }
            value.add(actual?["Statistics"]?["Average"], label: "average")
        } else {
            value.add(actual)
        }
        if value.isEmpty { draft.keep(json, as: "\(list).\(name)") }
        draft.add(value, "\(list).\(name)")
    }

    private static func validation(_ validation: JSON?, _ draft: inout CertificateDraft) {
        let date = draft.time(validation?["ValidationDate"], "Validation.ValidationDate")
        for validator in validation?["Validators"]?.elements ?? [] {
            draft.signed(by: validator["Name"], at: date, meaning: validator["Title"]?.text)
        }
        draft.activity.summary = validation?["ValidationStatement"]?["Statement"]?.text
        draft.keep(
            validation, as: "Validation",
            except: ["Validators", "Statement", "ValidationDate"])
    }

    /// The treatment itself: what was done to the lot in which furnace from when to when.
    private static func heatTreatment(
        _ treatment: JSON, _ blank: CertificateDraft
    ) -> CertificateDraft {
        var draft = CertificateDraft(
            kind: blank.kind, body: blank.body, path: blank.path, schema: nil,
            options: blank.options)
        draft.activity = Activity(kind: "HeatTreatment")
        let body = draft.body
        draft.name(body["Id"], revision: body["Version"]?.text, "Id")
        draft.within = ["HeatTreatment"]
        draft.issued(by: body["TransactionData"]?["Parties"]?["Manufacturer"])
        draft.activity.step = treatment["Process"]?.text
        draft.activity.occurred =
            draft.time(treatment["ProcessStartTime"], "HeatTreatment.ProcessStartTime")
            ?? draft.time(treatment["ProcessDate"], "HeatTreatment.ProcessDate")
        draft.activity.ended =
            draft.time(treatment["ProcessEndTime"], "HeatTreatment.ProcessEndTime")
        draft.join(
            .subject, .lot, body["Product"]?["BatchId"], meaning: "BatchId", "Product.BatchId")
        draft.join(
            .order, .operation, treatment["HeatTreatmentLot"], meaning: "HeatTreatmentLot",
            "HeatTreatment.HeatTreatmentLot")
        draft.join(
            .order, .operation, treatment["ChargeNumber"], meaning: "ChargeNumber",
            "HeatTreatment.ChargeNumber")
        draft.join(.equipment, .equipment, treatment["FurnaceId"], "HeatTreatment.FurnaceId")
        if let name = treatment["Operator"]?.text, !name.isEmpty {
            draft.join(.performer, .person, treatment["Operator"], "HeatTreatment.Operator")
            draft.activity.attribution = .personNamed
        }
        for check in treatment["QualityChecks"]?.elements ?? [] {
            var value = CertifiedValue(name: check["CheckType"]?.text ?? "check")
            value.method = check["Method"]?.text
            value.claimed = MeasuredResult.Verdict(certified: check["Result"]?.text)
            value.add(check["Result"])
            draft.add(value, "HeatTreatment.QualityChecks")
            draft.add("\(value.name).Timestamp", check["Timestamp"]?.text)
        }
        draft.keep(
            treatment, as: "",
            except: [
                "FurnaceId", "HeatTreatmentLot", "ChargeNumber", "QualityChecks", "Operator",
                "ProcessStartTime", "ProcessEndTime", "Process",
            ])
        return draft
    }
}
