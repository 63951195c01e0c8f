// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// Turns an EPCIS event into an activity.
///
/// Things keep the names the event gave them; what kind of thing a name stands for is told by its
/// GS1 key. EPCIS names no persons, so an act is put down to an organisation at best.
struct ActivityMapping {
    private let found: FoundEvent
    private let event: EPCISEvent
    private var activity: Activity
    private var problems: [Problem] = []
    private var warnings: [Problem] = []

    /// What a mapping gives: an activity, or the problems that stand in its way.
    struct Result {
        let activity: Activity?
        /// What the event calls itself, or its hash where it does not.
        let eventID: String
        /// What it says, whatever the syntax; `nil` when that was not asked for.
        let meaning: String?
        let problems: [Problem]
        let warnings: [Problem]
    }

    static func map(_ found: FoundEvent, statesMeaning: Bool = false) -> Result {
        guard found.problems.isEmpty else {
            return Result(
                activity: nil, eventID: "", meaning: nil, problems: found.problems,
                warnings: found.warnings)
        }
        var mapping = ActivityMapping(found)
        return mapping.run(statesMeaning: statesMeaning)
    }

    private init(_ found: FoundEvent) {
        self.found = found
        event = found.event
        activity = Activity(kind: found.event.type.name)
    }

    private mutating func run(statesMeaning: Bool) -> Result {
        // Worked out only where something rests on it; most events have an id of another kind.
        let isID = event.eventID.map { EventHash.isClaimed(by: $0) } ?? true
        let eventHash = statesMeaning || isID ? EventHash(of: event) : nil
        let uri = eventHash?.uri
        let hash = isID ? uri : nil
        activity.step = word(event.bizStep, .bizStep)
        activity.occurred = event.eventTime?.read
        activity.recordedAtSource = event.recordTime?.read
        addObjects()
        addContext()
        addMeasurements()
        attribute()
        let state = DispositionState(event)
        activity.state = state.product
        activity.sourceState = state.word
        checkHash(hash)
        addAttributes()
        var eventID = event.eventID ?? hash ?? ""
        if let declaration = event.errorDeclaration {
            takeBack(declaration, eventID)
            // The declaration repeats the id of the event that it takes back.
            eventID +=
                "#error-declaration" + (declaration.declarationTime.map { "-" + $0.text } ?? "")
        }
        return Result(
            activity: problems.isEmpty ? activity : nil, eventID: eventID,
            meaning: statesMeaning ? uri.map(meaning) : nil, problems: problems,
            warnings: found.warnings + warnings)
    }

    /// The event's hash; an error declaration, which is no part of it, adds a digest of its own.
    private func meaning(_ uri: String) -> String {
        guard let declaration = event.errorDeclaration else { return uri }
        return uri + "#" + EventHash.digest(of: declaration, event.prefixes).hex
    }

    // MARK: What

    private mutating func addObjects() {
        switch event.type {
        case .object:
            addProducts(.subject, event.epcs, event.quantities)
            activity.effect = effect(.create, .destroy)
        case .aggregation:
            add(.container, event.parentID, expecting: .container)
            addProducts(.content, event.childEPCs, event.childQuantities)
            activity.effect = effect(.attach, .detach)
        case .association:
            add(.container, event.parentID, expecting: .serial)
            addProducts(.component, event.childEPCs, event.childQuantities)
            activity.effect = effect(.attach, .detach)
        case .transformation:
            addProducts(.input, event.inputEPCs, event.inputQuantities)
            addProducts(.output, event.outputEPCs, event.outputQuantities)
            if let run = event.transformationID { add(.order, run, as: .operation) }
        case .transaction, .other:
            add(.subject, event.parentID, expecting: .container)
            addProducts(.subject, event.epcs, event.quantities)
        }
        addStrays()
    }

    private func effect(_ added: Activity.Effect, _ deleted: Activity.Effect) -> Activity.Effect {
        switch event.action.flatMap(EPCISAction.init) {
        case .add: added
        case .delete: deleted
        case .observe, nil: .none
        }
    }

    /// Lists that belong to another event type: nothing follows from them, but they were named.
    private mutating func addStrays() {
        var names: [String] = []
        let isContaining = event.type == .aggregation || event.type == .association
        let isTransforming = event.type == .transformation
        if isContaining || isTransforming {
            names += event.epcs + event.quantities.map(\.epcClass)
        }
        if !isContaining { names += event.childEPCs + event.childQuantities.map(\.epcClass) }
        if !isTransforming {
            names += event.inputEPCs + event.inputQuantities.map(\.epcClass)
            names += event.outputEPCs + event.outputQuantities.map(\.epcClass)
        }
        if event.type == .object || isTransforming, let parent = event.parentID {
            names.append(parent)
        }
        for name in names { add(.about, name, expecting: .serial) }
    }

    private mutating func addProducts(
        _ role: Participation.Role, _ epcs: [String], _ quantities: [ClassQuantity]
    ) {
        for epc in epcs { add(role, epc, expecting: .serial) }
        for quantity in quantities {
            add(
                role, quantity.epcClass, expecting: .lot,
                quantity: quantity.quantity.map { Quantity($0, unit: quantity.uom) })
        }
    }

    private mutating func add(
        _ role: Participation.Role, _ name: String?, expecting kind: ThingKind,
        quantity: Quantity? = nil
    ) {
        guard let name else { return }
        add(role, name, as: GS1Identifier(name)?.key.thingKind ?? kind, quantity: quantity)
    }

