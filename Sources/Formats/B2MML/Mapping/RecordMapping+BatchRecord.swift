// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading
import XMLReading

/// A batch production record and its entries (ISA-88.04).
///
/// Every entry is a thing of its own, called by the record's id and the entry's: `BPR-0418/E-012`.
/// A signature, a comment or a change is about the entry that its `RecordReference` names, so that
/// whoever asks for the entry is shown them.
extension RecordMapping {
    /// The record itself: which batch of what, by which recipe, in which state.
    mutating func mapBatchRecord() {
        summarise()
        let version = fields.text("Version")
        activity.sourceState = fields.word("RecordStatus")
        activity.occurred = fields.time("TimeStamp", "CreationDate")
        let changed = fields.time("LastChangedDate")
        activity.recordedAtSource = changed ?? fields.time("PublishedDate")
        if let until = fields.time("ExpirationDate") { activity.valid = Validity(until: until) }
        if let id = fields.take("ID") {
            join(.about, fields.thing(.record, id), revision: version)
        }
        join(.output, .lot, "LotID")
        join(.order, .operation, "BatchID")
        join(.order, .order, "CampaignID")
        join(.about, .material, "MaterialDefinitionID")
        join(.equipment, .equipment, "EquipmentID", "PhysicalAssetID")
        for mention in fields.takeAll(
            "MasterRecipe", "ControlRecipe", "WorkMaster", "WorkDirective")
        {
            joinDefinition(mention)
        }
        issue = version ?? changed?.text ?? record.message.issue
    }

    /// What an entry shares with the others: whose record it is in, and its own name there.
    mutating func mapEntry(of batch: XMLElement) {
        guard record.kind != .batchRecord || !record.outer.isEmpty else { return }
        guard let id = batch.child("ID") else { return }
        if record.kind == .batchRecord { return }
        let wrapper = record.outer.last { $0.local.utf8.reversed().starts(with: "droceR".utf8) }
        let entry =
            fields.text("EntryID")
            ?? (wrapper?.local == "BatchProductionRecord" ? nil : wrapper?.child("EntryID")?.text)
        if let entry, let thing = entryThing(entry) { join(.subject, thing) }
        join(.about, fields.thing(.record, id))
        if let number = batch.child("BatchID"), let thing = fields.thing(.operation, number),
            !activity.participants.contains(where: { $0.thing == thing })
        {
            join(.order, thing)
        }
        if let lot = batch.child("LotID"), let thing = fields.thing(.lot, lot),
            !activity.participants.contains(where: { $0.thing == thing })
        {
            // Only what an event did was done to the lot; a comment is merely about it.
            join(record.kind == .event ? .subject : .about, thing)
        }
    }

    /// An entry of this record as a thing.
    private mutating func entryThing(_ entry: String) -> Thing? {
        let name = (record.batchRecord?.child("ID")?.text).map { "\($0)/\(entry)" } ?? entry
        return fields.thing(.record, named: name, record.element)
    }

    /// The entry that this one is about.
    private mutating func joinReference() {
        for reference in fields.takeAll("RecordReference", "ReferencedElement") {
            guard !reference.text.isEmpty else {
                activity.blanks.append(reference.local)
                continue
            }
            join(.about, entryThing(reference.text))
        }
    }

    private mutating func mapEntryTime() {
        activity.occurred = fields.time("TimeStamp")
        if activity.occurred == nil { activity.blanks.append("TimeStamp") }
    }

    // MARK: Events

    mutating func mapEvent() {
        mapEntryTime()
        let type = fields.word("EventType")
        let subtype = fields.word("EventSubType")
        activity.step = fields.text("ProceduralElementReference")
        activity.summary = fields.text("Description") ?? fields.text("MessageText")
        fields.add("EventType", type ?? "")
        fields.add("EventSubType", subtype ?? "")
        let categories = fields.takeAll("Category").compactMap(\.word)
        for category in categories { fields.add("Category", category) }
        let details = EventDetails(fields.takeAll("UserAttribute"))
        mapActors(details)
        mapValues(type: type, subtype: subtype, details)
        mapException(words: categories + [type, subtype].compactMap { $0 }, details)
        for associated in fields.takeAll("AssociatedEventID") where !associated.text.isEmpty {
            join(.about, entryThing(associated.text))
        }
        for rest in details.rest { fields.add(rest.name, rest.value) }
    }

