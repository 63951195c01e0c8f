// SPDX-License-Identifier: Apache-2.0
import XMLReading

/// Follows a QIF document tag by tag and cuts it into pieces small enough to hold.
///
/// A document may carry a whole model's geometry and millions of points; what is held is one
/// definition, one measured value, one part at a time. Names are told by their local part, so that
/// 2.1 and 3.0 are read alike; the version is what the root element says.
struct QIFWalk: Sendable {
    /// What a step gives.
    enum Step: Sendable {
        /// The root element has begun.
        case root(XMLStartTag)
        /// A part of the document has begun: `Plan`, `Results`.
        case section(String)
        /// One piece of what stands in the named element, and how many bytes it holds.
        case piece(XMLElement, in: String, size: Int)
        case inspectionsBegan(declared: String?)
        case inspectionBegan(XMLStartTag)
        case inspectionEnded(XMLEndTag)
        case tooLong(XMLPlace)
    }

    private let pieceBytesMax: Int
    private var names: [String] = []
    private var builder: XMLElementBuilder?
    private var builderPlace = XMLPlace(line: 1, column: 1, offset: 0)
    private var isInInspection = false
    /// Which inspection it is in, or was last, from 1.
    private(set) var inspection = 0

    init(pieceBytesMax: Int) { self.pieceBytesMax = pieceBytesMax }

    /// The way to what is open, as a person would look for it.
    var path: String {
        names.map { "/" + $0 + ($0 == "MeasurementResults" ? "[\(inspection)]" : "") }.joined()
    }

    /// Follows one step.
    mutating func follow(_ event: XMLEvent) -> Step? {
        if builder != nil { return build(event) }
        switch event {
        case .start(let tag): return begin(tag)
        case .text: return nil
        case .end(let tag): return end(tag)
        }
    }

    private mutating func build(_ event: XMLEvent) -> Step? {
        let element = builder?.follow(event)
        let size = builder?.byteCount ?? 0
        guard let element else { return size > pieceBytesMax ? .tooLong(builderPlace) : nil }
        builder = nil
        return .piece(element, in: names.last ?? "", size: size)
    }

    private mutating func begin(_ tag: XMLStartTag) -> Step? {
        let local = tag.name.local
        let parent = names.last
        if isPiece(local, in: parent) {
            builder = XMLElementBuilder(tag)
            builderPlace = tag.place
            return nil
        }
        names.append(local)
        guard parent != nil else { return .root(tag) }
        switch local {
        case "MeasurementResultsSet":
            return .inspectionsBegan(declared: tag.attribute("n"))
        case "MeasurementResults":
            inspection += 1
            isInInspection = true
            return .inspectionBegan(tag)
        default:
            return names.count == 2 ? .section(local) : nil
        }
    }

    private mutating func end(_ tag: XMLEndTag) -> Step? {
        let local = names.popLast()
        guard local == "MeasurementResults", isInInspection else { return nil }
        isInInspection = false
        return .inspectionEnded(tag)
    }

    /// Whether an element is held as a whole.
    private func isPiece(_ local: String, in parent: String?) -> Bool {
        guard let parent else { return false }
        if names.count == 1 { return QIFWalk.piecesOfDocument.contains(local) }
        if QIFWalk.lists.contains(parent) { return true }
        switch parent {
        case "MeasuredFeatures":
            return local != "FeatureActuals" && local != "FeatureMeasurements"
        case "Product": return local == "Header"
        case "Plan", "Results", "MeasurementsResults":
            return local == "Version" || local == "InspectionTraceability"
        case "MeasurementResults": return QIFWalk.piecesOfInspection.contains(local)
        default: return false
        }
    }

    private static let piecesOfDocument: Set<String> = [
        "QPId", "Version", "Header", "FileUnits", "PreInspectionTraceability",
    ]

    private static let piecesOfInspection: Set<String> = [
        "InspectionTraceability", "ThisResultsInstanceQPId", "ExternalFileReferences",
        "InspectionStatus", "ActualComponentIds", "Attributes",
    ]

    /// The elements each of whose children is a piece.
    private static let lists: Set<String> = [
        "CharacteristicDefinitions", "CharacteristicNominals", "CharacteristicItems",
        "FeatureItems", "MeasurementDevices", "PartSet", "ActualComponentSet", "FeatureActuals",
        "FeatureMeasurements", "CharacteristicActuals", "CharacteristicMeasurements",
        "InspectionPrograms",
    ]
}

extension XMLStartTag {
    /// The value of an attribute.
    func attribute(_ local: String) -> String? {
        attributes.first { $0.name.local == local }?.value
    }
}
