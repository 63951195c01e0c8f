// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading
import XMLReading

/// Samples, tests, events of operations, alerts, and whatever has no mapping of its own.
extension RecordMapping {
    // MARK: Samples

    mutating func mapSample() {
        summarise()
        activity.occurred = fields.time("TimeStamp")
        activity.step = fields.text("SamplePullReason", "ProceduralElementReference")
        join(.document, .document, "SOPReference")
        join(.equipment, .equipment, "EquipmentID", "PhysicalAssetID")
        for size in fields.takeAll("SampleSize") {
            fields.add("SampleSize", size.statedValue ?? size.text)
        }
        if let until = fields.time("SampleExpiration") { activity.valid = Validity(until: until) }
    }

    /// One test of a sample, with its results against what was expected.
    mutating func mapSampleTest() {
        summarise()
        activity.occurred = fields.time("TimeStamp")
        let code = fields.text("TestCode")
        let name = fields.text("TestName") ?? code ?? record.element.local
        if let code { fields.add("TestCode", code) }
        for result in fields.takeAll("SampleTestResult") {
            if activity.occurred == nil, let time = result.child("TimeStamp") {
                activity.occurred = fields.time(time)
            }
            addResult(result, name: name, code: code)
        }
        if let sample = record.around("Sample")?.child("EntryID")?.text.orNil {
            let batch = record.batchRecord?.child("ID")?.text.orNil.map { "\($0)/\(sample)" }
            join(.about, fields.thing(.record, named: batch ?? sample, record.element))
        }
    }

    private mutating func addResult(_ element: XMLElement, name: String, code: String?) {
        let disposition = element.child("TestDisposition")?.word
        if let disposition { fields.add("TestDisposition", disposition) }
        let devices = element.children("EquipmentID") + element.children("PhysicalAssetID")
        for device in devices { join(.instrument, fields.thing(.equipment, device)) }
        for analysis in element.children("AnalysisUsed") where !analysis.text.isEmpty {
            join(.document, fields.thing(.document, analysis))
        }
        let expected = Expectation(element.children("ExpectedResults"))
        for value in element.children("Results") {
            let text = value.child("ValueString")?.text ?? value.text
            guard !text.isEmpty else {
                activity.blanks.append("Results")
                continue
            }
            var result = MeasuredResult(name: name, value: text)
            result.characteristic = code
            result.unit = value.child("UnitOfMeasure")?.text.orNil
            result.instrument = devices.first?.text.orNil
            result.lowerLimit = expected.lower
            result.upperLimit = expected.upper
            result.nominal = expected.nominal
            result.requirement = expected.words
            result.claimed = Words.verdict(disposition)
            judge(&result, at: element)
            activity.results.append(result)
        }
        if let until = element.child("Expiration"), let time = fields.time(until) {
            activity.valid = Validity(until: time)
        }
    }

    /// Works the verdict out of the limits and says when the claimed one is another.
    private mutating func judge(_ result: inout MeasuredResult, at element: XMLElement) {
        result.computed = result.verdictByLimits
        guard let claimed = result.claimed, let computed = result.computed, claimed != computed
        else { return }
        fields.warn(
            "b2mml.result.verdict", element, found: claimed.rawValue,
            "\(computed.rawValue), from value and limits")
    }

    // MARK: Tests of ISA-95

    mutating func mapTestResult() {
        summarise()
        activity.occurred = fields.time("EvaluationDate")
        if let until = fields.time("Expiration") { activity.valid = Validity(until: until) }
        if let id = fields.take("ID") { join(.about, fields.thing(.record, id)) }
        let requirement = fields.text("OperationsTestRequirementID", "TestSpecificationID")
        let words = fields.text("EvaluatedCriterionResult")
        activity.sourceState = words
        if let tested = fields.take("TestableObjectID") { joinTested(tested) }
        let actual = record.around("MaterialActual")
        for id in (actual?.children("MaterialSubLotID") ?? [])
            + (actual?.children("MaterialLotID") ?? [])
        where !id.text.isEmpty { join(.subject, fields.thing(.lot, id)) }
        for measurement in fields.takeAll("PropertyMeasurement") {
            addMeasurement(measurement, requirement)
        }
        guard let words else { return }
        var whole = MeasuredResult(name: requirement ?? "EvaluatedCriterionResult", value: words)
        whole.requirement = requirement
        whole.claimed = Words.verdict(words)
        activity.results.append(whole)
    }

