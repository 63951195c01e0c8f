// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading
import XMLReading

/// Makes the activity of a calibration certificate.
struct CalibrationMapping {
    /// What certificates are put down to that name no laboratory.
    static let unnamedSource = "urn:dcc:laboratory-not-named"
    /// The most results and attributes of one certificate; more are in the original.
    static let resultsMax = 10_000
    static let attributesMax = 512

    let root: XMLElement
    private let options: ReadingOptions
    private(set) var activity: Activity
    private(set) var warnings: [Problem] = []
    private(set) var problems: [Problem] = []
    private var laboratory: String?
    private var number: String?
    private var dropped = 0

    init(_ root: XMLElement, _ options: ReadingOptions) {
        self.root = root
        self.options = options
        activity = Activity(kind: root.local)
    }

    mutating func map() {
        let administration = root.child("administrativeData")
        core(administration?.child("coreData"))
        items(administration?.child("items"))
        let contact = administration?.child("calibrationLaboratory")?.child("contact")
        laboratory = contact?.child("name")?.content
        join(.performer, .party, laboratory, contact)
        if laboratory != nil { activity.attribution = .organisation }
        add(
            "calibrationLaboratoryCode",
            administration?.child("calibrationLaboratory")?.child("calibrationLaboratoryCode")?.text
        )
        for person in administration?.child("respPersons")?.children("respPerson") ?? [] {
            responsible(person)
        }
        let customer = administration?.child("customer")
        join(.recipient, .party, customer?.child("name")?.content, customer)
        let results = root.child("measurementResults")?.children("measurementResult") ?? []
        for result in results { measurement(result) }
        // After the values, so that a claim about them can be held against them.
        for statement in administration?.child("statements")?.children("statement") ?? [] {
            self.statement(statement)
        }
        add("xmlns", root.name.namespace)
        add("schemaVersion", root.attribute("schemaVersion"))
        if dropped > 0 {
            warn(
                "dcc.more", root, found: "\(dropped) values or fields more than are listed",
                "at most \(CalibrationMapping.resultsMax) values; all are in the original")
        }
    }

    /// The activity with its id; `nil` when something is wrong with the certificate.
    var readActivity: ReadActivity? {
        guard problems.isEmpty, let number else { return nil }
        return ReadActivity(
            activity, source: options.source ?? laboratory ?? CalibrationMapping.unnamedSource,
            eventID: "dcc/\(number)", place: Place(root.place, path: "/\(root.local)"),
            bytes: 0..<0, digest: nil, warnings: warnings)
    }

    // MARK: Who, what, when

    private mutating func core(_ core: XMLElement?) {
        number = core?.child("uniqueIdentifier")?.text.nonEmpty
        if number == nil {
            problems.append(
                Problem(
                    "dcc.identifier.missing", at: place(core ?? root), found: "no uniqueIdentifier",
                    expected: "the certificate's identifier: what it is called for ever"))
        }
        join(.about, .certificate, number, core)
        activity.occurred = time(core?.child("beginPerformanceDate"))
        activity.ended = time(core?.child("endPerformanceDate"))
        activity.recordedAtSource = time(core?.child("issueDate"))
        for place in core?.children("performanceLocation") ?? [] {
            add("performanceLocation", place.text)
        }
        add("receiptDate", core?.child("receiptDate")?.text)
        if let earlier = core?.child("previousReport")?.text.nonEmpty {
            add("previousReport", earlier)
        }
        for identification in core?.child("identifications")?.children("identification") ?? [] {
            add("identification", identification.child("value")?.text)
        }
    }

    /// What was calibrated, under each name that manufacturer, customer and laboratory gave it.
    private mutating func items(_ items: XMLElement?) {
        for item in items?.children("item") ?? [] {
            for identification in item.child("identifications")?.children("identification") ?? [] {
                let issuer = identification.child("issuer")?.text
                let value = identification.child("value")
                join(.about, .equipment, value?.text.nonEmpty, value, meaning: issuer)
                if let name = identification.child("name")?.content, let value {
                    add("\(value.text) is", name)
                }
            }
            add("item", item.child("name")?.content)
            add("item.model", item.child("model")?.text)
            add("item.manufacturer", item.descend("manufacturer", "name")?.content)
            add("item.description", item.child("description")?.content)
        }
        if !activity.participants.contains(where: { $0.thing.kind == .equipment }) {
            activity.blanks.append("item.identification")
        }
    }

