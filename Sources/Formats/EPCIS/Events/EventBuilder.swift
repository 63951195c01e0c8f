// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// Reads an event out of its tree and says everything that is wrong with it.
///
/// What EPCIS 2.0 demands and an activity cannot do without is a reason to refuse the event; what
/// is merely unusual is noted and kept.
struct EventBuilder {
    private(set) var event: EPCISEvent
    private(set) var findings: [EventFinding] = []
    private let root: EventNode
    private let assumedZone: AssumedZone?

    init(_ root: EventNode, prefixes: Prefixes, assumedZone: AssumedZone?) {
        self.root = root
        self.assumedZone = assumedZone
        event = EPCISEvent(type: EventType(root.name))
        event.prefixes = prefixes
        // A time without a zone is at the offset the event itself names, before any other.
        let named = root.child("eventTimeZoneOffset")
            .flatMap { WrittenTime.offsetMinutes($0.text) }.map { AssumedZone.offset(minutes: $0) }
        var seen: UInt64 = 0
        for node in root.children {
            guard node.name.namespace.isEmpty, let (field, bit) = Field.named[node.name.local]
            else {
                addOther(node)
                continue
            }
            if seen & bit != 0, field.isSingle { refuseRepetition(node) }
            seen |= bit
            read(field, node, zone: named ?? assumedZone)
        }
        validate()
    }

    /// A field that has one value cannot have two: whichever were taken, the other would be lost.
    private mutating func refuseRepetition(_ node: EventNode) {
        refuse(
            "epcis.field.twice", [node], "\(Problem.quote(node.name.local)) a second time",
            "one value")
    }

    // MARK: Fields

    private mutating func read(_ field: Field, _ node: EventNode, zone: AssumedZone?) {
        switch field {
        case .type, .context, .isA: break
        case .eventTime: event.eventTime = EPCISTime(node.text, assuming: zone)
        case .recordTime: event.recordTime = time(node, zone: zone)
        case .eventTimeZoneOffset: event.eventTimeZoneOffset = text(node)
        case .eventID: event.eventID = text(node)
        case .certificationInfo: append(node, to: \.certificationInfo)
        case .errorDeclaration: event.errorDeclaration = declaration(node, zone: zone)
        case .epcList: event.epcs += items(node, "epc")
        case .parentID: event.parentID = text(node)
        case .childEPCs: event.childEPCs += items(node, "epc")
        case .inputEPCList: event.inputEPCs += items(node, "epc")
        case .outputEPCList: event.outputEPCs += items(node, "epc")
        case .quantityList: event.quantities += quantities(node)
        case .childQuantityList: event.childQuantities += quantities(node)
        case .inputQuantityList: event.inputQuantities += quantities(node)
        case .outputQuantityList: event.outputQuantities += quantities(node)
        case .action: event.action = text(node)
        case .transformationID: event.transformationID = text(node)
        case .bizStep:
            event.bizStep = text(node)
            checkWord(node, .bizStep, [node])
        case .disposition:
            event.disposition = text(node)
            checkWord(node, .disposition, [node])
        case .persistentDisposition: event.persistentDisposition = persistent(node)
        case .readPoint: event.readPoint = location(node)
        case .bizLocation: event.bizLocation = location(node)
        case .bizTransactionList:
            event.bizTransactions += typed(node, "bizTransaction", .transactionType)
        case .sourceList: event.sources += typed(node, "source", .partyType)
        case .destinationList: event.destinations += typed(node, "destination", .partyType)
        case .sensorElementList: event.sensorElements += sensors(node)
        case .ilmd: event.ilmd += node.children.map(extensionField)
        }
    }

    private mutating func addOther(_ node: EventNode) {
        if node.name.namespace.isEmpty {
            unknown(node)
        } else {
            event.extensions.append(extensionField(node))
        }
    }

    /// A field in no namespace that EPCIS does not have: kept, and told.
    private mutating func unknown(_ node: EventNode) {
        event.extensions.append(extensionField(node))
        guard node.name.local != "comment" else { return }
        note(
            "epcis.field.unknown", [node], "the field \(Problem.quote(node.name.local))",
            "a field of EPCIS 2.0, or one with a namespace")
    }

