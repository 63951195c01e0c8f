// SPDX-License-Identifier: Apache-2.0
import XMLReading

/// What a QIF document says about all of its inspections.
struct QIFDocument: Sendable {
    /// The root element's `versionQIF`.
    var version: String?
    /// The document's own id, meant to be unique in the world.
    var id: String?
    var created: String?
    /// Program and add-on that wrote it.
    var applications: [String] = []
    var units = Units()
    var traceability: [Traceability] = []
    var parts: [Part] = []
    var productName: String?
    var devices: [String: Device] = [:]
    var items: [String: CharacteristicItem] = [:]
    /// The items' ids in the order of the document.
    var itemOrder: [String] = []
    var nominals: [String: CharacteristicNominal] = [:]
    var definitions: [String: CharacteristicDefinition] = [:]
    /// What features are called, by the id of their item.
    var features: [String: String] = [:]
    var components: [String: Component] = [:]
    /// The parts of the document that it has: `Plan`, `Rules`, `Results`.
    var sections: [String] = []
    var planID: String?
    var planVersion: String?
    /// How many inspections it says it has.
    var declaredInspections: String?
    /// Whether any of its inspections says when it was made.
    var hasInspectionTimes = false
    /// What each item must be, by its id.
    private(set) var requirements: [String: Requirement] = [:]
    /// Items that one inspection measures on more than one feature.
    var itemsOnSeveralFeatures: Set<String> = []

    /// Length and angle, as the file's primary units have them.
    struct Units: Sendable {
        var linear: String?
        var angular: String?
    }

    /// What is measured: a part number, its revision and its drawings.
    struct Part: Sendable {
        let id: String?
        let name: String?
        let version: String?
        let drawings: [(name: String, version: String?)]
        let notes: [(String, String)]
    }

    /// What it was measured with.
    struct Device: Sendable {
        let name: String?
        let notes: [(String, String)]
    }

    /// One real part.
    struct Component: Sendable {
        let serial: String?
        let status: String?
        let part: String?
        let notes: [(String, String)]
    }

    /// Takes in one piece of the document.
    mutating func learn(_ piece: XMLElement, in parent: String) {
        let id = piece.attribute("id") ?? ""
        switch parent {
        case "CharacteristicDefinitions": definitions[id] = CharacteristicDefinition(piece)
        case "CharacteristicNominals": nominals[id] = CharacteristicNominal(piece)
        case "CharacteristicItems":
            if items.updateValue(CharacteristicItem(piece), forKey: id) == nil {
                itemOrder.append(id)
            }
        case "FeatureItems": features[id] = piece.text("FeatureName") ?? piece.text("Name")
        case "MeasurementDevices": devices[id] = Device(piece)
        case "PartSet": parts.append(Part(piece))
        case "ActualComponentSet": components[id] = Component(piece)
        case "Plan":
            if piece.name.local == "Version" {
                planID = piece.text("ThisInstanceQPId")
                planVersion = piece.text("ThisInstanceVersion") ?? piece.text("Version")
            }
        case "Results", "MeasurementsResults":
            if piece.name.local == "InspectionTraceability" {
                traceability.append(Traceability(piece))
            }
        default: learnAboutDocument(piece)
        }
    }

    private mutating func learnAboutDocument(_ piece: XMLElement) {
        switch piece.name.local {
        case "QPId": if !piece.text.isEmpty { id = piece.text }
        case "Version": created = piece.text("TimeCreated")
        case "FileUnits":
            let primary = piece.child("PrimaryUnits")
            units.linear = primary?.child("LinearUnit").flatMap(QIFDocument.unit)
            units.angular = primary?.child("AngularUnit").flatMap(QIFDocument.unit)
        case "PreInspectionTraceability": traceability.append(Traceability(piece))
        case "Header":
            if let application = piece.child("Application") {
                applications = ["Name", "AddonName"].compactMap { application.text($0) }
            } else {
                productName = piece.text("Name")
            }
        default: break
        }
    }

    private static func unit(_ element: XMLElement) -> String? {
        element.text("UnitName") ?? element.text("SIUnitName")
    }

    /// What its own plan is called; `nil` when it has none.
    func ownPlan(_ documentID: String) -> String? {
        sections.contains("Plan") ? planID ?? documentID : nil
    }

    /// What a characteristic of a plan is called among all characteristics of all plans.
    static func name(_ characteristic: String, in plan: String) -> String {
        plan + "/" + characteristic
    }

    /// Works out once what each characteristic must be, when all of them are known.
    mutating func workOutRequirements() {
        requirements = items.mapValues { requirement(of: $0) }
    }

    /// What a characteristic must be.
    func requirement(of item: CharacteristicItem) -> Requirement {
        let nominal = item.nominal.flatMap { nominals[$0] }
        let definition = nominal?.definition.flatMap { definitions[$0] }
        return Requirement(item.kind, nominal: nominal, definition: definition)
    }

    /// Whether the document says for all of its inspections when they were made.
    var isTimed: Bool { traceability.contains { $0.start != nil } }

    /// The unit that a kind of characteristic is measured in.
    func unit(of item: CharacteristicItem) -> String? {
        switch item.kind.dimension {
        case .linear: units.linear
        case .angular: units.angular
        case .none:
            item.nominal.flatMap { nominals[$0] }.flatMap { nominal in
                nominal.unit ?? nominal.definition.flatMap { definitions[$0] }?.unit
            }
        }
    }
}

extension QIFDocument.Part {
    init(_ element: XMLElement) {
        id = element.attribute("id")
        name =
            element.text("Header", "Name") ?? element.text("ModelNumber") ?? element.text("Name")
            ?? element.attribute("label")
        version = element.text("Version") ?? element.text("Header", "Version")
        let external = element.child("DefinitionExternal")
        drawings = (external?.children ?? []).compactMap { drawing in
            (drawing.text("DrawingNumber") ?? drawing.text("Name")).map {
                ($0, drawing.text("Version"))
            }
        }
        var notes: [(String, String)] = []
        for drawing in external?.children ?? [] {
            if let name = drawing.text("Name") { notes.append((drawing.name.local, name)) }
            if let file = drawing.text("File", "Name") { notes.append(("File", file)) }
        }
        if let uuid = element.text("UUID") { notes.append(("Part UUID", uuid)) }
        for attribute in element.child("Attributes")?.children ?? [] {
            let value = attribute.attribute("value") ?? attribute.text("Value")
            if let name = attribute.attribute("name"), let value {
                notes.append(("Part \(name)", value))
            }
        }
        self.notes = notes
    }
}

extension QIFDocument.Device {
    init(_ element: XMLElement) {
        name =
            element.text("Name") ?? element.text("SerialNumber") ?? element.text("ModelNumber")
        notes = ["SerialNumber", "ModelNumber", "Manufacturer", "AssetNumber", "DueDate"]
            .compactMap { field in
                (element.text(field) ?? element.text(field, "Name")).map { (field, $0) }
            }
    }
}

extension QIFDocument.Component {
    init(_ element: XMLElement) {
        serial = element.text("SerialNumber")
        status = element.text("Status", "InspectionStatusEnum")
        part = element.text("PartId")
        notes = ["Traceability", "AdditionalChanges", "HeatNumber", "LotNumber"].compactMap {
            field in
            element.text(field).map { (field, $0) }
        }
    }
}
