// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

extension RecordReader {
    /// The longest text that goes into an attribute; the original has the rest.
    private static let attributeBytesMax = 4_096

    /// What the record becomes, rule by rule; nothing when anything is wrong with it.
    mutating func rows(digests: Bool) -> [RowActivity] {
        checkRequired()
        let source = text(mapping.source)
        if source == nil, problems.isEmpty {
            refuse("source.blank", mapping.source.template, nil, "nothing", "the source")
        }
        var rows: [RowActivity] = []
        var isMeant = false
        for (index, rule) in mapping.activities.enumerated() where holds(rule.when) {
            isMeant = true
            guard let found = activity(rule), let source else { continue }
            let read = ReadActivity(
                found.activity, source: source, eventID: found.id, place: place, bytes: row.bytes,
                digest: digests && !mapping.table.reachesBeyondTheRow ? row.digest : nil)
            rows.append(
                RowActivity(rule: index, read: read, participantRules: found.participantRules))
        }
        if !isMeant, problems.isEmpty {
            refuse(
                "row.no-activity", column: nil, "a row that no activity is meant for",
                "a row that fulfils the “when” of an activity, or of “skip”")
        }
        guard problems.isEmpty else { return [] }
        let remarks = remarks
        for index in rows.indices { rows[index].read.warnings += remarks }
        return rows
    }

    private var place: Place {
        let problem = CellProblem(
            "", sheet: row.sheet, row: row.number, found: "", expected: "", place: row.place)
        return problem.turned(if: mapping.table.isTurned).problem.place
    }

    /// Columns that must say something in each row.
    private mutating func checkRequired() {
        for (index, column) in mapping.columns.enumerated() where column.isRequired {
            let places = column.isGroup ? layout.groups[index] : [layout.singles[index] ?? -1]
            for place in places {
                let value = row.cell(place).value
                guard RecordReader.text(value, column.values) == nil else { continue }
                refuse(
                    "cell.blank", column: place < 0 ? nil : place,
                    value.text.isEmpty ? "nothing" : value.text,
                    "a value; the mapping requires one")
            }
        }
        guard mapping.others == .refuse else { return }
        for column in row.cells.indices
        where !row.cells[column].value.isEmptyToTheEye && isUnnamed(column) {
            refuse(
                "cell.no-header", column: column, row.cells[column].value.text,
                "nothing, for no header says what it is")
        }
    }

    /// Whether a column has no header and the mapping does not name it by its letter.
    private func isUnnamed(_ column: Int) -> Bool {
        guard !layout.headers.isEmpty, !mapping.table.isTurned else { return false }
        guard layout.header(column).isEmpty else { return false }
        return !layout.singles.contains(column)
    }

    /// What is odd about the record and was read all the same.
    private var remarks: [Problem] {
        var remarks: [Problem] = []
        func remark(_ code: String, _ found: String, _ expected: String) {
            remarks.append(
                CellProblem(
                    code, sheet: row.sheet, row: row.number, found: found, expected: expected,
                    place: row.place
                ).turned(if: mapping.table.isTurned).problem)
        }
        if !formulas.isEmpty {
            remark(
                "xlsx.formula", "results of formulas in " + formulas.joined(separator: ", "),
                "values; what the program had computed when it saved the file was taken")
        }
        if row.isHidden {
            remark("xlsx.hidden-row", "a row or a sheet that is hidden", "rows that a person sees")
        }
        return remarks
    }

    // MARK: One activity

    private mutating func activity(
        _ rule: ActivityRule
    ) -> (activity: Activity, id: String, participantRules: [Int])? {
        let before = problems.count
        let id = text(rule.id)
        let kind = text(rule.kind)
        if problems.isEmpty {
            if id == nil { refuse("id.blank", rule.id, nil, "nothing", "what the source calls it") }
            if kind == nil {
                refuse("kind.blank", rule.kind.template, nil, "nothing", "a kind of activity")
            }
        }
        var activity = Activity(kind: kind ?? "")
        activity.status = word(rule.status, as: Activity.Status.self) ?? .completed
        activity.step = text(rule.step)
        activity.summary = text(rule.summary)
        activity.session = text(rule.session)
        activity.occurred = time(rule.occurred)
        activity.ended = time(rule.ended)
        activity.recordedAtSource = time(rule.recorded)
        activity.becameKnown = time(rule.becameKnown)
        activity.effect = rule.effect
        activity.state = word(rule.state, as: ProductState.self)
        activity.sourceState = text(rule.sourceState)
        activity.capture = rule.capture
        activity.sequence = sequence(rule.sequence)
        activity.exception = word(rule.exception, as: ExceptionState.self)
        activity.valid = validity(rule.valid)
        var participantRules: [Int] = []
        for (index, participant) in rule.participants.enumerated() {
            if let participation = participation(participant) {
                activity.participants.append(participation)
                participantRules.append(index)
            }
        }
        activity.attribution = rule.attribution ?? RecordReader.attribution(of: activity)
        for result in rule.results { add(result, to: &activity) }
        for attribute in rule.attributes {
            guard let value = text(attribute.value) else { continue }
            activity.attributes.append(Attribute(attribute.name, RecordReader.short(value)))
        }
        if mapping.others == .keepAsAttributes {
            for column in layout.others {
                let value = RecordReader.text(row.cell(column).value, mapping.values)
                guard let value else { continue }
                activity.attributes.append(
                    Attribute(layout.header(column), RecordReader.short(value)))
            }
        }
        guard problems.count == before, let id else { return nil }
        return (activity, id, participantRules)
    }

