// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading
import XMLReading

/// What was done: responses, their segments, and the people, equipment and materials in them.
extension RecordMapping {
    /// A report as a whole, or the answer to one order.
    mutating func mapResponse() {
        mapCourse(state: "ResponseState", "PerformanceState", "WorkState")
        let id = fields.take("ID")
        join(.order, id.flatMap { fields.thing(.operation, $0) })
        mapOrders()
        mapActuals()
    }

    /// One executed step: who, with what, consuming and producing what, under which directive.
    mutating func mapSegment() {
        mapCourse(state: "SegmentState", "JobState", "ResponseState")
        activity.step = fields.text("ProcessSegmentID", "ID")
        // What one response consumes goes into what it produces, whichever segment says so.
        let response = record.around(
            "ProductionResponse", "OperationsResponse", "WorkResponse", "WorkResponseChild")
        if let id = response?.child("ID") { join(.order, fields.thing(.operation, id)) }
        mapOrders()
        mapDirective()
        mapActuals()
        for data in fields.takeAll("SegmentData", "ProductionData", "JobResponseData") {
            addData(data, prefix: "")
        }
        if activity.occurred == nil {
            fields.warn(
                "b2mml.segment.no-time", record.element, found: "a step without a start",
                "when it was done; only when it was reported is known")
        }
    }

    /// Start, end and state.
    private mutating func mapCourse(state locals: String...) {
        summarise()
        activity.occurred = fields.time("ActualStartTime", "StartTime")
        // V0700 writes `Endtime` in OperationsPerformance.
        activity.ended = fields.time("ActualEndTime", "EndTime", "Endtime")
        activity.recordedAtSource = fields.time("PostingDate", "PublishedDate")
        for local in locals {
            guard let word = fields.word(local) else { continue }
            activity.sourceState = word
            if let status = Words.status(word) { activity.status = status }
        }
        issue = record.message.issue
        // A step that is reported while it runs is reported again when it has ended.
        if activity.status != .completed, issue == nil { issue = activity.sourceState }
        let version = fields.text("Version")
        if let version {
            fields.add("Version", version)
            if issue == nil { issue = version }
        }
    }

    private mutating func mapOrders() {
        join(
            .order, .order, "ProductionRequestID", "OperationsRequestID", "WorkRequestID",
            "JobOrderID", "OperationsScheduleID", "ProductionScheduleID", "WorkScheduleID")
        join(
            .document, .document, "ProductProductionRuleID", "OperationsDefinitionID",
            "ProductSegmentID")
    }

    private mutating func mapDirective() {
        let directives = fields.takeAll("WorkDirective")
        let directiveVersion = fields.text("WorkDirectiveVersion")
        for directive in directives {
            // In older versions the directive is a name, in V0700 a whole definition.
            let id = directive.child("ID") ?? directive
            join(
                .document, fields.thing(.document, id),
                revision: directiveVersion ?? directive.child("Version")?.text.orNil)
        }
        if directives.isEmpty, let directiveVersion {
            fields.add("WorkDirectiveVersion", directiveVersion)
        }
        if let master = fields.take("WorkMasterID") {
            let version = fields.text("WorkMasterVersion")
            join(.document, fields.thing(.document, master), revision: version)
        }
    }

    /// People, equipment and materials.
    private mutating func mapActuals() {
        for actual in fields.takeAll("PersonnelActual") {
            let use = actual.child("PersonnelUse")?.word
            for id in actual.children("PersonID") {
                person(.performer, id, meaning: use, attribution: .personNamed)
            }
            for id in actual.children("PersonnelClassID") where !id.text.isEmpty {
                fields.add("PersonnelClass", id.text)
            }
        }
        for actual in fields.takeAll("EquipmentActual", "PhysicalAssetActual") {
            let use = (actual.child("EquipmentUse") ?? actual.child("PhysicalAssetUse"))?.word
            let ids = actual.children("EquipmentID") + actual.children("PhysicalAssetID")
            for id in ids { join(.equipment, fields.thing(.equipment, id), meaning: use) }
            addProperties(of: actual, named: ids.first?.text)
        }
        for actual in fields.takeAll(
            "MaterialActual", "MaterialConsumedActual", "MaterialProducedActual",
            "ConsumableActual")
        {
            joinMaterial(actual)
        }
        if activity.attribution == .none,
            activity.participants.contains(where: { $0.role == .equipment })
        {
            activity.attribution = .device
        }
    }

    /// One material consumed, produced or handled.
    ///
    /// The sublot is the most exact name, so the amount is its; the lot takes part too, for whoever
    /// looks for the lot must find what became of its sublots.
    mutating func joinMaterial(_ actual: XMLElement) {
        let use = actual.child("MaterialUse")?.word ?? impliedUse(actual.local)
        let role = Words.role(ofMaterialUse: use)
        let lots = actual.children("MaterialLotID").filter { !$0.text.isEmpty }
        let sublots = actual.children("MaterialSubLotID").filter { !$0.text.isEmpty }
        let materials = actual.children("MaterialDefinitionID").filter { !$0.text.isEmpty }
        let name = (sublots.first ?? lots.first ?? materials.first)?.text ?? actual.local
        let quantity = fields.quantity(actual.children("Quantity"), of: name)
        for (index, id) in (sublots + lots).enumerated() {
            join(
                role, fields.thing(.lot, id), quantity: index == 0 ? quantity : nil, meaning: use)
        }
        let isNamedByLot = !(sublots + lots).isEmpty
        for id in materials {
            join(
                isNamedByLot ? .about : role, fields.thing(.material, id),
                quantity: isNamedByLot ? nil : quantity, meaning: isNamedByLot ? nil : use)
        }
        if !isNamedByLot, materials.isEmpty, let quantity {
            fields.add(
                "\(name).Quantity",
                quantity.unit.map { "\(quantity.value) \($0)" } ?? quantity.value)
        }
        for location in actual.children("StorageLocation") + actual.children("Location") {
            joinPlace(.place, location)
        }
        addProperties(of: actual, named: name)
        keepRest(of: actual, named: name)
    }

    private func impliedUse(_ local: String) -> String? {
        switch local {
        case "MaterialConsumedActual", "ConsumableActual": "Consumed"
        case "MaterialProducedActual": "Produced"
        default: nil
        }
    }

    /// A material's properties, under its name.
    private mutating func addProperties(of actual: XMLElement, named name: String?) {
        for property in actual.children where property.local.utf8.count > 8 {
            guard property.local.utf8.reversed().starts(with: "ytreporP".utf8) else { continue }
            let id = property.child("ID")?.text.orNil ?? property.local
            for value in property.children("Value") + property.children("Quantity") {
                fields.add("\(name ?? actual.local).\(id)", value.statedValue ?? value.text)
            }
        }
    }

    /// What else was said of a material.
    private mutating func keepRest(of actual: XMLElement, named name: String) {
        for child in actual.children {
            switch child.local {
            case "ID", "MaterialClassID", "Description", "AssemblyType", "AssemblyRelationship":
                if child.text != name { fields.add("\(name).\(child.local)", child.text) }
            case "AssemblyActual", "AssemblyRequirement":
                for id in child.children("MaterialLotID") + child.children("MaterialSubLotID") {
                    fields.add("\(name).Assembly", id.text)
                }
            default: break
            }
        }
    }

    private mutating func addData(_ data: XMLElement, prefix: String) {
        let name = prefix + (data.child("ID")?.text.orNil ?? data.local)
        results(name, data.children("Value"))
        for child in data.children("SegmentDataChild") { addData(child, prefix: name + ".") }
    }
}