    private mutating func mapActors(_ details: EventDetails) {
        let isOperator = record.element.child("EventType")?.text == "Operator"
        for id in fields.takeAll("PersonID") {
            person(.performer, id, attribution: .personNamed)
        }
        // What an operator is said to have done must say which operator.
        if isOperator, record.element.child("PersonID") == nil {
            activity.blanks.append("PersonID")
        }
        join(.equipment, .equipment, "EquipmentID", "PhysicalAssetID")
        join(.recorder, .system, "ComputerID")
        let isByMachine = activity.participants.contains {
            $0.role == .equipment || $0.role == .recorder
        }
        if activity.attribution == .none, isByMachine, !isOperator {
            activity.attribution = .device
        }
        activity.capture = isOperator ? .manual : nil
    }

    private mutating func mapValues(type: String?, subtype: String?, _ details: EventDetails) {
        let values = fields.takeAll("Value")
        for previous in fields.takeAll("PreviousValue") {
            fields.add("PreviousValue", previous.statedValue ?? previous.text)
        }
        let role: Participation.Role? =
            switch subtype {
            case "Consume": .input
            case "Produce": .output
            default: nil
            }
        if let role, let named = details.material {
            var amount: Quantity?
            if let value = values.first, let digits = value.child("ValueString")?.text,
                digits.isNumber
            {
                amount = Quantity(digits, unit: value.child("UnitOfMeasure")?.text.orNil)
            }
            let thing = fields.thing(named.kind, named: named.name, record.element)
            return join(role, thing, quantity: amount, meaning: subtype)
        }
        if subtype == "State Change" || subtype == "Status Change",
            let word = values.first?.child("ValueString")?.text.orNil
        {
            activity.sourceState = word
            if let status = Words.status(word), status != .planned { activity.status = status }
            for value in values.dropFirst() { fields.add("Value", value.statedValue ?? value.text) }
            return
        }
        let name = details.parameter ?? activity.summary ?? subtype ?? "Value"
        for value in values {
            let text = value.child("ValueString")?.text ?? value.text
            guard text.isNumber || details.parameter != nil else {
                fields.add("Value", value.statedValue ?? text)
                continue
            }
            var result = MeasuredResult(name: name, value: text)
            result.unit = value.child("UnitOfMeasure")?.text.orNil
            result.lowerLimit = details.lowerLimit
            result.upperLimit = details.upperLimit
            result.computed = result.verdictByLimits
            activity.results.append(result)
        }
    }

    /// Whether the event opens or closes an exception.
    ///
    /// The standard has no field for it. The category says that an event is one, an attribute or
    /// the new status says where it stands; an exception nobody says is closed is open.
    private mutating func mapException(words: [String], _ details: EventDetails) {
        let status = details.status
        guard words.contains(where: { Words.isException($0) }) else {
            if let status { fields.add("Status", status) }
            return
        }
        let word = status ?? activity.sourceState
        if let known = Words.exception(word) {
            activity.exception = known
        } else {
            activity.exception = .open
            if let word {
                fields.warn(
                    "b2mml.exception.status", record.element, found: Problem.quote(word),
                    "Open or Closed; it is taken as open")
            }
        }
        if activity.sourceState == nil { activity.sourceState = status }
    }

    // MARK: Changes, comments, signatures

    mutating func mapChange() {
        mapEntryTime()
        summarise()
        joinReference()
        let reasons = fields.takeAll("Reason").map(\.text).filter { !$0.isEmpty }
        for reason in reasons { fields.add("Reason", reason) }
        if reasons.isEmpty { activity.blanks.append("Reason") }
        let before = fields.takeAll("PrechangeData")
        for value in before {
            fields.add("PrechangeData", value.statedValue ?? value.text)
        }
        if !before.contains(where: { ($0.statedValue ?? $0.text) != "" }) {
            activity.blanks.append("PrechangeData")
        }
    }

