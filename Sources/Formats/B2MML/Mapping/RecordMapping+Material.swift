// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading
import XMLReading

/// Lots, sublots and what materials are defined as.
extension RecordMapping {
    /// A statement about a lot: status, disposition, properties, amount, what it is made of.
    mutating func mapLot() {
        mapStatementTime()
        let version = fields.text("Version")
        let status = fields.word("Status")
        let disposition = fields.word("Disposition")
        activity.sourceState = status ?? disposition
        activity.state = Words.state(status) ?? Words.state(disposition)
        if let disposition, status != nil { fields.add("Disposition", disposition) }
        let quantities = fields.takeAll("Quantity")
        let components = fields.takeAll("AssemblyLot", "AssemblySubLot")
        if let id = fields.take("ID"), let lot = fields.thing(.lot, id) {
            join(
                components.isEmpty ? .subject : .container, lot,
                quantity: fields.quantity(quantities, of: "Lot"), revision: version)
        } else {
            fields.warn(
                "b2mml.lot.unnamed", record.element, found: "a lot without an ID",
                "what the lot is called")
        }
        for component in components { joinComponent(component) }
        if !components.isEmpty { activity.effect = .attach }
        join(.about, .material, "MaterialDefinitionID")
        join(.about, .lot, "MaterialLotID")
        if record.kind == .sublot,
            let parent = record.around("MaterialLot", "MaterialSubLot")?.child("ID")
        {
            join(.about, fields.thing(.lot, parent))
        }
        if let set = record.around("MaterialInformation")?.child("ID")?.text.orNil {
            fields.add("MaterialInformation", set)
        }
        for location in fields.takeAll("StorageLocation", "Location") {
            joinPlace(.destinationPlace, location)
        }
        for mention in fields.takeAll("MaterialSubLot") {
            if let id = mention.child("ID") { join(.about, fields.thing(.lot, id)) }
        }
        mapExpiry()
        mapProperties("MaterialLotProperty")
    }

    /// What a material, a kind of work or a segment is said to be, and from when to when.
    mutating func mapDefinition() {
        mapStatementTime()
        let version = fields.text("Version")
        issue = record.message.issue ?? version
        let kind: ThingKind =
            record.element.local.utf8.starts(with: "Material".utf8) ? .material : .document
        if let id = fields.take("ID") {
            join(.about, fields.thing(kind, id), revision: version)
        }
        if let master = fields.take("WorkMasterID") {
            let version = fields.text("WorkMasterVersion")
            join(.document, fields.thing(.document, master), revision: version)
        }
        for mention in fields.takeAll("WorkMaster", "WorkDirective") { joinDefinition(mention) }
        mapProperties("MaterialDefinitionProperty", "MaterialClassProperty")
    }

    /// When a statement was made, and from when to when it holds.
    mutating func mapStatementTime() {
        summarise()
        activity.occurred = fields.time("PublishedDate")
        if activity.occurred == nil, let created = record.message.created {
            activity.occurred = SourceTime(created, assuming: fields.assumedZone)
        }
        let from = fields.time("EffectiveStartDate", "EffectiveDate")
        let until = fields.time("EffectiveEndDate", "ExpirationDate")
        if from != nil || until != nil { activity.valid = Validity(from: from, until: until) }
    }

    /// An expiry date among a lot's properties ends what is said of it.
    private mutating func mapExpiry() {
        for property in record.element.children("MaterialLotProperty") {
            let id = property.child("ID")?.text.lowercased() ?? ""
            guard ["expirydate", "expirationdate", "expiry date", "expiration date"].contains(id),
                let value = property.descend("Value", "ValueString"),
                let until = fields.time(value), activity.valid?.until == nil
            else { continue }
            activity.valid = Validity(from: activity.valid?.from, until: until)
        }
    }

    /// Properties by their ids, one attribute a value.
    mutating func mapProperties(_ locals: String...) {
        for local in locals {
            for property in fields.takeAll(local) { add(property, to: "") }
        }
    }

    private mutating func add(_ property: XMLElement, to path: String) {
        let name = path + (property.child("ID")?.text.orNil ?? property.local)
        for value in property.children("Value") + property.children("Quantity") {
            fields.add(name, value.statedValue ?? value.text)
        }
        for child in property.children where child.local.utf8.count > property.local.utf8.count {
            if child.local == property.local + "Child" { add(child, to: name + ".") }
        }
    }

    private mutating func joinComponent(_ component: XMLElement) {
        let relationship = component.child("AssemblyRelationship")?.word
        let role: Participation.Role = relationship == "Transient" ? .content : .component
        guard let id = component.child("ID") else { return }
        let quantity = fields.quantity(component.children("Quantity"), of: id.text)
        join(role, fields.thing(.lot, id), quantity: quantity, meaning: relationship)
    }

    /// A location is a text, or an element that names equipment or a place.
    mutating func joinPlace(_ role: Participation.Role, _ location: XMLElement) {
        if let id = location.child("EquipmentID") ?? location.child("Location") {
            join(role, fields.thing(.place, id))
        } else {
            join(role, fields.thing(.place, location))
        }
    }

    /// A work master, directive or recipe that governed something.
    mutating func joinDefinition(_ mention: XMLElement) {
        guard let id = mention.child("ID") else { return }
        let isRecipe = mention.local.utf8.reversed().starts(with: "epiceR".utf8)
        join(
            isRecipe ? .programme : .document, fields.thing(isRecipe ? .programme : .document, id),
            revision: mention.child("Version")?.text.orNil)
    }
}