    /// What was tested has a name and no kind: it is a lot where the record stands in one.
    private mutating func joinTested(_ tested: XMLElement) {
        let holder = record.around("MaterialLot", "MaterialSubLot", "Equipment", "Person")?.local
        let kind: ThingKind =
            switch holder {
            case "MaterialLot", "MaterialSubLot": .lot
            case "Equipment": .equipment
            case "Person": .person
            default: .record
            }
        join(kind == .lot ? .subject : .about, fields.thing(kind, tested))
    }

    private mutating func addMeasurement(_ measurement: XMLElement, _ requirement: String?) {
        guard let id = measurement.child("ID")?.text.orNil,
            let value = measurement.child("Value"),
            let text = value.child("ValueString")?.text.orNil ?? value.text.orNil
        else { return activity.blanks.append("PropertyMeasurement") }
        let property = measurement.child("TestableObjectPropertyID")?.text.orNil
        var result = MeasuredResult(name: property ?? id, value: text)
        result.characteristic = property == nil ? nil : id
        result.unit = value.child("UnitOfMeasure")?.text.orNil
        result.requirement = requirement
        activity.results.append(result)
        if activity.occurred == nil, let date = measurement.child("MeasurementDate") {
            activity.occurred = fields.time(date)
        }
    }

    // MARK: Events and alerts

    mutating func mapOperationsEvent() {
        activity.summary = fields.text("Description")
        activity.occurred = fields.time("EffectiveTimeStamp")
        activity.recordedAtSource = fields.time("RecordTimeStamp")
        activity.step = fields.word("OperationsEventType")
        if let id = fields.take("ID") { join(.about, fields.thing(.record, id)) }
        let categories = fields.takeAll("Category").compactMap(\.word)
        for category in categories { fields.add("Category", category) }
        // It may be a machine, a system or a person: the standard does not say which.
        for source in fields.takeAll("Source") { join(.recorder, fields.thing(.system, source)) }
        join(.document, .document, "OperationsDefinitionID")
        if categories.contains(where: { Words.isException($0) }) { activity.exception = .open }
    }

    mutating func mapWorkAlert() {
        activity.summary = fields.text("MessageText", "Description")
        activity.occurred = fields.time("TimeStamp")
        activity.recordedAtSource = fields.time("PublishedDate")
        if let id = fields.take("ID") { join(.about, fields.thing(.record, id)) }
        let category = fields.word("Category")
        if let category { fields.add("Category", category) }
        if Words.isException(category) { activity.exception = .open }
        let from = fields.time("EffectiveStartDate")
        let until = fields.time("EffectiveEndDate")
        if from != nil || until != nil { activity.valid = Validity(from: from, until: until) }
        mapProperties("WorkAlertProperty")
        activity.attribution = .device
    }

    // MARK: Everything else

    /// A kind of information without a mapping: what it is called, and its fields as attributes.
    mutating func mapOther() {
        mapStatementTime()
        let version = fields.text("Version")
        let kind: ThingKind =
            switch record.element.local {
            case "Person": .person
            case "Equipment", "PhysicalAsset": .equipment
            case "OperationalLocation": .place
            case "BatchListEntry": .operation
            default: .record
            }
        if let id = fields.take("ID") {
            join(.about, fields.thing(kind, id), revision: version)
        }
        // A person's description and properties are about nothing but the person.
        if kind == .person {
            let count = fields.takeAll("PersonProperty", "Description").count
            activity.summary = nil
            if count > 0 {
                fields.warn(
                    "b2mml.attributes.personal", record.element,
                    found: "\(count) fields about a person", "only the id; all are in the original")
            }
        }
        issue = record.message.issue ?? version ?? activity.occurred?.text
    }
}

/// What a sample's test was expected to give.
private struct Expectation {
    var lower: String?
    var upper: String?
    var nominal: String?
    var words: String?

    /// A key tells which limit a value is; one number without a key is what was aimed at.
    init(_ values: [XMLElement]) {
        for value in values {
            let text = value.child("ValueString")?.text ?? value.text
            guard !text.isEmpty else { continue }
            switch value.child("Key")?.text.lowercased() {
            case "lowerlimit", "lower", "low", "min", "minimum": lower = text
            case "upperlimit", "upper", "high", "max", "maximum": upper = text
            default:
                if text.isNumber, nominal == nil { nominal = text } else { words = text }
            }
        }
    }
}
