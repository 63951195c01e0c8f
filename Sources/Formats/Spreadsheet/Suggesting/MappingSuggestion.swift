// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// A draft of a mapping for a file that nobody has mapped yet.
///
/// Every doubt stands in the draft as a member of its own that begins with `DOUBT`. A mapping with such
/// a member is refused, so none is approved before a person has decided each of them.
package struct MappingSuggestion {
    /// What every doubt's name begins with.
    package static let doubtMark = "DOUBT"

    /// The draft, as the text of a mapping file.
    package let text: String
    /// How many doubts are in it.
    package let doubts: Int

    /// Looks at a file and drafts.
    package init(_ bytes: [UInt8], named file: String) throws(WorkbookFault) {
        var draft = MappingDraft(try TableSample(bytes), file)
        text = draft.text
        doubts = draft.doubts
    }
}

/// Builds the draft.
private struct MappingDraft {
    private let sample: TableSample
    private let file: String
    private let header: TableRow?
    private(set) var doubts = 0
    private var meanings: [(header: String, column: Int, meaning: HeaderMeaning?)] = []

    init(_ sample: TableSample, _ file: String) {
        self.sample = sample
        self.file = file
        header = sample.header
        for (column, cell) in header?.cells.enumerated() ?? [].enumerated() {
            let text = TableLayout.plain(cell.value.text)
            guard !text.isEmpty else { continue }
            meanings.append((text, column, HeaderMeaning.of(text)))
        }
    }

    private mutating func doubt(_ about: String, _ question: String) -> JSON.Member {
        doubts += 1
        return JSON.Member("\(MappingSuggestion.doubtMark) \(about)", .string(question))
    }

    var text: String {
        mutating get {
            doubts = 0
            var members: [JSON.Member] = [
                .init("format", .string(SpreadsheetMapping.formatName)),
                .init("name", .string(name)), .init("revision", "1"),
                .init("file", .object(fileMembers())),
            ]
            if let header, header.number > 1 {
                members.append(
                    .init("table", ["header": .integer(Int64(clamping: header.number))]))
            }
            members.append(.init("values", .object(valueMembers())))
            members.append(.init("columns", .array(columnMembers())))
            members.append(
                doubt(
                    "source",
                    "which system do the rows come from? Write its URI, as urn:plant7:erp"))
            members.append(.init("activities", .array([.object(activityMembers())])))
            return PrettyJSON.text(.object(members)) + "\n"
        }
    }

