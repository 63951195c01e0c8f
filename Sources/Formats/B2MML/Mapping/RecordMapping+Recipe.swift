// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading
import XMLReading

/// Recipes and their elements: which version it is, who wrote it, who approved it when.
extension RecordMapping {
    mutating func mapRecipe() {
        summarise()
        let version = fields.text("Version")
        if let id = fields.take("ID") {
            join(.about, fields.thing(.programme, id), revision: version)
        }
        if record.kind == .recipeElement {
            activity.step = fields.text("RecipeElementType")
            let recipe = record.around("MasterRecipe", "ControlRecipe", "GRecipe", "GeneralRecipe")
            if let recipe, let id = recipe.child("ID") {
                join(
                    .programme, fields.thing(.programme, id),
                    revision: recipe.child("Version")?.text.orNil)
            }
        }
        activity.occurred = fields.time("VersionDate")
        join(.order, .operation, "BatchID")
        join(.equipment, .equipment, "ActualEquipmentID")
        if let header = fields.take("Header") { mapHeader(header) }
        mapParameters()
        issue = record.message.issue ?? version
    }

    private mutating func mapHeader(_ header: XMLElement) {
        for log in header.children("ModificationLog") {
            // Editors leave empty rows behind; a row with a date and no author is a blank.
            guard log.children.contains(where: { !$0.text.isEmpty }) else { continue }
            let time = log.child("ModifiedDate").flatMap { fields.time($0) }
            person(
                .performer, log.child("Author") ?? log.blank("Author"), at: time,
                meaning: "Author", attribution: .personNamed)
            if let words = log.child("Description")?.text { fields.add("Modification", words) }
        }
        for history in header.children("ApprovalHistory") { mapApprovals(history) }
        let from = header.child("EffectiveDate").flatMap { fields.time($0) }
        let until = header.child("ExpirationDate").flatMap { fields.time($0) }
        if from != nil || until != nil { activity.valid = Validity(from: from, until: until) }
        if let product = header.child("ProductID") {
            join(.about, fields.thing(.material, product))
        }
        if let name = header.child("ProductName")?.text { fields.add("ProductName", name) }
        if let size = header.child("BatchSize") {
            let unit = size.child("UnitOfMeasure")?.text ?? ""
            for part in size.children
            where part.local != "UnitOfMeasure" && !part.text.isEmpty {
                fields.add(
                    "BatchSize.\(part.local)", unit.isEmpty ? part.text : "\(part.text) \(unit)")
            }
        }
        for product in header.children("ActualProductProduced") {
            fields.add("ActualProductProduced", product.statedValue ?? product.text)
        }
        activity.sourceState = header.child("Status")?.word
    }

    private mutating func mapApprovals(_ history: XMLElement) {
        for approval in history.children("IndividualApproval") {
            guard approval.children.contains(where: { !$0.text.isEmpty }) else { continue }
            let time = approval.child("ApprovalDate").flatMap { fields.time($0) }
            // The file says who approved; it holds no signature that could be checked.
            person(
                .signatory, approval.child("ApprovedBy") ?? approval.blank("ApprovedBy"), at: time,
                meaning: "Approval", attribution: .personNamed)
        }
        if let final = history.child("FinalApprovalDate"), let time = fields.time(final) {
            fields.add("FinalApprovalDate", time.text)
            if activity.occurred == nil { activity.occurred = time }
        }
    }

    /// Set points, by what the recipe calls them.
    private mutating func mapParameters() {
        var parameters = fields.takeAll("Parameter")
        for formula in fields.takeAll("Formula") { parameters += formula.children("Parameter") }
        for parameter in parameters { add(parameter, under: "Parameter") }
    }

    private mutating func add(_ parameter: XMLElement, under path: String) {
        let id = parameter.child("ID")?.text ?? ""
        let words = parameter.child("Description")?.text ?? ""
        let name = [path, id, words].filter { !$0.isEmpty }.joined(separator: " ")
        for value in parameter.children("Value") {
            fields.add(name, value.statedValue ?? value.text)
        }
        for child in parameter.children("Parameter") { add(child, under: name) }
    }
}

extension XMLElement {
    /// An empty element that should have been here.
    fileprivate func blank(_ local: String) -> XMLElement {
        XMLElement(XMLName(local, in: name.namespace), missingAt: place)
    }
}
