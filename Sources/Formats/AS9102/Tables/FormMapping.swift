// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// Turns a form that was read into an activity.
struct FormMapping {
    private let rows: [FormLine]
    private let reading: FormReading
    private let header: FormRow
    private let digest: Digest
    private let size: UInt64
    private let options: ReadingOptions
    private var activity = Activity(kind: "")
    private var warnings: [Problem] = []
    /// What takes part already, so that a certificate that covers ten rows is named once.
    private var seen: Set<Part> = []

    private struct Part: Hashable {
        let role: Participation.Role
        let thing: Thing
    }

    init(
        _ rows: [FormLine], _ reading: FormReading, digest: Digest, size: UInt64,
        _ options: ReadingOptions
    ) {
        self.rows = rows
        self.reading = reading
        header = reading.header(rows)
        self.digest = digest
        self.size = size
        self.options = options
    }

    mutating func run() -> ReadActivity {
        activity.kind =
            switch reading.form {
            case .characteristics: "inspection.results"
            case .product, .part: "inspection.products-listed"
            }
        activity.capture = .transcribed
        addPart()
        for row in rows.dropFirst(reading.headingRow + 1) {
            add(row)
        }
        for number in 1...4 {
            guard let value = header[number], let field = FormField(.part, number) else { continue }
            activity.attributes.append(Attribute(field.heading, value))
        }
        let place = Place(line: rows[reading.headingRow].line)
        return ReadActivity(
            activity, source: options.source ?? "urn:as9102:source-not-named", eventID: eventID,
            place: place, bytes: 0..<size, digest: options.digestsParts ? digest : nil,
            warnings: warnings)
    }

    private var eventID: String {
        guard let report = header[4] else { return "sha256:\(digest.hex)" }
        let parts = [report, header[1], header[3]].compactMap { $0 }
        return parts.joined(separator: "/") + "#form-\(reading.form.rawValue)"
    }

    private mutating func addPart() {
        let place = Place(line: rows[reading.headingRow].line)
        if let part = header[1] {
            add(.about, .material, part, at: place, meaning: "Part")
        } else {
            warnings.append(
                Problem(
                    "as9102.part.missing", at: place, found: "no part number (field 1)",
                    expected: "the part that was inspected"))
        }
        if let serial = header[3] {
            let isCounted = serial.utf8.allSatisfy { (0x30...0x39).contains($0) }
            let name = isCounted ? header[1].map { "\($0)/\(serial)" } ?? serial : serial
            add(.subject, .serial, name, at: place)
            activity.attributes.append(Attribute("SerialNumber", serial))
        }
        if let report = header[4] {
            add(.document, .document, report, at: place)
            activity.attributes.append(Attribute("ReportNumber", report))
        }
    }

    private mutating func add(_ row: FormLine) {
        let fields = reading.row(row.cells)
        let place = Place(offset: UInt64(row.bytes.lowerBound), line: row.line)
        switch reading.form {
        case .characteristics: addResult(fields, at: place)
        case .product, .part: addProduct(fields, at: place)
        }
    }

    // MARK: Form 3

    private mutating func addResult(_ fields: FormRow, at place: Place) {
        guard let number = fields[5] else {
            if (5...12).contains(where: { fields[$0] != nil }) {
                warnings.append(
                    Problem(
                        "as9102.number.missing", at: place, found: "a row without a number",
                        expected: "a characteristic number (field 5)"))
            }
            return
        }
        let (value, unit) = FormMapping.value(fields[9] ?? "")
        var result = MeasuredResult(name: fields[7] ?? number, value: value)
        result.characteristic = number
        result.unit = unit
        result.requirement = fields[8]
        if let limits = fields[8].flatMap({ RequirementText($0) }) {
            result.nominal = limits.nominal
            result.lowerLimit = limits.lower
            result.upperLimit = limits.upper
            result.computed = result.verdictByLimits
        }
        let words = (fields[9] ?? "").lowercased()
        if FormWords.failing.contains(words) { result.claimed = .fail }
        if FormWords.passing.contains(words) { result.claimed = .pass }
        if fields[9] == nil { activity.blanks.append("Results of \(number)") }
        let notes = [
            (6, "Location"), (7, "Criticality"), (10, "Tooling"), (11, "NonConformance"),
            (12, "Comments"),
        ]
        for (field, word) in notes {
            guard let text = fields[field] else { continue }
            activity.attributes.append(Attribute("\(word) of \(result.name)", text))
        }
        if let nonconformance = fields[11] {
            add(.evidence, .record, nonconformance, at: place)
        }
        activity.results.append(result)
    }

    /// A number and its unit, `12.01 mm`; anything else is a value as it stands.
    private static func value(_ text: String) -> (String, String?) {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, JSONDecimal(String(parts[0])) != nil,
            parts[1].utf8.count <= 16
        else { return (text, nil) }
        return (String(parts[0]), String(parts[1]))
    }

    // MARK: Form 2

    private mutating func addProduct(_ fields: FormRow, at place: Place) {
        guard let name = fields[5] else { return }
        add(.about, .material, name, at: place, meaning: fields[6])
        if let supplier = fields[8] {
            add(.sender, .party, supplier, at: place, meaning: name)
        }
        if let certificate = fields[10] {
            add(
                .evidence, .certificate, certificate, at: place,
                meaning: name)
        }
        if let report = fields[12] {
            add(.evidence, .record, report, at: place, meaning: name)
        }
        for (field, word) in [
            (7, "Code"), (9, "Customer approval"), (11, "Functional test"), (13, "Comments"),
        ] {
            guard let text = fields[field] else { continue }
            activity.attributes.append(Attribute("\(word) of \(name)", text))
        }
    }

    // MARK: Things

    private mutating func add(
        _ role: Participation.Role, _ kind: ThingKind, _ name: String, at place: Place,
        meaning: String? = nil
    ) {
        do throws(MalformedThing) {
            let thing = try Thing(kind, name)
            guard seen.insert(Part(role: role, thing: thing)).inserted else { return }
            activity.participants.append(Participation(role, thing, meaning: meaning))
        } catch {
            warnings.append(
                Problem(
                    "as9102.name", at: place, found: "\(error)",
                    expected: "a name of 1 to \(Thing.longestName) bytes"))
        }
    }
}
