// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading
import XMLReading

/// Turns one inspection of one part into an activity.
///
/// A serial number of digits only is called by part and serial together, `box/7`, since it counts
/// within a part: a plant has a seventh box and a seventh cover. Any other stands as it is written.
struct InspectionMapping {
    private let document: QIFDocument
    private let inspection: OpenInspection
    private let documentID: String
    private let options: ReadingOptions
    private let place: Place
    private var activity = Activity(kind: "inspection.results")
    private var warnings: [Problem] = []

    init(
        _ document: QIFDocument, _ inspection: OpenInspection, id: String, _ options: ReadingOptions
    ) {
        self.document = document
        self.inspection = inspection
        documentID = id
        self.options = options
        place = Place(inspection.tag.place, path: inspection.path)
    }

    mutating func run() -> ReadActivity {
        activity.capture = .imported
        activity.session = session
        activity.membership = Membership(
            of: documentID, ordinal: ordinal,
            count: document.declaredInspections.flatMap { Int64($0) })
        addParts()
        addResults()
        addContext()
        addTimes()
        addVerdict()
        return ReadActivity(
            activity, source: options.source ?? QIFSource.unnamed, eventID: eventID, place: place,
            bytes: 0..<0, digest: nil, warnings: warnings)
    }

    private var eventID: String {
        inspection.instanceID ?? "\(documentID)#\(inspection.tag.attribute("id") ?? "\(ordinal)")"
    }

    /// The measuring that any other export of these results tells about too.
    ///
    /// The results' own id where they have one; else the document's with the serial, which other
    /// exports name too, and only without a serial with the results' number in the document. Where
    /// the document has no id there is none: a second measuring would look the same.
    private var session: String? {
        if let own = inspection.instanceID { return own }
        guard let id = document.id else { return nil }
        let serials = inspection.components.compactMap { document.components[$0]?.serial }
        guard let serial = serials.first, serials.count == 1 else { return eventID }
        return "\(id)/\(serial)"
    }

    /// Which of the document's inspections it is, from 1.
    private var ordinal: Int64 {
        let digits = inspection.path.utf8.reversed().dropFirst().prefix { $0 != 0x5B }.reversed()
        return Int64(String(decoding: Array(digits), as: UTF8.self)) ?? 1
    }

    // MARK: What was inspected

    private mutating func addParts() {
        let part = document.parts.first
        if let name = part?.name {
            add(.about, .material, name, revision: part?.version, meaning: "Part")
        }
        for drawing in part?.drawings ?? [] {
            add(.document, .document, drawing.name, revision: drawing.version)
        }
        for note in part?.notes ?? [] { addNote(note) }
        for id in inspection.components {
            guard let component = document.components[id] else {
                note("qif.component.unknown", "the component \(Problem.quote(id))", "one it lists")
                continue
            }
            addComponent(component)
        }
        if inspection.components.isEmpty {
            note("qif.component.missing", "no ActualComponentIds", "which part was measured")
        } else if inspection.components.count > 1 {
            note(
                "qif.component.several", "\(inspection.components.count) parts in one inspection",
                "one part; whose values these are cannot be told")
        }
    }

    private mutating func addComponent(_ component: QIFDocument.Component) {
        guard let serial = component.serial else {
            note(
                "qif.serial.missing", "a measured part without SerialNumber",
                "its serial number; only the files it names say which part it may be")
            return
        }
        add(.subject, .serial, name(of: component, serial))
        addNote(("SerialNumber", serial))
        for note in component.notes { addNote(note) }
        if let status = component.status, let whole = inspection.status, status != whole {
            note(
                "qif.status.differs", "a part that is \(Problem.quote(status))",
                "what the inspection is: \(Problem.quote(whole))")
        }
    }

