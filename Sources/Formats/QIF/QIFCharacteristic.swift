// SPDX-License-Identifier: Apache-2.0
import Canon
import XMLReading

/// What is measured, as a characteristic's item says it.
///
/// QIF spreads a characteristic over three elements that point to one another: the *item* (this one
/// on this drawing), its *nominal* (what is aimed at) and its *definition* (how far off it may be).
struct CharacteristicItem: Sendable {
    let kind: CharacteristicKind
    let name: String?
    /// What the drawing calls it: a balloon number.
    ///
    /// 2.1 says KeyCharacteristic, 3.0 says CharacteristicDesignator.
    let designator: String?
    let criticality: String?
    let description: String?
    /// Sheet and zone of the drawing.
    let location: String?
    let nominal: String?
    let devices: [String]
    let place: XMLPlace

    init(_ element: XMLElement) {
        kind = CharacteristicKind(element: element.name.local)
        name = element.text("Name")
        let mark = element.child("CharacteristicDesignator") ?? element.child("KeyCharacteristic")
        designator = mark?.text("Designator")
        criticality =
            mark?.text("Criticality", "LevelEnum") ?? mark?.text("Criticality", "OtherLevel")
        description = element.text("Description")
        let drawing = element.child("LocationOnDrawing")
        let spot = [drawing?.text("SheetNumber"), drawing?.text("DrawingZone")].compactMap { $0 }
        location = spot.isEmpty ? nil : spot.joined(separator: " ")
        nominal = element.text("CharacteristicNominalId")
        devices = element.ids("MeasurementDeviceIds")
        place = element.place
    }

    /// What the same characteristic is called in every inspection.
    var key: String? { designator ?? name }
}

/// What is aimed at.
struct CharacteristicNominal: Sendable {
    let definition: String?
    let target: String?
    /// The limits, where they stand here: characteristics in units of the user's own have none in
    /// their definition.
    let tolerance: CharacteristicDefinition.Tolerance
    /// The unit of a target in a unit of the user's own.
    let unit: String?

    init(_ element: XMLElement) {
        definition = element.text("CharacteristicDefinitionId")
        target = element.text("TargetValue")
        unit = element.child("TargetValue")?.attribute("unitName")
        tolerance = CharacteristicDefinition.ends(in: element) ?? .absent
    }
}

/// How far off it may be.
struct CharacteristicDefinition: Sendable {
    /// How a tolerance is told.
    enum Tolerance: Sendable {
        /// Two ends, one of which may be missing; `isLimit` when they are values, else deviations.
        case ends(min: String?, max: String?, isLimit: Bool)
        /// The size of a zone around the perfect form or place.
        case zone(String)
        /// None, for the reason given: `BASIC`, `MEASURED`, `SET`.
        case waived(String)
        case absent
    }

    let name: String?
    let tolerance: Tolerance
    /// `MAXIMUM`, `LEAST`, `REGARDLESS` or `NONE`, for what depends on a size.
    let materialCondition: String?
    /// How much of a profile's zone lies outside the material, when that is not half of it.
    let outerDisposition: String?
    let unit: String?

    init(_ element: XMLElement) {
        name = element.text("Name")
        materialCondition = element.text("MaterialCondition")
        outerDisposition = element.text("OuterDisposition")
        unit = element.text("UnitName")
        if let ends = element.child("Tolerance") {
            tolerance =
                CharacteristicDefinition.ends(in: ends)
                ?? .ends(min: nil, max: nil, isLimit: false)
        } else if let value = element.text("ToleranceValue") {
            tolerance = .zone(value)
        } else if let reason = element.text("NonTolerance") {
            tolerance = .waived(reason)
        } else {
            tolerance = .absent
        }
    }

    /// `MinValue` and `MaxValue`, when there is either.
    fileprivate static func ends(in element: XMLElement) -> Tolerance? {
        let (min, max) = (element.text("MinValue"), element.text("MaxValue"))
        guard min != nil || max != nil else { return nil }
        let asLimit = element.text("DefinedAsLimit")
        return .ends(min: min, max: max, isLimit: asLimit == "true" || asLimit == "1")
    }

    /// Whether the zone grows as the feature departs from the size that has most (or least) metal.
    var growsWithSize: Bool { materialCondition == "MAXIMUM" || materialCondition == "LEAST" }
}

/// What kind of characteristic it is, by the first part of its elements' names.
struct CharacteristicKind: Hashable, Sendable {
    /// `Diameter` of `DiameterCharacteristicItem`.
    let name: String

    init(element: String) {
        let count = element.byteOffset(of: "Characteristic")
        name = count.map { String(decoding: element.utf8.prefix($0), as: UTF8.self) } ?? element
    }

    /// What its values are measured in.
    enum Dimension: Sendable { case linear, angular, none }

    var dimension: Dimension {
        switch name {
        case "Angle", "AngleBetween", "AngleFrom", "AngularCoordinate", "UserDefinedAngular":
            .angular
        case "UserDefinedAttribute", "UserDefinedUnit", "Thread", "Spline", "SurfaceTexture",
            "Weld", "KnurlTypeUnit", "Attribute":
            .none
        default: .linear
        }
    }

    /// Whether its value is a signed deviation, so that the zone lies on both sides of 0.
    var isSigned: Bool { name == "PointProfile" }

    /// Whether it is told as a deviation from a perfect shape.
    var isProfile: Bool { name.hasSuffix("Profile") }
}

extension XMLElement {
    /// The ids that a list of references holds; those into other documents are left out.
    func ids(_ list: String) -> [String] {
        child(list)?.children("Id").filter { $0.attribute("xId") == nil }.map(\.text) ?? []
    }
}