    private mutating func text(_ node: EventNode) -> String? {
        if !node.children.isEmpty {
            refuse("epcis.field.shape", [node], "a structure", "a single value")
        }
        return node.text.isEmpty ? nil : node.text
    }

    private mutating func append(
        _ node: EventNode, to field: WritableKeyPath<EPCISEvent, [String]>
    ) {
        if let text = text(node) { event[keyPath: field].append(text) }
    }

    private mutating func time(_ node: EventNode, zone: AssumedZone?) -> EPCISTime? {
        let time = EPCISTime(node.text, assuming: zone)
        if time.read == nil {
            note(
                "epcis.time.malformed", [node], Problem.quote(node.text),
                "a date and time as in 2026-11-21T10:15:02.123+01:00")
        }
        return time
    }

    /// The texts of a list's items; what is no item is told.
    private mutating func items(_ list: EventNode, _ item: StaticString) -> [String] {
        var texts: [String] = []
        texts.reserveCapacity(list.children.count)
        for node in list.children {
            guard node.isNamed(item), node.children.isEmpty, !node.text.isEmpty else {
                refuse(
                    "epcis.list.item", [list, node],
                    node.text.isEmpty ? "something that is no text" : Problem.quote(node.text),
                    "an identifier (\(item))")
                continue
            }
            texts.append(node.text)
        }
        if !list.text.isEmpty {
            refuse("epcis.list.shape", [list], Problem.quote(list.text), "a list of \(item)")
        }
        return texts
    }

    private mutating func quantities(_ list: EventNode) -> [ClassQuantity] {
        var quantities: [ClassQuantity] = []
        for node in list.children {
            var quantity = ClassQuantity(epcClass: "")
            for field in node.children {
                switch field.name.namespace.isEmpty ? field.name.local : "" {
                case "epcClass": quantity.epcClass = field.text
                case "quantity": quantity.quantity = field.text.isEmpty ? nil : field.text
                case "uom": quantity.uom = field.text.isEmpty ? nil : field.text
                default: quantity.extensions.append(extensionField(field))
                }
            }
            if quantity.epcClass.isEmpty {
                refuse(
                    "epcis.quantity.class", [list, node], "a quantity of nothing named",
                    "an epcClass")
            }
            if let amount = quantity.quantity, CanonicalNumber.text(amount) == nil {
                refuse(
                    "epcis.quantity.malformed", [list, node], Problem.quote(amount), "a number")
            }
            quantities.append(quantity)
        }
        return quantities
    }

    private mutating func persistent(_ node: EventNode) -> PersistentDisposition {
        var disposition = PersistentDisposition()
        for field in node.children {
            if field.isNamed("set") {
                disposition.set.append(field.text)
            } else if field.isNamed("unset") {
                disposition.unset.append(field.text)
            }
            checkWord(field, .disposition, [node, field])
        }
        return disposition
    }

    private mutating func location(_ node: EventNode) -> Location? {
        let id = node.child("id")?.text ?? ""
        if id.isEmpty {
            refuse("epcis.location.id", [node], "a location without an id", "an id")
        }
        let others = node.children.filter { !$0.isNamed("id") }.map(extensionField)
        return Location(id: id, extensions: others)
    }

    private mutating func typed(
        _ list: EventNode, _ item: StaticString, _ words: Vocabulary
    ) -> [TypedIdentifier] {
        var identifiers: [TypedIdentifier] = []
        for node in list.children {
            guard node.isNamed(item), !node.text.isEmpty else {
                refuse("epcis.list.item", [list, node], "no identifier", "a \(item)")
                continue
            }
            let type = node.child("type")
            identifiers.append(TypedIdentifier(type: type?.text, id: node.text))
            if let type { checkWord(type, words, [list, node, type]) }
        }
        return identifiers
    }

