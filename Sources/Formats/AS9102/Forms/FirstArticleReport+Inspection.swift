// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

extension FirstArticleReport {
    /// Fills in what an inspection of one part says: the head of Form 1, and Form 3 row by row.
    ///
    /// What an inspection cannot know stays blank for a person: the process reference, the
    /// signatures, Form 2. Field 19 is not answered either; a nonconformance is declared by who
    /// signs, and the review says when that does not fit.
    package init(from inspection: Activity) {
        self.init()
        fillPart(from: inspection)
        characteristics = inspection.results.enumerated().map { index, result in
            CharacteristicRow(result, number: index + 1, in: inspection)
        }
    }

    private mutating func fillPart(from inspection: Activity) {
        let material = inspection.participants.first {
            $0.role == .about && $0.thing.kind == .material
        }
        part[1] = material?.thing.name
        part[2] = inspection.attribute("Part name") ?? material?.thing.name
        part[3] = inspection.attribute("SerialNumber") ?? inspection.first(.subject, .serial)
        part[4] = inspection.attribute("ReportNumber")
        part[5] = material?.revision
        let drawing = inspection.participants.first {
            $0.role == .document && $0.thing.kind == .document
        }
        part[6] = drawing?.thing.name
        part[7] = drawing?.revision
        part[8] = inspection.attribute("AdditionalChanges")
        part[10] = inspection.first(.performer, .party)
        part[11] = inspection.attribute("SupplierCode")
        part[12] = inspection.first(.order, .order)
        switch inspection.attribute("InspectionScope") {
        case "DETAIL": part[13] = "Detail"
        case "ASSEMBLY": part[13] = "Assembly"
        case let other: part[13] = other
        }
        switch inspection.attribute("InspectionMode") {
        case "FAI_Full": part[14] = "Full"
        case "FAI_Partial": part[14] = "Partial"
        default: break
        }
    }
}

extension CharacteristicRow {
    /// A row for one measured result.
    init(_ result: MeasuredResult, number: Int, in inspection: Activity) {
        self.init()
        fields[5] = result.characteristic ?? String(number)
        fields[6] = inspection.attribute("Location of \(result.name)")
        fields[7] = inspection.attribute("Criticality of \(result.name)")
        fields[8] = result.requirement ?? result.limitsText
        fields[9] = result.value + (result.unit.map { " " + $0 } ?? "")
        fields[11] = inspection.attribute("NonConformance of \(result.name)")
        let same = result.characteristic.map { $0.hasSameBytes(as: result.name) } ?? false
        let remarks = [
            same ? nil : result.name, result.instrument.map { "measured with \($0)" },
            inspection.attribute("Status of \(result.name)").map { "status \($0)" },
            result.claimed.map { "claimed \($0.rawValue)" },
            result.computed.map { "computed \($0.rawValue)" },
        ].compactMap { $0 }
        fields[12] = remarks.joined(separator: "; ")
        measured = result
    }
}

extension MeasuredResult {
    /// The limits as a requirement, where the source wrote none.
    fileprivate var limitsText: String? {
        guard lowerLimit != nil || upperLimit != nil else { return nominal }
        return "\(lowerLimit ?? "…") to \(upperLimit ?? "…")"
    }
}

extension Activity {
    fileprivate func attribute(_ name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }

    fileprivate func first(_ role: Participation.Role, _ kind: ThingKind) -> String? {
        participants.first { $0.role == role && $0.thing.kind == kind }?.thing.name
    }
}