    mutating func mapComment() {
        mapEntryTime()
        joinReference()
        activity.summary = fields.text("CommentText", "Description")
        for id in fields.takeAll("PersonID") {
            person(.performer, id, attribution: .personNamed)
        }
    }

    /// Who signed for an entry, when, and what it means.
    ///
    /// The record says that somebody signed; there is nothing in it by which a stranger could check
    /// that. A line without a name is a signature that is missing.
    mutating func mapSignature() {
        mapEntryTime()
        summarise()
        joinReference()
        let meaning = fields.text("Reason")
        activity.step = meaning
        if meaning == nil { activity.blanks.append("Reason") }
        let names = fields.takeAll("Name", "PersonName")
        if names.isEmpty { activity.blanks.append("Name") }
        for name in names {
            person(
                .signatory, name, at: activity.occurred, meaning: meaning,
                attribution: .personSigned)
        }
    }

    mutating func mapQualification() {
        activity.occurred = fields.time("TimeStamp")
        summarise()
        joinReference()
        let type = fields.text("ResourceType")
        activity.sourceState = fields.word("QualificationStatus")
        let from = fields.time("EffectiveTimeStamp")
        let until = fields.time("ExpirationTimeStamp")
        if from != nil || until != nil { activity.valid = Validity(from: from, until: until) }
        guard let id = fields.take("ResourceID") else { return }
        let kind: ThingKind =
            switch type?.lowercased() {
            case "personnel", "person": .person
            case "material", "material lot": .lot
            default: .equipment
            }
        join(.about, fields.thing(kind, id), meaning: type)
    }

    // MARK: Data sets

    /// A stretch of a trend: which tags, from when to when; the points stay in the original.
    mutating func mapDataSet() {
        summarise()
        activity.occurred = fields.time("StartTime", "TimeStamp")
        activity.ended = fields.time("EndTime")
        activity.capture = .automatic
        activity.attribution = .device
        for tag in fields.takeAll("TagSpecification") {
            for id in tag.children("EquipmentID") + tag.children("PhysicalAssetID") {
                join(.equipment, fields.thing(.equipment, id))
            }
            let alias = (tag.child("Alias") ?? tag.child("DataSource"))?.text ?? ""
            let unit = tag.child("UnitOfMeasure")?.text ?? ""
            let index = tag.child("TagIndex")?.text ?? ""
            fields.add("Tag \(index)", [alias, unit].filter { !$0.isEmpty }.joined(separator: " "))
        }
        let points = fields.takeAll("OrderedData")
        if !points.isEmpty { fields.add("OrderedData", "\(points.count) points") }
        if let block = fields.take("DelimitedDataBlock") {
            fields.add(
                "DelimitedData", "\(block.child("DelimitedData")?.text.utf8.count ?? 0) bytes")
        }
    }
}

/// What an event's `UserAttribute`s say, as far as their ids are known names.
struct EventDetails {
    var material: (kind: ThingKind, name: String)?
    var parameter: String?
    var lowerLimit: String?
    var upperLimit: String?
    var status: String?
    var rest: [Attribute] = []

    init(_ attributes: [XMLElement]) {
        for attribute in attributes {
            let id = attribute.child("AttributeID")?.text ?? ""
            for value in attribute.children("Value") {
                let text = value.child("ValueString")?.text ?? value.text
                guard !text.isEmpty else { continue }
                switch id {
                case "MaterialSubLotID": material = (.lot, text)
                case "MaterialLotID" where material?.kind != .lot: material = (.lot, text)
                case "MaterialDefinitionID" where material == nil: material = (.material, text)
                case "ParameterID", "ParameterName": parameter = text
                case "LowerLimit", "LowLimit", "Minimum": lowerLimit = text
                case "UpperLimit", "HighLimit", "Maximum": upperLimit = text
                case "Status", "ExceptionStatus", "DeviationStatus": status = text
                default: rest.append(Attribute(id.isEmpty ? "UserAttribute" : id, text))
                }
            }
        }
    }
}
