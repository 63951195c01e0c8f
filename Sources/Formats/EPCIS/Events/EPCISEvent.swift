// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading

/// An EPCIS 2.0 event with everything its source said, whether it came as JSON-LD or as XML.
///
/// Identifiers and vocabulary words stay as they were written; what they stand for is worked out
/// where it is needed. All fields of all event types are here, because the real world sends a
/// `parentID` in an ObjectEvent and it must not be lost.
package struct EPCISEvent: Equatable, Sendable {
    package var type: EventType
    package var eventTime: EPCISTime?
    package var eventTimeZoneOffset: String?
    package var recordTime: EPCISTime?
    package var eventID: String?
    package var certificationInfo: [String] = []
    package var errorDeclaration: ErrorDeclaration?

    package var epcs: [String] = []
    package var parentID: String?
    package var childEPCs: [String] = []
    package var inputEPCs: [String] = []
    package var outputEPCs: [String] = []
    package var quantities: [ClassQuantity] = []
    package var childQuantities: [ClassQuantity] = []
    package var inputQuantities: [ClassQuantity] = []
    package var outputQuantities: [ClassQuantity] = []
    package var action: String?
    package var transformationID: String?

    package var bizStep: String?
    package var disposition: String?
    package var persistentDisposition: PersistentDisposition?
    package var readPoint: Location?
    package var bizLocation: Location?
    package var bizTransactions: [TypedIdentifier] = []
    package var sources: [TypedIdentifier] = []
    package var destinations: [TypedIdentifier] = []
    package var sensorElements: [SensorElement] = []
    package var ilmd: [ExtensionField] = []
    /// Fields of other vocabularies, and fields no vocabulary of ours knows.
    package var extensions: [ExtensionField] = []

    /// What the prefixes in its values stand for.
    package var prefixes = Prefixes.standard

    package init(type: EventType) { self.type = type }
}

/// The five event types, and those that other vocabularies add.
package enum EventType: Hashable, Sendable {
    case object, aggregation, transaction, transformation, association
    /// A type of another vocabulary, or EPCIS 1's deprecated QuantityEvent.
    case other(QualifiedName)

    package init(_ name: QualifiedName) {
        switch name.namespace.isEmpty ? name.local : "" {
        case "ObjectEvent": self = .object
        case "AggregationEvent": self = .aggregation
        case "TransactionEvent": self = .transaction
        case "TransformationEvent": self = .transformation
        case "AssociationEvent": self = .association
        default: self = .other(name)
        }
    }

    /// The name as CBV hashes it: bare for EPCIS's own, the whole URI for others.
    package var name: String {
        switch self {
        case .object: "ObjectEvent"
        case .aggregation: "AggregationEvent"
        case .transaction: "TransactionEvent"
        case .transformation: "TransformationEvent"
        case .association: "AssociationEvent"
        case .other(let name): name.namespace + name.local
        }
    }
}

/// A time as written, with what it was read as.
package struct EPCISTime: Equatable, Sendable {
    package let text: String
    /// `nil` when the text is no date and time.
    package let read: SourceTime?

    package init(_ text: String, assuming zone: AssumedZone? = nil) {
        self.text = text
        read = SourceTime(text, assuming: zone)
    }
}

/// What says that an earlier event was wrong (EPCIS 2.0 §7.4.1.4).
package struct ErrorDeclaration: Equatable, Sendable {
    package var declarationTime: EPCISTime?
    package var reason: String?
    package var correctiveEventIDs: [String] = []
    package var extensions: [ExtensionField] = []
}

/// An amount of a class of objects; no amount means "some", no unit means pieces.
package struct ClassQuantity: Equatable, Sendable {
    package var epcClass: String
    package var quantity: String?
    package var uom: String?
    package var extensions: [ExtensionField] = []
}

/// States that hold until they are unset, whatever later events say.
package struct PersistentDisposition: Equatable, Sendable {
    package var set: [String] = []
    package var unset: [String] = []
}

/// A read point or business location.
package struct Location: Equatable, Sendable {
    package var id: String
    package var extensions: [ExtensionField] = []
}

/// A business transaction, source or destination.
package struct TypedIdentifier: Equatable, Sendable {
    package var type: String?
    package var id: String
}

/// What devices measured.
package struct SensorElement: Equatable, Sendable {
    package var metadata: [SensorValue<SensorMetadataField>] = []
    package var metadataExtensions: [ExtensionField] = []
    package var reports: [SensorReport] = []
    package var extensions: [ExtensionField] = []
}

/// One measured value, or statistics of several.
package struct SensorReport: Equatable, Sendable {
    package var values: [SensorValue<SensorReportField>] = []
    package var extensions: [ExtensionField] = []

    package subscript(_ field: SensorReportField) -> String? {
        values.first { $0.field == field }?.text
    }
}

/// A field of sensor data and its text.
package struct SensorValue<Field: Equatable & Sendable>: Equatable, Sendable {
    package var field: Field
    package var text: String
}

/// The fields of sensor metadata, in the order in which CBV 2.0 hashes them.
package enum SensorMetadataField: String, CaseIterable, Sendable {
    case time, startTime, endTime, deviceID, deviceMetadata, rawData, dataProcessingMethod
    case bizRules
}

/// The fields of a sensor report, in the order in which CBV 2.0 hashes them.
package enum SensorReportField: String, CaseIterable, Sendable {
    case type, exception, deviceID, deviceMetadata, rawData, dataProcessingMethod, time
    case microorganism, chemicalSubstance, value, component, stringValue, booleanValue
    case hexBinaryValue, uriValue, minValue, maxValue, meanValue, sDev, percRank, percValue, uom
    case coordinateReferenceSystem
}

/// A field that EPCIS does not know: of another vocabulary, or misspelt.
package struct ExtensionField: Equatable, Sendable {
    package var name: QualifiedName
    package var text: String
    package var children: [ExtensionField]
}

/// A name in a namespace.
package struct QualifiedName: Hashable, Sendable {
    /// Empty for names in no namespace.
    package var namespace: String
    package var local: String

    package init(_ local: String, in namespace: String = "") {
        self.namespace = namespace
        self.local = local
    }
}
