// SPDX-License-Identifier: Apache-2.0
import XMLReading

/// One inspection of one part while it is being read.
struct OpenInspection: Sendable {
    let tag: XMLStartTag
    let path: String
    /// How many bytes it holds so far.
    private(set) var size = 0
    private(set) var actuals: [Actual] = []
    private(set) var instanceID: String?
    private(set) var status: String?
    private(set) var components: [String] = []
    private(set) var traceability: Traceability?
    /// Files it names: photographs, the measuring machine's own output.
    private(set) var references: [(uri: String, description: String?)] = []
    private(set) var notes: [(String, String)] = []
    /// The item that each measured feature is of.
    private var featureItems: [String: String] = [:]
    /// The features that an item was measured on.
    private var featuresOfItem: [String: Set<String>] = [:]

    /// One measured characteristic.
    struct Actual: Sendable {
        let kind: CharacteristicKind
        let item: String?
        let value: String?
        let unit: String?
        let status: String?
        let bonus: String?
        let time: String?
        let devices: [String]
        let nonconformance: String?
        /// The items of the features it was measured on.
        fileprivate(set) var features: [String]
        let place: XMLPlace
    }

    init(_ tag: XMLStartTag, path: String) {
        self.tag = tag
        self.path = path
    }

    /// Takes in one piece of the inspection.
    mutating func add(_ piece: XMLElement, in parent: String, size: Int) {
        self.size += size
        switch parent {
        case "MeasuredFeatures", "FeatureActuals", "FeatureMeasurements":
            if let id = piece.attribute("id") {
                featureItems[id] = piece.text("FeatureItemId")
            }
        case "CharacteristicActuals", "CharacteristicMeasurements": add(Actual(piece))
        case "MeasurementResults": addPart(piece)
        default: break
        }
    }

    private mutating func add(_ actual: Actual) {
        var actual = actual
        actual.features = actual.features.map { featureItems[$0] ?? $0 }
        if let item = actual.item { featuresOfItem[item, default: []].formUnion(actual.features) }
        actuals.append(actual)
    }

    private mutating func addPart(_ piece: XMLElement) {
        switch piece.name.local {
        case "ThisResultsInstanceQPId": instanceID = piece.text.isEmpty ? nil : piece.text
        case "InspectionStatus":
            status = piece.text("InspectionStatusEnum") ?? piece.children.first?.text
        case "ActualComponentIds": components = piece.children("Id").map(\.text)
        case "InspectionTraceability": traceability = Traceability(piece)
        case "ExternalFileReferences":
            references = piece.children.compactMap { reference in
                reference.text("URI").map { ($0, reference.text("Description")) }
            }
        case "Attributes":
            for attribute in piece.children {
                let value = attribute.attribute("value") ?? attribute.text("Value")
                if let name = attribute.attribute("name"), let value { notes.append((name, value)) }
            }
        default: break
        }
    }

    /// Whether it says itself when it was made.
    var isTimed: Bool { traceability?.start != nil || actuals.contains { $0.time != nil } }

    /// The items that it measures on more than one feature.
    var itemsOnSeveralFeatures: [String] {
        featuresOfItem.filter { $0.value.count > 1 }.map(\.key)
    }
}

extension OpenInspection.Actual {
    init(_ element: XMLElement) {
        kind = CharacteristicKind(element: element.name.local)
        item = element.text("CharacteristicItemId")
        let measured = element.child("Value")
        value = measured.flatMap { $0.text.isEmpty ? $0.text("Value") : $0.text }
        unit =
            measured?.attribute("linearUnit") ?? measured?.attribute("angularUnit")
            ?? measured?.attribute("unitName")
        status = element.child("Status")?.children.first.flatMap { $0.text.isEmpty ? nil : $0.text }
        bonus = element.text("Bonus")
        time = element.text("TimeStamp")
        devices = element.ids("MeasurementDeviceIds")
        nonconformance = element.text("NonConformanceDesignator")
        features = element.ids("FeatureActualIds") + element.ids("FeatureMeasurementIds")
        place = element.place
    }
}
