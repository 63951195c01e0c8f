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
    /// The text that is hashed.
    package let preHash: String

    package init(of event: EPCISEvent) {
        var writer = PreHash(prefixes: event.prefixes)
        preHash = String(decoding: writer.write(event), as: UTF8.self)
    }

    /// `ni:///sha-256;…?ver=CBV2.0` (RFC 6920).
    package var uri: String {
        EventHash.scheme + Digest(of: Array(preHash.utf8)).hex + EventHash.version
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

/// Writes the pre-hash text of an event.
private struct PreHash {
    private typealias Bytes = [UInt8]

    private let value: CanonicalValue

    init(prefixes: Prefixes) { value = CanonicalValue(prefixes: prefixes) }

    mutating func write(_ event: EPCISEvent) -> [UInt8] {
        var text = field("eventType", event.type.name, raw: true)
        text += event.eventTime.map { time("eventTime", $0) } ?? []
        text += field("eventTimeZoneOffset", event.eventTimeZoneOffset)
        text += sorted(event.certificationInfo.map { field("certificationInfo", $0) })
        text += field("parentID", event.parentID)
        text += list("epcList", "epc", event.epcs)
        text += list("inputEPCList", "epc", event.inputEPCs)
        text += list("childEPCs", "epc", event.childEPCs)
        text += quantities("quantityList", event.quantities)
        text += quantities("childQuantityList", event.childQuantities)
        text += quantities("inputQuantityList", event.inputQuantities)
        text += list("outputEPCList", "epc", event.outputEPCs)
        text += quantities("outputQuantityList", event.outputQuantities)
        text += field("action", event.action)
        text += field("transformationID", event.transformationID)
        text += word("bizStep", event.bizStep, .bizStep)
        text += word("disposition", event.disposition, .disposition)
        text += persistent(event.persistentDisposition)
        text += location("readPoint", event.readPoint)
        text += location("bizLocation", event.bizLocation)
        text += parent(
            "sensorElementList", sorted(event.sensorElements.map { sensorElement($0) }))
        return text + tail(event)
    }

    /// What comes last, sorted together.
    private func tail(_ event: EPCISEvent) -> Bytes {
        var parts = extensions(event.extensions)
        parts.append(
            typed("bizTransactionList", "bizTransaction", event.bizTransactions, .transactionType))
        parts.append(typed("destinationList", "destination", event.destinations, .partyType))
        parts.append(typed("sourceList", "source", event.sources, .partyType))
        parts.append(parent("ilmd", sorted(extensions(event.ilmd))))
        return sorted(parts)
    }

    // MARK: Parts

    private func sorted(_ parts: [Bytes]) -> Bytes {
        guard parts.count > 1 else { return parts.first ?? [] }
        return Bytes(parts.sorted { $0.lexicographicallyPrecedes($1) }.joined())
    }

    /// A name before its content; nothing where there is no content.
    private func parent(_ name: StaticString, _ content: Bytes) -> Bytes {
        content.isEmpty ? [] : name.bytes + content
    }

    private func field(_ name: StaticString, _ text: String?, raw: Bool = false) -> Bytes {
        guard let text, !text.isEmpty else { return [] }
        return name.bytes + [0x3D] + Array((raw ? text : value.text(text)).utf8)
    }

    private func word(_ name: StaticString, _ text: String?, _ words: Vocabulary) -> Bytes {
        guard let text, !text.isEmpty else { return [] }
        return name.bytes + [0x3D] + Array(value.word(text, words).utf8)
    }

    private func time(_ name: StaticString, _ time: EPCISTime) -> Bytes {
        time.text.isEmpty ? [] : name.bytes + [0x3D] + Array(value.time(time).utf8)
    }

    private func list(_ name: StaticString, _ item: StaticString, _ texts: [String]) -> Bytes {
        parent(name, sorted(texts.map { field(item, $0) }))
    }

    private func quantities(_ name: StaticString, _ quantities: [ClassQuantity]) -> Bytes {
        parent(
            name,
            sorted(
                quantities.map {
                    parent(
                        "quantityElement",
                        field("epcClass", $0.epcClass) + field("quantity", $0.quantity)
                            + field("uom", $0.uom) + sorted(extensions($0.extensions)))
                }))
    }

    private func persistent(_ disposition: PersistentDisposition?) -> Bytes {
        guard let disposition else { return [] }
        return parent(
            "persistentDisposition",
            sorted(disposition.set.map { word("set", $0, .disposition) })
                + sorted(disposition.unset.map { word("unset", $0, .disposition) }))
    }

    private func location(_ name: StaticString, _ location: Location?) -> Bytes {
        guard let location else { return [] }
        return parent(name, field("id", location.id) + sorted(extensions(location.extensions)))
    }

    private func typed(
        _ name: StaticString, _ item: StaticString, _ identifiers: [TypedIdentifier],
        _ words: Vocabulary
    ) -> Bytes {
        parent(
            name, sorted(identifiers.map { word("type", $0.type, words) + field(item, $0.id) }))
    }

    private func sensorElement(_ element: SensorElement) -> Bytes {
        var metadata: Bytes = []
        for field in SensorMetadataField.allCases {
            for found in element.metadata where found.field == field {
                metadata += sensorField(field.rawValue, found.text, isTime: field.isTime, nil)
            }
        }
        metadata += sorted(extensions(element.metadataExtensions))
        return parent(
            "sensorElement",
            parent("sensorMetadata", metadata) + sorted(element.reports.map { report($0) })
                + sorted(extensions(element.extensions)))
    }

    private func report(_ report: SensorReport) -> Bytes {
        var text: Bytes = []
        for field in SensorReportField.allCases {
            for found in report.values where found.field == field {
                text += sensorField(
                    field.rawValue, found.text, isTime: field == .time, field.vocabulary)
            }
        }
        return parent("sensorReport", text + sorted(extensions(report.extensions)))
    }

    private func sensorField(
        _ name: String, _ text: String, isTime: Bool, _ words: Vocabulary?
    ) -> Bytes {
        guard !text.isEmpty else { return [] }
        let canonical =
            isTime
            ? value.time(EPCISTime(text))
            : words.map { value.word(text, $0) } ?? value.text(text)
        return Array(name.utf8) + [0x3D] + Array(canonical.utf8)
    }

    private func extensions(_ fields: [ExtensionField]) -> [Bytes] {
        fields.compactMap { field in
            // A comment is for people and has no part in the event's identity.
            if field.name.local == "comment",
                PreHash.commentNamespaces.contains(field.name.namespace)
            {
                return nil
            }
            var text: Bytes = []
            if !field.name.namespace.isEmpty {
                text += [0x7B] + Array(field.name.namespace.utf8) + [0x7D]
            }
            text += Array(field.name.local.utf8)
            if !field.text.isEmpty { text += [0x3D] + Array(value.text(field.text).utf8) }
            return text + sorted(extensions(field.children))
        }
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
