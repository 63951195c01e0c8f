// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading
import XMLReading

/// What a record is read as.
struct MappedRecord {
    /// The activity; `nil` when something is wrong with the record.
    var activity: ReadActivity?
    var problems: [Problem]
}

/// Makes an activity of a record.
struct RecordMapping {
    let record: FoundRecord
    var fields: Fields
    var activity: Activity
    /// What tells this statement from a later one about the same thing, if the record says it.
    var issue: String?

    static func map(
        _ record: FoundRecord, _ options: ReadingOptions, digest: Digest?
    ) -> MappedRecord {
        var mapping = RecordMapping(
            record: record,
            fields: Fields(record.element, at: record.place, options),
            activity: Activity(kind: record.element.local))
        mapping.mapKind()
        mapping.mapContext()
        return mapping.finished(options, digest)
    }

    private mutating func mapKind() {
        switch record.kind {
        case .lot, .sublot: mapLot()
        case .definition: mapDefinition()
        case .performance, .response: mapResponse()
        case .segment: mapSegment()
        case .schedule, .request: mapRequest()
        case .requirement: mapRequirement()
        case .recipe, .recipeElement: mapRecipe()
        case .batchRecord: mapBatchRecord()
        case .event: mapEvent()
        case .change: mapChange()
        case .comment: mapComment()
        case .dataSet: mapDataSet()
        case .signature: mapSignature()
        case .qualification: mapQualification()
        case .sample: mapSample()
        case .sampleTest: mapSampleTest()
        case .testResult: mapTestResult()
        case .operationsEvent: mapOperationsEvent()
        case .workAlert: mapWorkAlert()
        case .other: mapOther()
        }
    }

    // MARK: What all records share

    mutating func join(
        _ role: Participation.Role, _ thing: Thing?, quantity: Quantity? = nil,
        revision: String? = nil, at time: SourceTime? = nil, meaning: String? = nil
    ) {
        guard let thing else { return }
        activity.participants.append(
            Participation(
                role, thing, quantity: quantity, revision: revision, at: time, meaning: meaning))
    }

    /// Joins whatever an element of some name says.
    mutating func join(_ role: Participation.Role, _ kind: ThingKind, _ locals: String...) {
        for local in locals {
            for child in fields.takeAll(local) { join(role, fields.thing(kind, child)) }
        }
    }

    /// A person who acts or signs; a word that says there is nobody is a blank instead.
    mutating func person(
        _ role: Participation.Role, _ child: XMLElement, at time: SourceTime? = nil,
        meaning: String? = nil, attribution: Attribution
    ) {
        guard !child.text.isEmpty else { return activity.blanks.append(child.local) }
        guard !Words.isNobody(child.text) else {
            activity.blanks.append(child.local)
            fields.add(child.local, child.text)
            return fields.warn(
                "b2mml.person.nobody", child, found: Problem.quote(child.text),
                "the name of a person; it is taken as nobody's")
        }
        guard let thing = fields.thing(.person, child) else { return }
        join(role, thing, at: time, meaning: meaning)
        if activity.attribution != .personSigned { activity.attribution = attribution }
    }

    /// The first description is the summary; others stay attributes.
    mutating func summarise() {
        if let text = fields.text("Description") { activity.summary = text }
    }

    /// Adds values as results: `SegmentData`, `Value` with unit.
    mutating func results(_ name: String, _ values: [XMLElement]) {
        for value in values {
            guard let text = value.child("ValueString")?.text ?? value.text.orNil, !text.isEmpty
            else { continue }
            let key = value.child("Key")?.text.orNil.map { "\(name) \($0)" }
            var result = MeasuredResult(name: key ?? name, value: text)
            result.unit = value.child("UnitOfMeasure")?.text.orNil
            activity.results.append(result)
        }
    }

    /// The batch record and order that a record stands in, and what the message says of itself.
    private mutating func mapContext() {
        if let batch = record.batchRecord { mapEntry(of: batch) }
        if let area = record.message.created, activity.recordedAtSource == nil,
            record.batchRecord == nil
        {
            activity.recordedAtSource = SourceTime(area, assuming: fields.assumedZone)
            if activity.recordedAtSource == nil { fields.add("Message.CreationDateTime", area) }
        }
        if record.message.verb == "Cancel" {
            fields.warn(
                "b2mml.message.cancel", record.element,
                found: Problem.quote(record.message.root),
                "nothing is taken back by itself; the earlier entry stands beside this one")
        }
    }

    private mutating func finished(
        _ options: ReadingOptions, _ digest: Digest?
    ) -> MappedRecord {
        activity.attributes = fields.leftover()
        if !record.message.namespace.isEmpty {
            activity.attributes.append(Attribute("xmlns", record.message.namespace))
        }
        if record.message.root != record.element.local {
            activity.attributes.append(Attribute("message", record.message.root))
        }
        var warnings = fields.warnings
        if record.bytes.isEmpty {
            warnings.append(
                Problem(
                    "b2mml.part.unknown", at: record.place,
                    found: "XML in another encoding than UTF-8",
                    expected: "UTF-8; the whole file is kept as this record's original"))
        }
        guard fields.problems.isEmpty else {
            return MappedRecord(activity: nil, problems: fields.problems)
        }
        return MappedRecord(
            activity: ReadActivity(
                activity,
                source: options.source ?? record.message.sender ?? B2MMLReader.unnamedSource,
                eventID: eventID(digest), place: record.place, bytes: record.bytes, digest: nil,
                warnings: warnings),
            problems: [])
    }

    /// The way of ids, and for what may be said anew which saying it is.
    private func eventID(_ digest: Digest?) -> String {
        if let issue { return "\(record.way)@\(issue)" }
        // An entry of a batch record keeps its id in every copy of the record.
        if record.batchRecord != nil { return record.way }
        if let issue = record.message.issue { return "\(record.way)@\(issue)" }
        guard record.kind.isStatement else { return record.way }
        // Nothing says which statement it is, so its own bytes do.
        return digest.map { "\(record.way)@sha256:\($0.hex.prefix(16))" } ?? record.way
    }
}