    private mutating func declaration(_ node: EventNode, zone: AssumedZone?) -> ErrorDeclaration {
        var declaration = ErrorDeclaration()
        for field in node.children {
            switch field.name.namespace.isEmpty ? field.name.local : "" {
            case "declarationTime": declaration.declarationTime = time(field, zone: zone)
            case "reason":
                declaration.reason = field.text
                checkWord(field, .errorReason, [node, field])
            case "correctiveEventIDs":
                declaration.correctiveEventIDs += field.children.map(\.text)
            default: declaration.extensions.append(extensionField(field))
            }
        }
        if declaration.declarationTime == nil {
            note(
                "epcis.declaration-time.missing", [node], "no declarationTime",
                "when the error was declared")
        }
        return declaration
    }

    private mutating func sensors(_ list: EventNode) -> [SensorElement] {
        list.children.map { node in
            var element = SensorElement()
            for part in node.children {
                switch part.name.namespace.isEmpty ? part.name.local : "" {
                case "sensorMetadata":
                    for field in part.children {
                        if let known = SensorMetadataField(field.name), field.children.isEmpty {
                            element.metadata.append(SensorValue(field: known, text: field.text))
                        } else {
                            element.metadataExtensions.append(extensionField(field))
                        }
                    }
                case "sensorReport": element.reports.append(report(part, [list, node, part]))
                default: element.extensions.append(extensionField(part))
                }
            }
            return element
        }
    }

    private mutating func report(
        _ node: EventNode, _ path: @autoclosure () -> [EventNode]
    ) -> SensorReport {
        var report = SensorReport()
        for field in node.children {
            guard let known = SensorReportField(field.name), field.children.isEmpty else {
                report.extensions.append(extensionField(field))
                continue
            }
            report.values.append(SensorValue(field: known, text: field.text))
            switch known {
            case .type: checkWord(field, .measurement, path() + [field])
            case .exception: checkWord(field, .sensorAlert, path() + [field])
            case .component: checkWord(field, .component, path() + [field])
            case .deviceID, .deviceMetadata, .rawData, .dataProcessingMethod, .time,
                .microorganism, .chemicalSubstance, .value, .stringValue, .booleanValue,
                .hexBinaryValue, .uriValue, .minValue, .maxValue, .meanValue, .sDev, .percRank,
                .percValue, .uom, .coordinateReferenceSystem:
                break
            }
        }
        return report
    }

    private func extensionField(_ node: EventNode) -> ExtensionField {
        ExtensionField(
            name: node.name, text: node.text, children: node.children.map(extensionField))
    }

    /// A word that CBV does not have is kept, and told: partners agree on words of their own, and
    /// a slip of the pen looks just the same.
    private mutating func checkWord(
        _ node: EventNode, _ vocabulary: Vocabulary, _ path: @autoclosure () -> [EventNode]
    ) {
        guard let word = vocabulary.word(node.text, event.prefixes),
            !vocabulary.isStandard(word)
        else { return }
        note(
            "epcis.word.unknown", path(), Problem.quote(node.text),
            "a word of the Core Business Vocabulary, or a URI of another vocabulary")
    }

    // MARK: Findings

    fileprivate mutating func refuse(
        _ code: String, _ path: [EventNode], _ found: String, _ expected: String
    ) {
        findings.append(
            EventFinding(
                severity: .refused, code: code, found: found, expected: expected, path: path))
    }

    fileprivate mutating func note(
        _ code: String, _ path: [EventNode], _ found: String, _ expected: String
    ) {
        findings.append(
            EventFinding(
                severity: .noted, code: code, found: found, expected: expected, path: path))
    }
}

// MARK: - What EPCIS 2.0 demands

