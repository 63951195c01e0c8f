// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

extension MappingReader {
    /// The names that templates may use, before any template is read.
    mutating func declareFacts(_ json: JSON) {
        for member in json["facts"]?.members ?? [] {
            if let number = member.value.integer, number > 0 {
                facts[member.name] = .at(UInt64(number))
            } else if let title = member.value.text, !title.isEmpty {
                facts[member.name] = .titled(title)
            } else {
                problems.add(
                    .at(
                        "$.table.facts." + Problem.pathStep(member.name),
                        found: member.value.kindName,
                        expected: "the number of a row, or the text it begins with"))
            }
        }
        for member in json["cells"]?.members ?? [] {
            if let cell = member.value.text.flatMap({ CellName.parse($0) }) {
                cells[member.name] = TableRules.SingleCell(row: cell.row, column: cell.column)
            } else {
                problems.add(
                    .at(
                        "$.table.cells." + Problem.pathStep(member.name),
                        found: member.value.kindName, expected: "the name of a cell, as B2"))
            }
        }
        let reserved = ["row", "sheet", "heading", "title", "value"]
        for name in Array(facts.keys) + Array(cells.keys) where reserved.contains(name) {
            problems.add(
                .at("$.table", found: "the name “\(name)”", expected: "a name that is not taken"))
        }
    }

    mutating func tableRules(_ json: JSON) -> TableRules {
        var rules = TableRules()
        guard var object = JSONObjectReader(json, "$.table", &problems) else { return rules }
        _ = object.value("facts")
        _ = object.value("cells")
        rules.facts = facts
        rules.cells = cells
        enum Orientation: String, CaseIterable { case rows, columns }
        let orientation = object.word("orientation", as: Orientation.self, &problems)
        rules.isTurned = orientation == .columns
        if let row = object.value("firstRow") {
            if let number = row.integer, number > 0 {
                rules.firstRow = UInt64(number)
            } else {
                problems.add(
                    .at("$.table.firstRow", found: row.kindName, expected: "the number of a row"))
            }
        }
        if let header = object.value("header") {
            rules.header = headerRule(header, isTurned: rules.isTurned)
        }
        rules.repeatsHeader = object.truth("repeatedHeaders", &problems) ?? false
        rules.comments = object.texts("comments", &problems) ?? []
        rules.hasHeadings = object.truth("headings", &problems) ?? false
        for (index, name) in (object.texts("fill", &problems) ?? []).enumerated() {
            guard let column = columns.firstIndex(where: { $0.name.hasSameBytes(as: name) }) else {
                problems.add(
                    .at(
                        "$.table.fill[\(index)]", found: Problem.quote(name),
                        expected: "the name of a column"))
                continue
            }
            rules.fill.insert(column)
        }
        for (json, path) in object.list("skip", &problems) ?? [] {
            if let condition = condition(json, path) { rules.skip.append(condition) }
        }
        if let group = object.value("group") { rules.groupBy = groupColumns(group) }
        object.finish(&problems)
        return rules
    }

    /// The columns that rows must agree in to become one activity.
    private mutating func groupColumns(_ json: JSON) -> [Int] {
        guard var object = JSONObjectReader(json, "$.table.group", &problems) else { return [] }
        let names = object.texts("by", &problems) ?? []
        object.finish(&problems)
        var found: [Int] = []
        for (index, name) in names.enumerated() {
            let column = columns.firstIndex { !$0.isGroup && $0.name.hasSameBytes(as: name) }
            guard let column, !found.contains(column) else {
                problems.add(
                    .at(
                        "$.table.group.by[\(index)]", found: Problem.quote(name),
                        expected: "the name of one column, once"))
                continue
            }
            found.append(column)
            used.insert(column)
        }
        if names.isEmpty {
            problems.add(
                .at(
                    "$.table.group", found: "no “by”",
                    expected: "the columns that rows agree in when they belong together"))
        }
        groupBy = found
        return found
    }

    private mutating func headerRule(_ json: JSON, isTurned: Bool) -> TableRules.Header {
        if let number = json.integer, number > 0 { return .at(UInt64(number)) }
        if let text = json.text {
            if text == "none" { return .none }
            if isTurned, let column = CellName.column(text) { return .at(UInt64(column + 1)) }
        }
        if let texts = json.elements?.compactMap(\.text), !texts.isEmpty,
            texts.count == json.elements?.count
        {
            return .containing(texts)
        }
        problems.add(
            .at(
                "$.table.header", found: json.kindName,
                expected: "the number of a row, texts that stand in it, or “none”"
                    + (isTurned ? "; in a table of columns also the letter of a column" : "")))
        return .first
    }