    private var name: String {
        let stem = file.split(separator: ".").first.map(String.init) ?? "table"
        let plain = stem.lowercased().utf8.map { byte -> UInt8 in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) ? byte : 0x2D
        }
        return String(decoding: plain.prefix(60), as: UTF8.self)
    }

    private mutating func fileMembers() -> [JSON.Member] {
        var members: [JSON.Member] = [.init("kind", .string(sample.kind))]
        if sample.kind != "xlsx" {
            if let delimiter = sample.delimiter, sample.kind == "csv" {
                members.append(
                    .init("delimiter", .string(String(decoding: [delimiter], as: UTF8.self))))
            }
            if let encoding = sample.encoding {
                members.append(.init("encoding", .string(encoding.rawValue)))
            }
        } else if let sheet = sample.sheet {
            members.append(.init("sheets", .array([.string(sheet)])))
        }
        for (about, question) in sample.doubts.sorted(by: { $0.key < $1.key }) {
            members.append(doubt(about, question))
        }
        return members
    }

    // MARK: Values

    private func texts(_ column: Int) -> [String] {
        guard let header else { return [] }
        return sample.rows.filter { $0.number > header.number }.compactMap { row in
            guard case .text(let text) = row.cell(column).value else { return nil }
            let plain = TableLayout.plain(text)
            return plain.isEmpty ? nil : plain
        }
    }

    private mutating func valueMembers() -> [JSON.Member] {
        var members: [JSON.Member] = []
        var points: String?
        var commas: String?
        var dates: [String] = []
        var blanks: [String] = []
        for column in meanings {
            for text in texts(column.column).prefix(100) {
                let isNumeric =
                    text.utf8.allSatisfy {
                        (0x30...0x39).contains($0) || [0x2E, 0x2C, 0x2D, 0x2B].contains($0)
                    } && text.utf8.contains { (0x30...0x39).contains($0) }
                let dots = text.utf8.count { $0 == 0x2E }
                if MappingDraft.looksLikeDate(text) {
                    if !dates.contains(text), dates.count < 50 { dates.append(text) }
                } else if isNumeric {
                    if dots > 0 { points = points ?? text }
                    if text.utf8.contains(0x2C) { commas = commas ?? text }
                }
                let blank = ["-", "--", "n/a", "#n/a", "k.a.", "s.o.", "null", "?"]
                if blank.contains(text.lowercased()), !blanks.contains(text) { blanks.append(text) }
            }
        }
        if points != nil || commas != nil {
            let found = points == commas ? [points] : [points, commas]
            let examples = found.compactMap { $0 }.map { Problem.quote($0) }
            members.append(
                doubt(
                    "decimal",
                    "the file has \(examples.joined(separator: " and ")): which mark is the decimal "
                        + "one? Write \"decimal\", and \"grouping\" where digits are grouped"))
        }
        if let example = dates.first {
            let proof = dates.first { MappingDraft.provesOrder($0) }
            members.append(
                doubt(
                    "dates",
                    proof.map {
                        "dates are written as \(Problem.quote($0)): write the pattern, as "
                            + "\"dates\": [\"dd.MM.yyyy\"]"
                    }
                        ?? "\(Problem.quote(example)) can be read in two ways: write the pattern, as "
                        + "\"dates\": [\"dd/MM/yyyy\"]"))
        }
        members.append(
            doubt(
                "zone",
                "which offset from UTC have times that name none? Write \"zone\": \"absent\", an "
                    + "offset, or standard, summer and law"))
        if !blanks.isEmpty {
            members.append(
                doubt(
                    "blank",
                    "do \(blanks.map { Problem.quote($0) }.joined(separator: ", ")) mean that there "
                        + "is no value? Write \"blank\": [\"…\"]"))
        }
        return members
    }

    /// Digits in two or three groups with the same mark between.
    private static func looksLikeDate(_ text: String) -> Bool {
        let first = text.split(separator: " ").first ?? ""
        for mark in ["/", ".", "-"] {
            let parts = first.split(separator: Character(mark), omittingEmptySubsequences: false)
            if parts.count == 3, parts.allSatisfy({ (1...4).contains($0.utf8.count) }),
                parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) })
            {
                return true
            }
        }
        return false
    }

    /// Whether a date can be read in one order only: a part beyond 12, or the year first.
    private static func provesOrder(_ text: String) -> Bool {
        let first = text.split(separator: " ").first ?? ""
        let parts = first.split { $0 == "/" || $0 == "." || $0 == "-" }
        if parts.first?.utf8.count == 4 { return true }
        return parts.prefix(2).contains { (Int($0) ?? 99) > 12 }
    }

    // MARK: Columns and the activity

    private mutating func columnMembers() -> [JSON] {
        var columns: [JSON] = []
        for (header, column, meaning) in meanings {
            let isTwice = meanings.count { $0.header.hasSameBytes(as: header) } > 1
            var members: [JSON.Member] =
                isTwice
                ? [
                    .init("letter", .string(CellName.letters(column))),
                    .init("name", .string("\(header) \(CellName.letters(column))")),
                ] : [.init("header", .string(header))]
            if isUsed(header, meaning) {
                columns.append(.object(members))
                continue
            }
            let example = texts(column).first.map { ", as in \(Problem.quote($0))" } ?? ""
            let known = meaning.map { "; it may be the \($0.rawValue)" } ?? ""
            members.append(
                doubt(
                    "use",
                    "what is this column\(example)\(known)? Use it below as {\(header)}, or write "
                        + "\"ignored\" with the reason"))
            columns.append(.object(members))
        }
        return columns
    }

    /// The only column of a meaning; two of one meaning are for a person to tell apart.
    private func only(_ meaning: HeaderMeaning) -> String? {
        let found = meanings.filter { $0.meaning == meaning }
        guard found.count == 1, let header = found.first?.header,
            meanings.count(where: { $0.header.hasSameBytes(as: header) }) == 1
        else { return nil }
        return "{\(header)}"
    }

    private func isUsed(_ header: String, _ meaning: HeaderMeaning?) -> Bool {
        guard let meaning, only(meaning) == "{\(header)}" else { return false }
        switch meaning {
        case .identifier, .lot, .serial, .material, .date, .ended, .order, .operation, .equipment,
            .place, .person, .supplier, .customer, .remark:
            return true
        case .quantity, .unit: return only(.lot) != nil || only(.serial) != nil
        case .time: return only(.date) != nil
        case .value: return only(.characteristic) != nil
        case .nominal, .lower, .upper: return only(.characteristic) != nil && only(.value) != nil
        case .revision: return only(.document) != nil
        case .document: return true
        case .kind, .instrument, .characteristic, .verdict, .state:
            return meaning == .characteristic && only(.value) != nil
        }
    }

    private mutating func activityMembers() -> [JSON.Member] {
        var members: [JSON.Member] = []
        if let id = only(.identifier) {
            members.append(
                doubt(
                    "id", "is \(id) different in each row, and the same when it is exported again?")
            )
            members.append(.init("id", .string(id)))
        } else {
            members.append(
                doubt(
                    "id", "which columns together name a row? Write \"id\", as \"{Order}/{Step}\""))
        }
        let kinds = meanings.first { $0.meaning == .kind }
        members.append(
            doubt(
                "kind",
                kinds.map {
                    "what do the words of {\($0.header)} mean? Write \"kind\" with \"of\" and \"words\": "
                        + Set(texts($0.column)).sorted().prefix(10).map { Problem.quote($0) }
                        .joined(separator: ", ")
                } ?? "what kind of activity is a row? Write \"kind\", as \"goods.received\""))
        if let date = only(.date) {
            let time = only(.time)
            members.append(
                .init(
                    "occurred",
                    time.map { ["date": .string(date), "time": .string($0)] } ?? .string(date)))
        }
        if let ended = only(.ended) { members.append(.init("ended", .string(ended))) }
        members.append(.init("participants", .array(participants())))
        if let name = only(.characteristic), let value = only(.value) {
            var result: [JSON.Member] = [
                .init("name", .string(name)), .init("value", .string(value)),
            ]
            for (member, meaning) in [
                ("nominal", HeaderMeaning.nominal), ("lower", .lower), ("upper", .upper),
            ] {
                if let column = only(meaning) { result.append(.init(member, .string(column))) }
            }
            members.append(.init("results", .array([.object(result)])))
        }
        if let remark = only(.remark) { members.append(.init("summary", .string(remark))) }
        return members
    }

    private func participants() -> [JSON] {
        let roles: [(HeaderMeaning, role: String, kind: String)] = [
            (.serial, "subject", "serial"), (.lot, "subject", "lot"),
            (.material, "about", "material"),
            (.order, "order", "order"), (.operation, "order", "operation"),
            (.equipment, "equipment", "equipment"), (.place, "place", "place"),
            (.person, "performer", "person"), (.supplier, "sender", "party"),
            (.customer, "recipient", "party"), (.document, "document", "document"),
        ]
        return roles.compactMap { meaning, role, kind -> JSON? in
            guard let name = only(meaning) else { return nil }
            var members: [JSON.Member] = [
                .init("role", .string(role)), .init("kind", .string(kind)),
                .init("name", .string(name)),
            ]
            let carriesQuantity = meaning == .lot || meaning == .serial && only(.lot) == nil
            if carriesQuantity, let quantity = only(.quantity) {
                members.append(.init("quantity", .string(quantity)))
                if let unit = only(.unit) { members.append(.init("unit", .string(unit))) }
            }
            if meaning == .document, let revision = only(.revision) {
                members.append(.init("revision", .string(revision)))
            }
            return .object(members)
        }
    }
}

/// JSON as a person edits it: indented, members in the order given.
enum PrettyJSON {
    static func text(_ json: JSON, indent: Int = 0) -> String {
        let margin = String(repeating: " ", count: indent)
        let inner = margin + "  "
        switch json {
        case .object(let members) where !members.isEmpty:
            let lines = members.map {
                inner + quoted($0.name) + ": " + text($0.value, indent: indent + 2)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n" + margin + "}"
        case .array(let elements) where elements.contains { $0.members != nil }:
            let lines = elements.map { inner + text($0, indent: indent + 2) }
            return "[\n" + lines.joined(separator: ",\n") + "\n" + margin + "]"
        case .null, .bool, .integer, .decimal, .string, .array, .object:
            return String(decoding: json.canonical, as: UTF8.self)
        }
    }

    private static func quoted(_ text: String) -> String {
        String(decoding: JSON.string(text).canonical, as: UTF8.self)
    }
}