    private mutating func sequence(_ rule: SequenceRule?) -> SequencePosition? {
        guard let rule, let first = whole(rule.first) else { return nil }
        let last = whole(rule.last)
        guard let stream = text(rule.stream) else {
            refuse("sequence.no-stream", rule.stream.template, nil, "nothing", "what is numbered")
            return nil
        }
        if let last, last < first {
            refuse(
                "sequence.order", rule.last ?? rule.first, nil, String(last),
                "a number from \(first) on")
            return nil
        }
        return SequencePosition(stream: stream, first: first, last: last)
    }

    /// A number without a fraction.
    private mutating func whole(_ template: Template?) -> Int64? {
        guard let template, let number = number(template) else { return nil }
        if let whole = Int64(number) { return whole }
        refuse("sequence.number", template, nil, number, "a whole number")
        return nil
    }

    private mutating func validity(_ rule: ValidityRule?) -> Validity? {
        guard let rule else { return nil }
        let valid = Validity(from: time(rule.from), until: time(rule.until))
        return valid.from == nil && valid.until == nil ? nil : valid
    }

    private static func short(_ text: String) -> String {
        guard text.utf8.count > attributeBytesMax else { return text }
        return String(decoding: text.utf8.prefix(attributeBytesMax), as: UTF8.self) + "…"
    }

    /// Who it can be put down to, as far as the row names anybody; a signature is only what the
    /// mapping calls one.
    static func attribution(of activity: Activity) -> Attribution {
        let names = activity.participants.filter {
            $0.role == .performer || $0.role == .signatory
        }
        if names.contains(where: { $0.thing.kind.isPersonal }) { return .personNamed }
        if names.contains(where: { $0.thing.kind == .party }) { return .organisation }
        if activity.participants.contains(where: { $0.role == .equipment || $0.role == .instrument }
        ) {
            return .device
        }
        return .none
    }

    private mutating func participation(_ rule: ParticipantRule) -> Participation? {
        guard let name = text(rule.name) else { return nil }
        let thing: Thing
        do throws(MalformedThing) { thing = try Thing(rule.kind, name) } catch {
            refuse("cell.name", rule.name.template, nil, name, "a name: \(error)")
            return nil
        }
        var participation = Participation(rule.role, thing)
        participation.revision = text(rule.revision)
        if let quantity = number(rule.quantity) {
            participation.quantity = Quantity(quantity, unit: text(rule.unit))
        }
        participation.at = time(rule.at)
        participation.meaning = text(rule.meaning)
        return participation
    }

    // MARK: Results

    private mutating func add(_ rule: ResultRule, to activity: inout Activity) {
        guard let group = rule.each else {
            guard holds(rule.when) else { return }
            return add(rule, nil, to: &activity)
        }
        for column in layout.groups[group] {
            let each = Each(column: column, rule: group)
            if holds(rule.when, each) { add(rule, each, to: &activity) }
        }
    }

    private mutating func add(_ rule: ResultRule, _ each: Each?, to activity: inout Activity) {
        let before = problems.count
        let value = rule.isNumber ? number(rule.value, each) : text(rule.value, each)
        let name = text(rule.name, each)
        guard let value, let name else {
            if value != nil, problems.count == before {
                refuse(
                    "result.no-name", rule.name.template, each, "nothing",
                    "the name of what was measured")
            }
            if value == nil, problems.count == before, rule.notesBlanks, let name {
                activity.blanks.append(name)
            }
            return
        }
        var result = MeasuredResult(name: name, value: value)
        result.unit = text(rule.unit, each)
        result.nominal = number(rule.nominal, each)
        result.lowerLimit = number(rule.lower, each)
        result.upperLimit = number(rule.upper, each)
        if let tolerance = number(rule.lowerTolerance, each) {
            result.lowerLimit = limit(rule.lowerTolerance, each, result.nominal, tolerance)
        }
        if let tolerance = number(rule.upperTolerance, each) {
            result.upperLimit = limit(rule.upperTolerance, each, result.nominal, tolerance)
        }
        result.requirement = text(rule.requirement, each)
        result.characteristic = text(rule.characteristic, each)
        result.instrument = text(rule.instrument, each)
        result.claimed = word(rule.claimed, as: MeasuredResult.Verdict.self, each)
        result.computed = result.verdictByLimits
        if result.computed == .fail, !rule.openOutside.isEmpty, holds(rule.openOutside, each) {
            result.computed = nil
        }
        activity.results.append(result)
    }

    private mutating func limit(
        _ rule: Template?, _ each: Each?, _ nominal: String?, _ tolerance: String
    ) -> String? {
        if let nominal, let limit = DecimalText.sum(nominal, tolerance) { return limit }
        if let rule {
            refuse(
                "result.tolerance", rule, each, tolerance,
                "a tolerance with a nominal value, both of at most 18 digits")
        }
        return nil
    }
}