    // MARK: Templates and conditions

    mutating func template(_ json: JSON, _ path: String) -> Template? {
        guard let text = json.text, !text.isEmpty, text.utf8.count <= 4_096 else {
            problems.add(.at(path, found: json.kindName, expected: "a text such as {Header}"))
            return nil
        }
        do throws(Template.Malformed) {
            var named: [Int] = []
            let template = try Template(text) { name in
                let field = field(name)
                if case .column(let column)? = field { named.append(column) }
                return field
            }
            used.formUnion(named)
            return template
        } catch {
            problems.add(.at(path, found: error.found, expected: error.expected))
            return nil
        }
    }

    private func field(_ name: String) -> Template.Field? {
        switch name {
        case "@row": return .row
        case "@sheet": return .sheet
        case "@heading": return .heading
        case "@title": return .title
        case "@value": return .value
        default: break
        }
        if name.hasPrefix("@") {
            let rest = String(name.dropFirst())
            if facts[rest] != nil { return .fact(rest) }
            return cells[rest] != nil ? .single(rest) : nil
        }
        let column = columns.firstIndex { !$0.isGroup && $0.name.hasSameBytes(as: name) }
        return column.map { .column($0) }
    }

    mutating func condition(_ json: JSON, _ path: String) -> Condition? {
        guard var object = JSONObjectReader(json, path, &problems) else { return nil }
        let template = object.value("of").flatMap { self.template($0, path + ".of") }
        var tests: [Condition.Test] = []
        if let texts = object.texts("is", &problems) { tests.append(.isOneOf(texts)) }
        if let texts = object.texts("isNot", &problems) { tests.append(.isNoneOf(texts)) }
        if let texts = object.texts("like", &problems) {
            tests.append(.isLike(texts.map { NamePattern($0) }))
        }
        if let blank = object.truth("blank", &problems) { tests.append(.isBlank(blank)) }
        object.finish(&problems)
        guard let template, tests.count == 1 else {
            problems.add(
                .at(
                    path, found: "a condition with \(tests.count) tests",
                    expected: "“of” and one of is, isNot, like, blank"))
            return nil
        }
        return Condition(template: template, test: tests[0])
    }

    /// A template, or one whose text is replaced by other words.
    mutating func textRule(_ json: JSON, _ path: String) -> TextRule? {
        guard json.members != nil else {
            return template(json, path).map { TextRule(template: $0) }
        }
        guard var object = JSONObjectReader(json, path, &problems) else { return nil }
        let template = object.value("of").flatMap { self.template($0, path + ".of") }
        var words: [TextRule.Word] = []
        for (name, json, path) in object.entries("words", &problems) ?? [] {
            guard let text = json.text else {
                problems.add(.at(path, found: json.kindName, expected: "a text"))
                continue
            }
            words.append(TextRule.Word(from: name, to: text))
        }
        let otherwise = object.word("otherwise", as: TextRule.Otherwise.self, &problems)
        object.finish(&problems)
        guard let template else {
            problems.add(.at(path, found: "no “of”", expected: "a text such as {Header}"))
            return nil
        }
        return TextRule(
            template: template, words: words.isEmpty ? nil : words,
            otherwise: otherwise ?? .refuse)
    }

    /// A time; `choosesRow` where it may say which row of a group tells it.
    mutating func timeRule(_ json: JSON, _ path: String, choosesRow: Bool = false) -> TimeRule? {
        guard json.members != nil else {
            return template(json, path).map { TimeRule(date: $0) }
        }
        guard var object = JSONObjectReader(json, path, &problems) else { return nil }
        let date = object.value("date").flatMap { self.template($0, path + ".date") }
        let clock = object.value("time").flatMap { self.template($0, path + ".time") }
        let zone = object.value("zone").flatMap { self.zoneRule($0, path + ".zone") }
        let texts = object.texts("dates", &problems)
        let patterns = texts.map { self.patterns($0, path + ".dates") }
        var row: TimeRule.GroupRow?
        if choosesRow, !groupBy.isEmpty {
            row = object.word("row", as: TimeRule.GroupRow.self, &problems)
        }
        object.finish(&problems)
        guard let date else {
            problems.add(.at(path, found: "no “date”", expected: "the column with the date"))
            return nil
        }
        return TimeRule(date: date, clock: clock, zone: zone, patterns: patterns, row: row)
    }
}
