// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading
import XMLReading

/// What is to be done: schedules, requests and their segments. A plan does nothing by itself.
extension RecordMapping {
    /// A plan as a whole, or one order of it.
    mutating func mapRequest() {
        mapPlan()
        let id = fields.take("ID")
        join(.order, id.flatMap { fields.thing(.order, $0) })
        mapRequirements()
    }

    /// One planned step with what it will need and give.
    mutating func mapRequirement() {
        mapPlan()
        activity.step = fields.text("ProcessSegmentID", "ID")
        let request = record.around("ProductionRequest", "OperationsRequest", "WorkRequest")
        if let id = request?.child("ID") { join(.order, fields.thing(.order, id)) }
        mapRequirements()
    }

    private mutating func mapPlan() {
        summarise()
        activity.status = .planned
        activity.occurred = fields.time("StartTime", "EarliestStartTime")
        activity.ended = fields.time("EndTime", "LatestEndTime")
        for local in ["ScheduleState", "RequestState", "SegmentState", "DispatchStatus"] {
            if let word = fields.word(local) { activity.sourceState = word }
        }
        if let version = fields.text("Version") {
            fields.add("Version", version)
            issue = record.message.issue ?? version
        }
        if let published = fields.time("PublishedDate") {
            activity.recordedAtSource = published
            issue = issue ?? record.message.issue ?? published.text
        }
        join(.order, .order, "OperationsRequestID", "WorkRequestID", "ProductionRequestID")
        join(
            .document, .document, "OperationsDefinitionID", "ProductProductionRuleID")
        if let master = fields.take("WorkMasterID") {
            let version = fields.text("WorkMasterVersion")
            join(.document, fields.thing(.document, master), revision: version)
        }
    }

    private mutating func mapRequirements() {
        for requirement in fields.takeAll("MaterialRequirement") { joinMaterial(requirement) }
        for requirement in fields.takeAll("EquipmentRequirement", "PhysicalAssetRequirement") {
            for id in requirement.children("EquipmentID") + requirement.children("PhysicalAssetID")
            {
                join(.equipment, fields.thing(.equipment, id))
            }
            for id in requirement.children("EquipmentClassID") {
                fields.add("EquipmentClass", id.text)
            }
        }
        for requirement in fields.takeAll("PersonnelRequirement") {
            for id in requirement.children("PersonID") where !id.text.isEmpty {
                join(.performer, fields.thing(.person, id))
            }
            for id in requirement.children("PersonnelClassID") {
                fields.add("PersonnelClass", id.text)
            }
        }
        for parameter in fields.takeAll(
            "ProductionParameter", "SegmentParameter", "JobOrderParameter")
        {
            let body = parameter.child("Parameter") ?? parameter
            let name = "Parameter " + (body.child("ID")?.text.orNil ?? body.local)
            for value in body.children("Value") {
                fields.add(name, value.statedValue ?? value.text)
            }
        }
    }
}