    private func name(of component: QIFDocument.Component, _ serial: String) -> String {
        guard serial.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return serial }
        let part = component.part.flatMap { id in document.parts.first { $0.id == id } }
        return (part ?? document.parts.first)?.name.map { $0 + "/" + serial } ?? serial
    }

    // MARK: Results

    private mutating func addResults() {
        for actual in inspection.actuals {
            guard let id = actual.item, let item = document.items[id] else {
                warnings.append(
                    Problem(
                        "qif.item.unknown", at: Place(actual.place, path: inspection.path),
                        found: "a value of \(Problem.quote(actual.item ?? "no item"))",
                        expected: "an item among the document's characteristics"))
                addResult(actual, name: actual.kind.name, requirement: nil, item: nil)
                continue
            }
            var requirement = document.requirements[id] ?? document.requirement(of: item)
            if let bonus = actual.bonus { requirement.widen(by: bonus) }
            let features = actual.features.map { document.features[$0] ?? "feature \($0)" }
            let own = item.name ?? item.designator ?? item.kind.name
            let isShared = document.itemsOnSeveralFeatures.contains(id)
            let on = features.isEmpty || !isShared ? "" : " on " + features.joined(separator: ", ")
            addResult(actual, name: own + on, requirement: requirement, item: item, suffix: on)
        }
    }

    private mutating func addResult(
        _ actual: OpenInspection.Actual, name: String, requirement: Requirement?,
        item: CharacteristicItem?, suffix: String = ""
    ) {
        let value = actual.value ?? actual.status ?? ""
        var result = MeasuredResult(name: name, value: value)
        result.unit =
            actual.value == nil ? nil : actual.unit ?? item.flatMap { document.unit(of: $0) }
        result.characteristic = item?.key.map { $0 + suffix }
        result.nominal = requirement?.nominal
        // Limits that may have been wider for this very value would call it wrong.
        if !(requirement?.mayBeWider(for: value) ?? false) {
            result.lowerLimit = requirement?.lower
            result.upperLimit = requirement?.upper
        }
        result.requirement = requirement?.text
        let devices = actual.devices.isEmpty ? item?.devices ?? [] : actual.devices
        result.instrument = devices.compactMap { document.devices[$0]?.name }.first
        result.computed = actual.value.flatMap { requirement?.verdict(on: $0) }
        switch actual.status {
        case "PASS": result.claimed = .pass
        case "FAIL": result.claimed = .fail
        case let other?: addNote(("Status of \(name)", other))
        case nil: break
        }
        if let location = item?.location { addNote(("Location of \(name)", location)) }
        if let level = item?.criticality { addNote(("Criticality of \(name)", level)) }
        if let number = actual.nonconformance { addNote(("NonConformance of \(name)", number)) }
        activity.results.append(result)
    }

    // MARK: Context

    private mutating func addContext() {
        let sources = [inspection.traceability].compactMap { $0 } + document.traceability.reversed()
        var seen: Set<String> = []
        for result in activity.results {
            guard let device = result.instrument, seen.insert(device).inserted else { continue }
            add(.instrument, .equipment, device)
        }
        // In a fixed order, or the same file would not always say the same.
        for (_, device) in document.devices.sorted(by: { $0.key < $1.key })
        where seen.contains(device.name ?? "") {
            for note in device.notes { addNote(("Device \(note.0)", note.1)) }
        }
        addPeople(sources)
        for (uri, description) in inspection.references {
            add(.evidence, .record, uri, meaning: description)
        }
        for (name, text) in QIFSource.fields(sources) { addNote((name, text)) }
        if let order = sources.firstValue(\.purchaseOrder) { add(.order, .order, order) }
        for programme in sources.first(where: { !$0.programmes.isEmpty })?.programmes ?? [] {
            add(.programme, .programme, programme.name, revision: programme.version)
        }
        if let plan = sources.firstValue(\.plan) ?? document.ownPlan(documentID) { addPlan(plan) }
        for note in inspection.notes { addNote(note) }
        for application in document.applications { addNote(("Application", application)) }
        addNote(("QIF version", document.version ?? "not said"))
        addNote(("QPId", document.id ?? "none"))
    }

    /// The plan and what of it was measured, so that what nobody measured can be missed.
    private mutating func addPlan(_ plan: String) {
        add(.document, .document, plan)
        var seen: Set<String> = []
        for actual in inspection.actuals {
            guard let key = actual.item.flatMap({ document.items[$0] })?.key,
                seen.insert(key).inserted
            else { continue }
            add(.about, .record, QIFDocument.name(key, in: plan), meaning: "measured")
        }
    }

    private mutating func addPeople(_ sources: [Traceability]) {
        let operators = sources.first { !$0.operators.isEmpty }?.operators ?? []
        for person in operators { addPerson(person, as: "InspectionOperator") }
        if let preparer = sources.firstValue(\.preparer) {
            addPerson(preparer, as: "ReportPreparer")
        }
        let organisation = sources.firstValue(\.organisation)
        if let organisation { add(.performer, .party, organisation) }
        let isNamed = activity.participants.contains { $0.thing.kind.isPersonal }
        activity.attribution =
            isNamed
            ? .personNamed
            : organisation != nil
                ? .organisation
                : activity.results.contains { $0.instrument != nil } ? .device : .none
    }

    private mutating func addPerson(_ person: Traceability.Person, as meaning: String) {
        guard let name = person.name ?? person.employee else { return }
        add(.performer, .person, name, meaning: meaning)
        if let employee = person.employee { addNote(("\(meaning) EmployeeId", employee)) }
    }

    // MARK: Times and verdict

    private mutating func addTimes() {
        let sources = [inspection.traceability].compactMap { $0 } + document.traceability.reversed()
        let stamps = inspection.actuals.compactMap(\.time).sorted()
        activity.occurred = time(sources.firstValue(\.start) ?? stamps.first, "InspectionStart")
        activity.ended = time(sources.firstValue(\.end) ?? stamps.last, "InspectionEnd")
        activity.recordedAtSource = time(
            sources.firstValue(\.prepared) ?? document.created, "ReportPreparationDate")
        // Where no inspection has a time, that is said of the document, once.
        guard activity.occurred == nil, document.hasInspectionTimes || document.isTimed else {
            return
        }
        note(
            "qif.time.missing", "no InspectionStart and no TimeStamp",
            "when it was made, as other inspections of the document say it")
    }

    private mutating func time(_ text: String?, _ field: String) -> SourceTime? {
        guard let text else { return nil }
        let time = SourceTime(text, assuming: options.assumedZone)
        if time == nil {
            note("qif.time", "\(field) \(Problem.quote(text))", "a date and time (xs:dateTime)")
        }
        return time
    }

    private mutating func addVerdict() {
        guard let status = inspection.status else { return }
        activity.sourceState = status
        let claimed = activity.results.compactMap(\.claimed)
        guard status == "PASS" || status == "FAIL" else { return }
        let computed = claimed.isEmpty ? nil : claimed.contains(.fail) ? "FAIL" : "PASS"
        activity.claims.append(
            Claim(name: "verdict of the part from its results", claimed: status, computed: computed)
        )
    }

    // MARK: Parts of an activity

    private mutating func add(
        _ role: Participation.Role, _ kind: ThingKind, _ name: String, revision: String? = nil,
        meaning: String? = nil
    ) {
        do throws(MalformedThing) {
            activity.participants.append(
                Participation(role, try Thing(kind, name), revision: revision, meaning: meaning))
        } catch {
            note("qif.name", "\(error)", "a name of 1 to \(Thing.longestName) bytes")
        }
    }

    private mutating func addNote(_ note: (String, String)) {
        activity.attributes.append(Attribute(note.0, note.1))
    }

    private mutating func note(_ code: String, _ found: String, _ expected: String) {
        warnings.append(Problem(code, at: place, found: found, expected: expected))
    }
}

/// Where a document says it comes from, and what it says about itself in fields.
enum QIFSource {
    /// What inspections are put down to when nobody names the system: QIF has no field for it.
    static let unnamed = "urn:qif:source-not-named"

    /// The fields that no other member of an activity has a place for.
    static func fields(_ sources: [Traceability]) -> [(String, String)] {
        let values: [(String, String?)] = [
            ("ReportNumber", sources.firstValue(\.report)),
            ("InspectionMode", sources.firstValue(\.mode)),
            ("InspectionScope", sources.firstValue(\.scope)),
            ("SupplierCode", sources.firstValue(\.supplierCode)),
            ("CustomerOrganization", sources.firstValue(\.customer)),
            ("OrderNumber", sources.firstValue(\.order)),
            (
                "InspectionSoftware",
                sources.first { !$0.software.isEmpty }?.software.joined(
                    separator: ", ")
            ),
        ]
        return values.compactMap { name, value in value.map { (name, $0) } }
    }
}

extension [Traceability] {
    /// What the nearest of them says.
    func firstValue<Value>(_ field: (Traceability) -> Value?) -> Value? {
        lazy.compactMap(field).first
    }
}