extension EventBuilder {
    private mutating func validate() {
        validateTimes()
        switch event.type {
        case .object:
            validateAction()
            if event.epcs.isEmpty, event.quantities.isEmpty, event.sensorElements.isEmpty {
                refuse(
                    "epcis.what.missing", [], "an ObjectEvent about nothing",
                    "an epcList, a quantityList or a sensorElementList")
            }
        case .aggregation, .association:
            validateAction()
            validateContainment()
        case .transaction:
            validateAction()
            if event.bizTransactions.isEmpty {
                refuse(
                    "epcis.transactions.missing", [], "a TransactionEvent without a transaction",
                    "a bizTransactionList with at least one bizTransaction")
            }
        case .transformation: validateTransformation()
        case .other(let name):
            if name.local.isEmpty {
                refuse("epcis.type.missing", [], "an event without a type", "a type")
            } else {
                note(
                    "epcis.type.other", [], "the event type \(Problem.quote(event.type.name))",
                    "one of EPCIS's five; its fields are kept")
            }
        }
    }

    private mutating func validateTimes() {
        let example = "a date and time with its offset, as in 2026-11-21T10:15:02.123+01:00"
        if let time = event.eventTime {
            let path = root.child("eventTime").map { [$0] } ?? []
            switch time.read?.zone {
            case nil:
                refuse("epcis.event-time.malformed", path, Problem.quote(time.text), example)
            case .absent:
                refuse("epcis.event-time.zone", path, assumedZone.found(time.text), example)
            case .assumed:
                note(
                    "epcis.event-time.zone", path,
                    "\(Problem.quote(time.text)), read at the event's own offset", example)
            case .given: break
            }
        } else {
            refuse("epcis.event-time.missing", [], "no eventTime", example)
        }
        guard let offset = event.eventTimeZoneOffset else {
            return refuse(
                "epcis.offset.missing", [], "no eventTimeZoneOffset", "an offset as in +01:00")
        }
        guard WrittenTime.offsetMinutes(offset) == nil else { return }
        refuse(
            "epcis.offset.malformed", root.child("eventTimeZoneOffset").map { [$0] } ?? [],
            Problem.quote(offset), "an offset as in +01:00")
    }

    private mutating func validateAction() {
        let expected = "ADD, OBSERVE or DELETE"
        guard let action = event.action else {
            return refuse("epcis.action.missing", [], "no action", expected)
        }
        guard EPCISAction(rawValue: action) == nil else { return }
        refuse(
            "epcis.action.unknown", root.child("action").map { [$0] } ?? [],
            Problem.quote(action), expected)
    }

    private mutating func validateContainment() {
        let name = event.type.name
        let needsParent = event.type == .association || event.action != "OBSERVE"
        if event.parentID == nil, needsParent {
            refuse("epcis.parent.missing", [], "an \(name) without a parentID", "a parentID")
        }
        // DELETE without children means all of them (EPCIS 2.0 §7.4.3, §7.4.6).
        if event.childEPCs.isEmpty, event.childQuantities.isEmpty, event.action != "DELETE" {
            refuse(
                "epcis.children.missing", [], "an \(name) without children",
                "childEPCs or a childQuantityList")
        }
    }

    private mutating func validateTransformation() {
        let noInput = event.inputEPCs.isEmpty && event.inputQuantities.isEmpty
        let noOutput = event.outputEPCs.isEmpty && event.outputQuantities.isEmpty
        // Events that share a transformationID may name the two sides apart (EPCIS 2.0 §7.4.5).
        let needsBoth = event.transformationID == nil
        guard noInput && noOutput || needsBoth && (noInput || noOutput) else { return }
        let missing = noInput && noOutput ? "inputs and outputs" : noInput ? "inputs" : "outputs"
        refuse(
            "epcis.transformation.empty", [], "a TransformationEvent without \(missing)",
            "inputs and outputs, or a transformationID that joins it to another event")
    }
}

/// What an event did to its objects (EPCIS 2.0 §7.3.2).
package enum EPCISAction: String, CaseIterable, Sendable {
    case add = "ADD"
    case observe = "OBSERVE"
    case delete = "DELETE"
}

extension SensorMetadataField {
    fileprivate init?(_ name: QualifiedName) {
        guard name.namespace.isEmpty else { return nil }
        self.init(rawValue: name.local)
    }
}

extension SensorReportField {
    fileprivate init?(_ name: QualifiedName) {
        guard name.namespace.isEmpty else { return nil }
        self.init(rawValue: name.local)
    }
}
