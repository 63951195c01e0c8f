// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// Why a file is no mapping: everything that is wrong with it, each with its place.
package struct MalformedMapping: Error, Sendable {
    package let problems: ProblemList
}

extension SpreadsheetMapping {
    /// The longest mapping file that is read: 1 MiB.
    package static let bytesMax = 1_048_576
    /// What the first member of every mapping file says.
    package static let formatName = "witnessmark spreadsheet mapping 1"

    /// Finds the rules of a place's clocks, such as `Europe/Berlin`, or says what is wanted.
    package typealias ZoneLookup = (String) throws(NoZoneRules) -> ZoneRules

    /// Reads a mapping file; it is as docs/MAPPINGS.md says, or it is refused with all reasons.
    ///
    /// A mapping may name a place for its zone. The rules are the machine's and change several
    /// times a year; `zones` hands them in, and without it only offsets are known.
    package init(
        parsing bytes: [UInt8],
        zones: ZoneLookup = { (_: String) throws(NoZoneRules) -> ZoneRules in
            throw NoZoneRules(expected: "an offset; nothing is known of places here")
        }
    ) throws(MalformedMapping) {
        var problems = ProblemList()
        guard bytes.count <= SpreadsheetMapping.bytesMax else {
            problems.add(
                .at("$", found: "\(bytes.count) bytes", expected: "at most \(Self.bytesMax)"))
            throw MalformedMapping(problems: problems)
        }
        let json: JSON
        do throws(JSONError) { json = try JSON(parsing: bytes) } catch {
            problems.add(Problem(error, in: Place()))
            throw MalformedMapping(problems: problems)
        }
        let read = withoutActuallyEscaping(zones) { zones in
            var reader = MappingReader(zones: zones)
            let mapping = reader.mapping(json, digest: Digest(of: bytes))
            return (mapping: mapping, problems: reader.problems)
        }
        guard let mapping = read.mapping, read.problems.isEmpty else {
            throw MalformedMapping(problems: read.problems)
        }
        self = mapping
    }
}

/// Why there are no rules for a zone's name.
package struct NoZoneRules: Error, Sendable {
    /// What the mapping or the machine should have, as a message says it.
    package let expected: String

    package init(expected: String) { self.expected = expected }
}

/// Reads a mapping out of JSON; the columns first, because everything else names them.
struct MappingReader {
    let zones: SpreadsheetMapping.ZoneLookup
    var problems = ProblemList()
    var columns: [ColumnRule] = []
    var facts: [String: TableRules.Fact] = [:]
    var cells: [String: TableRules.SingleCell] = [:]
    /// Columns that rows agree in when they become one activity.
    var groupBy: [Int] = []
    /// Columns that some rule uses, by their place in the mapping.
    var used: Set<Int> = []

    mutating func mapping(_ json: JSON, digest: Digest) -> SpreadsheetMapping? {
        guard var object = JSONObjectReader(json, "$", &problems) else { return nil }
        let format = object.requiredText("format", &problems)
        if let format, format != SpreadsheetMapping.formatName {
            problems.add(
                .at(
                    "$.format", found: Problem.quote(format),
                    expected: "“\(SpreadsheetMapping.formatName)”"))
        }
        let name = object.requiredText("name", &problems)
        let revision = object.requiredText("revision", &problems)
        for (member, text) in [("name", name), ("revision", revision)] {
            if let text, !MappingReader.isLabel(text) {
                problems.add(
                    .at(
                        "$." + member, found: Problem.quote(text),
                        expected: "at most 100 letters, digits, points, hyphens, underscores"))
            }
        }
        let title = object.text("title", &problems) ?? name ?? ""
        _ = object.value("$schema")
        _ = object.value("notes")
        let file = object.value("file").map { fileRules($0) } ?? FileRules()
        let values = object.value("values").map { valueRules($0, "$.values", ValueRules()) }
        let tableJSON = object.value("table")
        if let tableJSON { declareFacts(tableJSON) }
        readColumns(&object, values ?? ValueRules())
        let table = tableJSON.map { tableRules($0) } ?? TableRules()
        let others = object.word("others", as: SpreadsheetMapping.Others.self, &problems)
        let source = object.value("source").flatMap { self.textRule($0, "$.source") }
        if source == nil {
            problems.add(.at("$", found: "no “source”", expected: "the system the rows come from"))
        }
        var rules: [ActivityRule] = []
        for (json, path) in object.list("activities", max: 200, &problems) ?? [] {
            if let rule = activityRule(json, path) { rules.append(rule) }
        }
        if rules.isEmpty, problems.isEmpty {
            problems.add(.at("$.activities", found: "none", expected: "what a row becomes"))
        }
        object.finish(&problems)
        checkUse(others ?? .refuse)
        guard problems.isEmpty, let name, let revision, let source else { return nil }
        var mapping = SpreadsheetMapping(
            name: name, revision: revision, title: title, digest: digest, source: source)
        mapping.file = file
        mapping.table = table
        mapping.values = values ?? ValueRules()
        mapping.columns = columns
        mapping.others = others ?? .refuse
        mapping.activities = rules
        return mapping
    }

