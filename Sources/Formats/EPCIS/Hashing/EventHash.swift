// SPDX-License-Identifier: Apache-2.0
import Canon

/// The event hash of CBV 2.0: one name for an event, whichever syntax it is written in.
///
/// The algorithm is that of the README of RalphTro/epcis-event-hash-generator. Where its table and
/// its reference files disagree, the reference files are followed, since hashes are compared with
/// what others computed: typed lists (`bizTransactionList`, `destinationList`, `sourceList`), `ilmd`
/// and event-level extensions come last, sorted together by name, and a type stands before what it
/// is the type of.
package struct EventHash: Equatable, Sendable {
    private let bytes: [UInt8]

    /// The text that is hashed.
    package var preHash: String { String(decoding: bytes, as: UTF8.self) }

    package init(of event: EPCISEvent) {
        var writer = PreHash(prefixes: event.prefixes)
        bytes = writer.write(event)
    }

    /// `ni:///sha-256;…?ver=CBV2.0` (RFC 6920).
    package var uri: String {
        EventHash.scheme + Digest(of: bytes).hex + EventHash.version
    }

    /// A digest of an error declaration, one for both syntaxes.
    ///
    /// The hash of an event leaves its declaration out, so that the declaration has the hash of the
    /// event it takes back. This says what else it says.
    static func digest(of declaration: ErrorDeclaration, _ prefixes: Prefixes) -> Digest {
        var writer = PreHash(prefixes: prefixes)
        return Digest(of: writer.write(declaration))
    }

    /// Whether an event id claims to be this kind of hash, and so can be checked.
    package static func isClaimed(by eventID: String) -> Bool {
        eventID.utf8.count == scheme.utf8.count + 64 + version.utf8.count
            && eventID.utf8.starts(with: scheme.utf8)
            && eventID.utf8.suffix(version.utf8.count).elementsEqual(version.utf8)
    }

    private static let scheme = "ni:///sha-256;"
    private static let version = "?ver=CBV2.0"
}

/// Writes the pre-hash text of an event, into one buffer.
private struct PreHash {
    private let value: CanonicalValue
    private var text: [UInt8] = []

    init(prefixes: Prefixes) {
        value = CanonicalValue(prefixes: prefixes)
        text.reserveCapacity(1_024)
    }

    mutating func write(_ event: EPCISEvent) -> [UInt8] {
        text.append(ascii: "eventType=")
        text.append(contentsOf: event.type.name.utf8)
        if let time = event.eventTime { self.time("eventTime", time) }
        field("eventTimeZoneOffset", event.eventTimeZoneOffset)
        sorted(event.certificationInfo) { $0.field("certificationInfo", $1) }
        field("parentID", event.parentID)
        list("epcList", event.epcs)
        list("inputEPCList", event.inputEPCs)
        list("childEPCs", event.childEPCs)
        quantities("quantityList", event.quantities)
        quantities("childQuantityList", event.childQuantities)
        quantities("inputQuantityList", event.inputQuantities)
        list("outputEPCList", event.outputEPCs)
        quantities("outputQuantityList", event.outputQuantities)
        field("action", event.action)
        field("transformationID", event.transformationID)
        word("bizStep", event.bizStep, .bizStep)
        word("disposition", event.disposition, .disposition)
        persistent(event.persistentDisposition)
        location("readPoint", event.readPoint)
        location("bizLocation", event.bizLocation)
        parent("sensorElementList") { writer in
            writer.sorted(event.sensorElements) { $0.sensorElement($1) }
        }
        tail(event)
        return text
    }

    mutating func write(_ declaration: ErrorDeclaration) -> [UInt8] {
        text.append(ascii: "errorDeclaration")
        if let time = declaration.declarationTime { self.time("declarationTime", time) }
        word("reason", declaration.reason, .errorReason)
        sorted(declaration.correctiveEventIDs) { $0.field("correctiveEventID", $1) }
        extensions(declaration.extensions)
        return text
    }

    /// A part of what comes last.
    private enum TailPart {
        case transactions, destinations, sources, lotData
        case other(ExtensionField)
    }

    /// What comes last, sorted together.
    private mutating func tail(_ event: EPCISEvent) {
        var parts: [TailPart] = event.extensions.map { .other($0) }
        if !event.bizTransactions.isEmpty { parts.append(.transactions) }
        if !event.destinations.isEmpty { parts.append(.destinations) }
        if !event.sources.isEmpty { parts.append(.sources) }
        if !event.ilmd.isEmpty { parts.append(.lotData) }
        sorted(parts) { writer, part in
            switch part {
            case .transactions:
                writer.typed(
                    "bizTransactionList", "bizTransaction", event.bizTransactions,
                    .transactionType)
            case .destinations:
                writer.typed("destinationList", "destination", event.destinations, .partyType)
            case .sources: writer.typed("sourceList", "source", event.sources, .partyType)
            case .lotData: writer.parent("ilmd") { $0.extensions(event.ilmd) }
            case .other(let field): writer.extensionField(field)
            }
        }
    }

    // MARK: Order

    /// Writes items in the order of their bytes.
    private mutating func sorted<Item>(
        _ items: [Item], _ write: (inout PreHash, Item) -> Void
    ) {
        if items.count < 2 {
            for item in items { write(&self, item) }
            return
        }
        let start = text.count
        var parts: [Range<Int>] = []
        parts.reserveCapacity(items.count)
        for item in items {
            let from = text.count
            write(&self, item)
            parts.append(from..<text.count)
        }
        text = text.withUnsafeBufferPointer { bytes in
            parts.sort { bytes[$0].lexicographicallyPrecedes(bytes[$1]) }
            var ordered: [UInt8] = []
            ordered.reserveCapacity(bytes.count + 512)
            ordered.append(contentsOf: bytes[..<start])
            for part in parts { ordered.append(contentsOf: bytes[part]) }
            return ordered
        }
    }