    private mutating func add(
        _ role: Participation.Role, _ name: String, as kind: ThingKind, quantity: Quantity? = nil
    ) {
        do throws(MalformedThing) {
            let thing = try Thing(kind, name)
            activity.participants.append(Participation(role, thing, quantity: quantity))
        } catch {
            problems.append(
                Problem(
                    "epcis.identifier.malformed", at: found.place, found: Problem.quote(name),
                    expected: "an identifier of 1 to \(Thing.longestName) bytes without control "
                        + "characters"))
        }
    }

    // MARK: Where, why and who

    private mutating func addContext() {
        add(.place, event.readPoint?.id, as: .place)
        add(.destinationPlace, event.bizLocation?.id, as: .place)
        for transaction in event.bizTransactions {
            let type = word(transaction.type, .transactionType)
            let (role, kind) = TransactionWord.part(type)
            add(role, transaction.id, as: kind)
        }
        for source in event.sources { addParty(source, .sender) }
        for destination in event.destinations { addParty(destination, .recipient) }
        for certificate in event.certificationInfo { add(.evidence, certificate, as: .certificate) }
    }

    private mutating func add(_ role: Participation.Role, _ name: String?, as kind: ThingKind) {
        if let name { add(role, name, as: kind, quantity: nil) }
    }

    /// Owner and possessor may be one party and are then named once; a location is where, not who.
    private mutating func addParty(_ identifier: TypedIdentifier, _ role: Participation.Role) {
        guard word(identifier.type, .partyType) != "location" else {
            if role == .recipient {
                add(.destinationPlace, identifier.id, as: .place)
            } else {
                activity.attributes.append(Attribute("source location", identifier.id))
            }
            return
        }
        let isNamed = activity.participants.contains {
            $0.role == role && $0.thing.name.utf8.elementsEqual(identifier.id.utf8)
        }
        if !isNamed { add(role, identifier.id, as: .party) }
    }

    private mutating func attribute() {
        if let sender = found.document.sender { add(.performer, sender, as: .party) }
        let isNamed = activity.participants.contains {
            $0.role == .performer || $0.role == .sender
        }
        let isSensing = activity.step == "sensor_reporting"
        let hasDevice = activity.participants.contains { $0.role == .instrument }
        activity.attribution = isSensing && hasDevice ? .device : isNamed ? .organisation : .none
    }

    // MARK: How

    private mutating func addMeasurements() {
        for element in event.sensorElements {
            let device = element.metadata.first { $0.field == .deviceID }?.text
            addDevice(device)
            for report in element.reports {
                addDevice(report[.deviceID])
                activity.results += SensorResults(report, event.prefixes).results
            }
        }
    }

    private mutating func addDevice(_ name: String?) {
        guard let name, !name.isEmpty else { return }
        let isKnown = activity.participants.contains {
            $0.role == .instrument && $0.thing.name.utf8.elementsEqual(name.utf8)
        }
        if !isKnown { add(.instrument, name, as: .equipment) }
    }

    // MARK: Claims and corrections

    private mutating func checkHash(_ computed: String?) {
        guard let claimed = event.eventID, let computed else { return }
        let claim = Claim(name: "eventHash", claimed: claimed, computed: computed)
        activity.claims.append(claim)
        guard claim.holds == false else { return }
        warnings.append(
            Problem(
                "epcis.hash.mismatch", at: found.place,
                found: "an eventID that is not the event's hash, \(Problem.quote(claimed))",
                expected: computed))
    }

    /// The declaration took place when it was made, and all it says of the things is that what was
    /// said before is wrong.
    private mutating func takeBack(_ declaration: ErrorDeclaration, _ eventID: String) {
        var correction = Correction(event: eventID, kind: .declaredInError)
        correction.reason = word(declaration.reason, .errorReason)
        correction.declared = declaration.declarationTime?.read
        correction.replacements = declaration.correctiveEventIDs
        activity.correction = correction
        activity.effect = .none
        activity.state = nil
        for index in activity.participants.indices
        where activity.participants[index].role != .performer {
            activity.participants[index].role = .about
        }
        if let time = event.eventTime {
            activity.attributes.append(Attribute("eventTime", time.text))
        }
        activity.occurred = correction.declared ?? activity.occurred
        let fields = ExtensionAttributes("errorDeclaration", declaration.extensions)
        activity.attributes += fields.attributes
    }

    // MARK: The rest

    private mutating func addAttributes() {
        if let offset = event.eventTimeZoneOffset {
            activity.attributes.append(Attribute("eventTimeZoneOffset", offset))
        }
        if let version = found.document.schemaVersion, version != "2.0" {
            activity.attributes.append(Attribute("schemaVersion", version))
        }
        for word in event.persistentDisposition?.set ?? [] {
            activity.attributes.append(Attribute("persistentDisposition.set", word))
        }
        for word in event.persistentDisposition?.unset ?? [] {
            activity.attributes.append(Attribute("persistentDisposition.unset", word))
        }
        activity.attributes += ExtensionAttributes("ilmd", event.ilmd).attributes
        activity.attributes +=
            ExtensionAttributes("readPoint", event.readPoint?.extensions ?? []).attributes
        activity.attributes +=
            ExtensionAttributes("bizLocation", event.bizLocation?.extensions ?? []).attributes
        activity.attributes += ExtensionAttributes("", event.extensions).attributes
    }

    /// A CBV word bare, whatever its spelling; any other text as it is.
    private func word(_ text: String?, _ vocabulary: Vocabulary) -> String? {
        text.map { vocabulary.word($0, event.prefixes) ?? $0 }
    }
}