    static func isLabel(_ text: String) -> Bool {
        (1...100).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
                    || [0x2D, 0x2E, 0x5F].contains($0)
            } && !text.hasPrefix(".")
    }

    /// A column that no rule uses and nobody ignores would be lost in silence.
    private mutating func checkUse(_ others: SpreadsheetMapping.Others) {
        for (index, column) in columns.enumerated()
        where column.ignored == nil && !used.contains(index) && others == .refuse {
            problems.add(
                .at(
                    "$.columns[\(index)]", found: "a column that no activity uses",
                    expected: "its use, or “ignored” with the reason"))
        }
        for (index, column) in columns.enumerated()
        where column.ignored != nil && used.contains(index) {
            problems.add(
                .at(
                    "$.columns[\(index)].ignored", found: "a column that is used",
                    expected: "only columns that are not used to be ignored"))
        }
    }

    // MARK: The file

    private mutating func fileRules(_ json: JSON) -> FileRules {
        var rules = FileRules()
        guard var object = JSONObjectReader(json, "$.file", &problems) else { return rules }
        enum Kind: String, CaseIterable { case csv, tsv, xlsx }
        let kind = object.word("kind", as: Kind.self, &problems)
        if kind == nil, object.value("kind") == nil {
            problems.add(.at("$.file", found: "no “kind”", expected: "csv, tsv or xlsx"))
        }
        var dialect = Dialect(delimiter: kind == .tsv ? 0x09 : 0x2C)
        if let text = object.text("delimiter", &problems) {
            let byte = text.utf8.first ?? 0
            if text.utf8.count == 1, byte < 0x80, byte == 0x09 || byte >= 0x20, byte != 0x22 {
                dialect.delimiter = byte
            } else {
                problems.add(
                    .at(
                        "$.file.delimiter", found: Problem.quote(text),
                        expected: "one ASCII character such as ; , | or \\t"))
            }
        } else if kind == .csv {
            problems.add(
                .at("$.file", found: "no “delimiter”", expected: "the one this file has"))
        }
        if let text = object.text("quote", &problems) {
            if text == "none" {
                dialect.quote = nil
            } else if text.utf8.count == 1, let byte = text.utf8.first, byte > 0x20, byte < 0x7F,
                byte != dialect.delimiter
            {
                dialect.quote = byte
            } else {
                problems.add(
                    .at(
                        "$.file.quote", found: Problem.quote(text),
                        expected: "one ASCII character other than the delimiter, or “none”"))
            }
        }
        let encoding = object.word("encoding", as: TextEncoding.self, &problems)
        if let encoding {
            dialect.encoding = encoding
        } else if kind == .csv || kind == .tsv, object.value("encoding") == nil {
            problems.add(
                .at("$.file", found: "no “encoding”", expected: "the one this file has, as utf-8"))
        }
        rules.sheets = (object.texts("sheets", &problems) ?? []).map { NamePattern($0) }
        rules.names = (object.texts("names", &problems) ?? []).map { NamePattern($0) }
        rules.kind = kind == .xlsx ? .workbook : .delimited(dialect)
        object.finish(&problems)
        return rules
    }

    // MARK: Values

    mutating func valueRules(_ json: JSON, _ path: String, _ base: ValueRules) -> ValueRules {
        guard var object = JSONObjectReader(json, path, &problems) else { return base }
        let rules = valueMembers(&object, base)
        object.finish(&problems)
        return rules
    }

    private mutating func valueMembers(
        _ object: inout JSONObjectReader, _ base: ValueRules
    ) -> ValueRules {
        var rules = base
        if let mark = mark("decimal", &object) { rules.numbers.decimal = mark }
        if let mark = mark("grouping", &object) { rules.numbers.grouping = mark }
        if let mark = rules.numbers.decimal, mark == rules.numbers.grouping {
            problems.add(
                .at(object.path, found: "one mark for both", expected: "two different marks"))
        }
        if let texts = object.texts("dates", &problems) {
            rules.times.patterns = patterns(texts, object.path("dates"))
        }
        for (name, json, path) in object.entries("months", &problems) ?? [] {
            guard let number = json.integer, (1...12).contains(number), !name.isEmpty else {
                problems.add(.at(path, found: json.kindName, expected: "the number of a month"))
                continue
            }
            rules.times.words.months[name.lowercased()] = number
        }
        for (name, json, path) in object.entries("zones", &problems) ?? [] {
            guard let minutes = json.text.flatMap({ WrittenTime.offsetMinutes($0) }) else {
                problems.add(.at(path, found: json.kindName, expected: "an offset as +01:00"))
                continue
            }
            rules.times.words.zones[name.lowercased()] = minutes
        }
        if let zone = object.value("zone"), let rule = zoneRule(zone, object.path("zone")) {
            rules.times.zone = rule
        }
        for pattern in rules.times.patterns
        where pattern.hasMonthName && rules.times.words.months.isEmpty {
            problems.add(
                .at(
                    object.path("dates"), found: "MMM without “months”",
                    expected: "the names of the months in the language of the file"))
        }
        if let blanks = object.texts("blank", &problems) { rules.blanks = blanks }
        if let trims = object.truth("trim", &problems) { rules.trims = trims }
        return rules
    }

    private mutating func mark(_ name: String, _ object: inout JSONObjectReader) -> Character? {
        guard let text = object.text(name, &problems) else { return nil }
        guard text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first,
            NumberStyle.mayBeMark(scalar)
        else {
            problems.add(
                .at(
                    object.path(name), found: Problem.quote(text),
                    expected: "one mark: point, comma, apostrophe or a space"))
            return nil
        }
        return Character(scalar)
    }

    mutating func patterns(_ texts: [String], _ path: String) -> [TimePattern] {
        var patterns: [TimePattern] = []
        for (index, text) in texts.enumerated() {
            if let pattern = TimePattern(text) {
                patterns.append(pattern)
            } else {
                problems.add(
                    .at(
                        "\(path)[\(index)]", found: Problem.quote(text),
                        expected: "a pattern such as dd.MM.yyyy HH:mm:ss, or HH:mm"))
            }
        }
        return patterns
    }

    mutating func zoneRule(_ json: JSON, _ path: String) -> ZoneRule? {
        if let text = json.text {
            if text == "absent" { return .absent }
            if let minutes = WrittenTime.offsetMinutes(text) { return .fixed(minutes: minutes) }
            do throws(NoZoneRules) { return .place(try zones(text)) } catch {
                problems.add(.at(path, found: Problem.quote(text), expected: error.expected))
                return nil
            }
        } else if json.members != nil, var object = JSONObjectReader(json, path, &problems) {
            let standard = object.requiredText("standard", &problems)
            let summer = object.requiredText("summer", &problems)
            let law = object.word("law", as: ZoneRule.ChangeoverLaw.self, &problems)
            object.finish(&problems)
            if let standard = standard.flatMap({ WrittenTime.offsetMinutes($0) }),
                let summer = summer.flatMap({ WrittenTime.offsetMinutes($0) }), let law,
                standard != summer
            {
                return .seasonal(standardMinutes: standard, summerMinutes: summer, law: law)
            }
        }
        problems.add(
            .at(
                path, found: json.kindName,
                expected: "“absent”, an offset as +01:00, a place as Europe/Berlin, or standard, "
                    + "summer and law (EU or US)"))
        return nil
    }

    // MARK: Columns

    private mutating func readColumns(_ object: inout JSONObjectReader, _ values: ValueRules) {
        for (json, path) in object.list("columns", max: CellName.columnsMax, &problems) ?? [] {
            guard var column = JSONObjectReader(json, path, &problems) else { continue }
            let header = column.text("header", &problems)
            let letters = column.text("letter", &problems)
            let matching = column.text("matching", &problems)
            let name = column.text("name", &problems)
            let place: ColumnRule.Place?
            switch (header, letters, matching) {
            case (let header?, nil, nil): place = .header(header)
            case (nil, let letters?, nil): place = CellName.column(letters).map { .letters($0) }
            case (nil, nil, let matching?): place = .matching(NamePattern(matching))
            default: place = nil
            }
            guard let place else {
                problems.add(
                    .at(
                        path, found: "a column without a place",
                        expected: "one of “header”, “letter” (A, B, …) and “matching” (with *)"))
                continue
            }
            var rule = ColumnRule(
                name: name ?? header ?? letters ?? matching ?? "", place: place, values: values)
            rule.isRequired = column.truth("required", &problems) ?? false
            rule.isOptional = column.truth("optional", &problems) ?? false
            rule.ignored = column.text("ignored", &problems)
            rule.values = valueMembers(&column, values)
            column.finish(&problems)
            if columns.contains(where: { $0.name.hasSameBytes(as: rule.name) }) {
                problems.add(
                    .at(
                        path, found: "a second \(Problem.quote(rule.name))",
                        expected: "one “name” each"))
            }
            columns.append(rule)
        }
    }
}