    /// A responsible person.
    ///
    /// Named, not proven: the signature is the whole document's.
    private mutating func responsible(_ person: XMLElement) {
        let name = person.descend("person", "name")
        let isMain = person.child("mainSigner")?.text == "true"
        join(
            .signatory, .person, name?.content, name,
            meaning: person.child("role")?.text.nonEmpty ?? (isMain ? "mainSigner" : nil))
        if name?.content != nil { activity.attribution = .personNamed }
    }

    // MARK: Statements

    /// A statement of conformity, traceability or validity.
    private mutating func statement(_ statement: XMLElement) {
        let name =
            statement.child("name")?.content ?? statement.attribute("refType") ?? "statement"
        add(name, statement.child("declaration")?.content)
        for member in ["norm", "reference", "traceable", "respAuthority"] {
            add("\(name).\(member)", statement.child(member)?.text)
        }
        if let conformity = statement.child("conformity")?.text.nonEmpty {
            let failing = activity.results.contains { $0.computed == .fail }
            activity.claims.append(
                Claim(
                    name: "conformity", claimed: conformity,
                    computed: failing && conformity == "pass" ? "fail" : nil))
        }
        validity(statement, name)
    }

    /// From a statement's date on for a period, when it says that it is valid.
    private mutating func validity(_ statement: XMLElement, _ name: String) {
        let date = statement.child("date")
        let period = statement.child("period")?.text.nonEmpty
        if let valid = statement.child("valid")?.text.nonEmpty { add("\(name).valid", valid) }
        guard statement.child("valid")?.text != "false", let from = time(date) else {
            return add("\(name).period", period)
        }
        guard let period else { return add("\(name).date", from.text) }
        guard let end = CalendarPeriod(period)?.end(from: from.text) else {
            warn(
                "dcc.period", statement, found: Problem.quote(period),
                "whole years, months, weeks or days, such as P1Y")
            return add("\(name).period", period)
        }
        activity.valid = Validity(
            from: from, until: SourceTime(text: end, instant: nil, zone: .absent))
        add("\(name).period", period)
    }

    // MARK: Results

    private mutating func measurement(_ measurement: XMLElement) {
        let title = measurement.child("name")?.content
        for method in measurement.child("usedMethods")?.children("usedMethod") ?? [] {
            add("usedMethod", method.child("name")?.content)
            add("usedMethod.norm", method.child("norm")?.text)
        }
        for device in measurement.child("measuringEquipments")?.children("measuringEquipment") ?? []
        {
            let ids = device.child("identifications")?.children("identification") ?? []
            let values = ids.compactMap { $0.child("value") }.filter { !$0.text.isEmpty }
            for value in values { join(.instrument, .equipment, value.text, value) }
            if values.isEmpty {
                join(.instrument, .equipment, device.child("name")?.content, device)
            }
        }
        for condition in measurement.child("influenceConditions")?.children("influenceCondition")
            ?? []
        {
            let name = condition.child("name")?.content ?? "influenceCondition"
            if let data = condition.child("data") {
                for series in MeasuredSeries.all(in: data) {
                    let shown = zip(series.values, series.units + series.padding)
                        .map { "\($0) \($1)" }.joined(separator: ", ")
                    add("\(name) \(series.name ?? "")".trimmingWhiteSpace, shown)
                }
            }
        }
        for result in measurement.child("results")?.children("result") ?? [] {
            let name = [title, result.child("name")?.content].compactMap { $0 }
                .joined(separator: ": ")
            for data in result.children("data") { self.data(data, name) }
        }
        // Version 2 has them here; version 3 with the administrative data too.
        for statement in measurement.child("measurementMetaData")?.children("metaData") ?? [] {
            self.statement(statement)
        }
    }