    /// Writes a name before its content; nothing where there is no content.
    private mutating func parent(_ name: StaticString, _ content: (inout PreHash) -> Void) {
        let start = text.count
        text.append(ascii: name)
        let before = text.count
        content(&self)
        if text.count == before { text.removeSubrange(start...) }
    }

    // MARK: Parts

    private mutating func field(_ name: StaticString, _ content: String?) {
        guard let content, !content.isEmpty else { return }
        text.append(ascii: name)
        assign(value.text(content))
    }

    private mutating func word(_ name: StaticString, _ content: String?, _ words: Vocabulary) {
        guard let content, !content.isEmpty else { return }
        text.append(ascii: name)
        assign(value.word(content, words))
    }

    private mutating func time(_ name: StaticString, _ time: EPCISTime) {
        guard !time.text.isEmpty else { return }
        text.append(ascii: name)
        assign(value.time(time))
    }

    private mutating func assign(_ content: String) {
        text.append(0x3D)
        text.append(contentsOf: content.utf8)
    }

    private mutating func list(_ name: StaticString, _ epcs: [String]) {
        parent(name) { $0.sorted(epcs) { $0.field("epc", $1) } }
    }

    private mutating func quantities(_ name: StaticString, _ quantities: [ClassQuantity]) {
        parent(name) { writer in
            writer.sorted(quantities) { writer, quantity in
                writer.parent("quantityElement") {
                    $0.field("epcClass", quantity.epcClass)
                    $0.field("quantity", quantity.quantity)
                    $0.field("uom", quantity.uom)
                    $0.extensions(quantity.extensions)
                }
            }
        }
    }

    private mutating func persistent(_ disposition: PersistentDisposition?) {
        guard let disposition else { return }
        parent("persistentDisposition") { writer in
            writer.sorted(disposition.set) { $0.word("set", $1, .disposition) }
            writer.sorted(disposition.unset) { $0.word("unset", $1, .disposition) }
        }
    }

    private mutating func location(_ name: StaticString, _ location: Location?) {
        guard let location else { return }
        parent(name) {
            $0.field("id", location.id)
            $0.extensions(location.extensions)
        }
    }

    private mutating func typed(
        _ name: StaticString, _ item: StaticString, _ identifiers: [TypedIdentifier],
        _ words: Vocabulary
    ) {
        parent(name) { writer in
            writer.sorted(identifiers) {
                $0.word("type", $1.type, words)
                $0.field(item, $1.id)
            }
        }
    }

    private mutating func sensorElement(_ element: SensorElement) {
        parent("sensorElement") { writer in
            writer.parent("sensorMetadata") { writer in
                for field in SensorMetadataField.allCases {
                    for found in element.metadata where found.field == field {
                        writer.sensorField(field.rawValue, found.text, isTime: field.isTime, nil)
                    }
                }
                writer.extensions(element.metadataExtensions)
            }
            writer.sorted(element.reports) { $0.report($1) }
            writer.extensions(element.extensions)
        }
    }

    private mutating func report(_ report: SensorReport) {
        parent("sensorReport") { writer in
            for field in SensorReportField.allCases {
                for found in report.values where found.field == field {
                    writer.sensorField(
                        field.rawValue, found.text, isTime: field == .time, field.vocabulary)
                }
            }
            writer.extensions(report.extensions)
        }
    }

    private mutating func sensorField(
        _ name: String, _ content: String, isTime: Bool, _ words: Vocabulary?
    ) {
        guard !content.isEmpty else { return }
        text.append(contentsOf: name.utf8)
        if isTime {
            assign(value.time(EPCISTime(content)))
        } else {
            assign(words.map { value.word(content, $0) } ?? value.text(content))
        }
    }

    private mutating func extensions(_ fields: [ExtensionField]) {
        sorted(fields) { $0.extensionField($1) }
    }

    private mutating func extensionField(_ field: ExtensionField) {
        // A comment is for people and has no part in the event's identity.
        let isComment =
            field.name.local == "comment"
            && PreHash.commentNamespaces.contains(field.name.namespace)
        guard !isComment else { return }
        if !field.name.namespace.isEmpty {
            text.append(0x7B)
            text.append(contentsOf: field.name.namespace.utf8)
            text.append(0x7D)
        }
        text.append(contentsOf: field.name.local.utf8)
        if !field.text.isEmpty { assign(value.text(field.text)) }
        extensions(field.children)
    }

    private static let commentNamespaces: Set<String> = [
        "", "http://www.w3.org/2000/01/rdf-schema#",
    ]
}

extension SensorMetadataField {
    fileprivate var isTime: Bool {
        switch self {
        case .time, .startTime, .endTime: true
        case .deviceID, .deviceMetadata, .rawData, .dataProcessingMethod, .bizRules: false
        }
    }
}

extension SensorReportField {
    fileprivate var vocabulary: Vocabulary? {
        switch self {
        case .type: .measurement
        case .exception: .sensorAlert
        case .component: .component
        case .deviceID, .deviceMetadata, .rawData, .dataProcessingMethod, .time, .microorganism,
            .chemicalSubstance, .value, .stringValue, .booleanValue, .hexBinaryValue, .uriValue,
            .minValue, .maxValue, .meanValue, .sDev, .percRank, .percValue, .uom,
            .coordinateReferenceSystem:
            nil
        }
    }
}