    /// Quantities beside one another are one table: nominal values, limits, measured values.
    private mutating func data(_ data: XMLElement, _ name: String) {
        for list in data.children("list") { self.data(list, name) }
        let all = MeasuredSeries.all(inOnly: data)
        let table = MeasuredTable(all)
        for warning in table.warnings {
            warn("dcc.list", data, found: warning, "lists of one length")
        }
        for row in table.rows(named: name) {
            guard activity.results.count < CalibrationMapping.resultsMax else {
                dropped += 1
                continue
            }
            activity.results.append(row.result)
            if let uncertainty = row.uncertainty {
                add("\(row.result.name).uncertainty", uncertainty)
            }
            if let claimed = row.result.claimed, let computed = row.result.computed,
                claimed != computed
            {
                warn(
                    "dcc.result.verdict", data,
                    found: "\(Problem.quote(row.result.name)) claimed as \(claimed.rawValue)",
                    "\(computed.rawValue), from value and limits")
            }
        }
        for text in data.children("text") { add(name, text.content) }
    }

    // MARK: The signature

    mutating func addSignature(_ check: (_ issued: String?) -> SignatureVerdict) {
        let issued = (activity.recordedAtSource ?? activity.ended)?.text
        let verdict: SignatureVerdict
        switch SignatureCoverage(of: root) {
        case .absent: return add("signature", "absent")
        case .partial(let what): verdict = .notVerified("it covers \(what)")
        case .wholeDocument: verdict = check(issued)
        }
        let (state, reason, computed): (String, String, String?) =
            switch verdict {
            case .verified(let how): ("verified", how, "intact")
            case .altered(let how): ("altered", how, "altered")
            case .notVerified(let why): ("not verified", why, nil)
            }
        activity.attributes.append(Attribute("signature", state))
        activity.attributes.append(Attribute("signature.reason", reason))
        activity.claims.append(Claim(name: "signature", claimed: "intact", computed: computed))
        if state != "verified" {
            warn("dcc.signature", root, found: "a signature \(state): \(reason)", "one that holds")
        }
    }

    // MARK: What all of it shares

    private mutating func join(
        _ role: Participation.Role, _ kind: ThingKind, _ name: String?, _ element: XMLElement?,
        meaning: String? = nil
    ) {
        guard let name, !name.isEmpty else { return }
        do throws(MalformedThing) {
            let part = Participation(role, try Thing(kind, name), meaning: meaning)
            if !activity.participants.contains(part) { activity.participants.append(part) }
        } catch {
            problems.append(
                Problem(
                    "dcc.thing.malformed", at: place(element ?? root), found: "\(error)",
                    expected: "a name as the certificate has it"))
        }
    }

    /// A date or time; a date alone stands for no moment.
    private mutating func time(_ element: XMLElement?) -> SourceTime? {
        guard let element, let text = element.text.nonEmpty else { return nil }
        if let time = SourceTime(text, assuming: options.assumedZone) { return time }
        if WrittenTime("\(text.prefix(10))T00:00:00") != nil, text.utf8.count <= 16 {
            return SourceTime(text: text, instant: nil, zone: .absent)
        }
        warn(
            "dcc.time.unreadable", element, found: Problem.quote(text),
            "a date such as 2026-11-21; it is kept as text only")
        add(element.local, text)
        return nil
    }

    private mutating func add(_ name: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        guard activity.attributes.count < CalibrationMapping.attributesMax,
            value.utf8.count <= 4_096, name.utf8.count <= 512
        else { return dropped += 1 }
        activity.attributes.append(Attribute(name, value))
    }

    private mutating func warn(
        _ code: String, _ element: XMLElement, found: String, _ expected: String
    ) {
        warnings.append(Problem(code, at: place(element), found: found, expected: expected))
    }

    private func place(_ element: XMLElement) -> Place {
        Place(element.place, path: "/\(root.local)//\(element.local)")
    }
}

extension XMLElement {
    /// The first text in a multilingual element, or its own.
    var content: String? { child("content")?.text.nonEmpty ?? text.nonEmpty }
}

extension String {
    /// The text, unless it is empty.
    var nonEmpty: String? { isEmpty ? nil : self }
}
