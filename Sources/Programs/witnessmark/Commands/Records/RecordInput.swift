// SPDX-License-Identifier: Apache-2.0
import Activities
import ArgumentParser
import Canon
import Intake
import Ledger
import Records
import Registrar
import Yams

/// Values of a record as they are given: by flags, or in a YAML or JSON file.
struct RecordInput: ParsableArguments {
    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "A field's value; several times for a list. A file's content is @PATH.",
            valueName: "field=value"))
    var set: [String] = []

    @Option(
        help: ArgumentHelp(
            "A YAML or JSON file: title, site, reason, fields, links.", valueName: "file"))
    var from: String?

    /// More than this is no form that somebody filled in.
    static let fileBytesMax = 4 << 20

    /// The file's content; empty without one.
    func document() throws -> RecordDocument {
        guard let from else { return RecordDocument() }
        guard let bytes = try DurableFile.read(from, atMost: RecordInput.fileBytesMax) else {
            throw CommandFailure("WM-FILE-004", "\(from) is not there.", status: .notFound)
        }
        return try RecordDocument(bytes, from: from)
    }

    /// What shall stand in the fields: the file's values, and the flags' over them.
    func changes(
        of kind: Kind, _ document: RecordDocument, keepingFilesIn store: FileKeeping
    ) throws -> [FieldChange] {
        var given: [(String, JSON)] = document.fields
        var byFlag: [String: [JSON]] = [:]
        var order: [String] = []
        for text in set {
            guard let equals = text.utf8.firstIndex(of: 0x3D) else {
                throw ValidationError("--set should be field=value; \"\(text)\" has no =.")
            }
            let name = String(text[..<equals])
            if byFlag[name] == nil { order.append(name) }
            byFlag[name, default: []].append(
                .string(String(text[text.utf8.index(after: equals)...])))
        }
        for name in order {
            given.removeAll { $0.0.hasSameBytes(as: name) }
            let values = byFlag[name] ?? []
            let isList = kind.field(name)?.isList == true || values.count > 1
            given.append((name, isList ? .array(values) : values.first ?? .null))
        }
        var problems: [Refusal.Reason] = []
        var changes: [FieldChange] = []
        for (name, json) in given {
            guard let field = kind.field(name) else {
                problems.append(.unknownField(name, known: kind.fields.map(\.name)))
                continue
            }
            do {
                changes.append(FieldChange(name, try value(json, of: field, store)))
            } catch let reason as UnfitValue {
                problems.append(
                    .valueUnfit(
                        field: name, found: reason.found, expected: field.type.expectation))
            }
        }
        guard problems.isEmpty else { throw Refusal(problems) }
        return changes
    }

    private struct UnfitValue: Error {
        let found: String
    }

    /// `nil` empties the field: `null` in a file, nothing after the `=` of a flag.
    private func value(
        _ json: JSON, of field: Field, _ store: FileKeeping
    ) throws -> FieldValue? {
        if case .null = json { return nil }
        let elements = json.elements ?? [json]
        if elements.count == 1, elements[0].text == "" { return nil }
        var values: [FieldValue] = []
        for element in elements {
            if field.type == .file, let path = element.text {
                guard path.hasPrefix("@") else { throw UnfitValue(found: "\"\(path)\"") }
                values.append(.file(try store.reference(to: String(path.dropFirst()))))
                continue
            }
            guard let value = field.type.read(element) else {
                throw UnfitValue(
                    found: element.text.map { "\"\($0.prefix(120))\"" } ?? element.kindName)
            }
            values.append(value)
        }
        if field.isList { return .list(values) }
        guard values.count == 1, let value = values.first else {
            throw UnfitValue(found: "\(values.count) values")
        }
        return value
    }
}

/// Keeps files that a record names among the originals; on a dry run they are only read.
struct FileKeeping: Sendable {
    let originals: OriginalStore
    let isDryRun: Bool

    func reference(to path: String) throws -> FileReference {
        let incoming = try originals.receive(try InputFile(path)) { _ in }
        if isDryRun { incoming.discard() } else { try originals.keep(incoming) }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return FileReference(
            digest: incoming.digest, name: name, size: Int64(clamping: incoming.size),
            mediaType: MediaType.guess(name))
    }
}

extension FileKeeping {
    /// Keeps bytes that were made here, under a name.
    func reference(
        to bytes: [UInt8], named name: String, mediaType: String
    ) throws -> FileReference {
        let folder = try FolderAccess.temporary("witnessmark-file")
        defer { FolderAccess.remove(folder) }
        let path = "\(folder)/\(name)"
        try DurableFile.write(bytes, to: path)
        let kept = try reference(to: path)
        return FileReference(
            digest: kept.digest, name: name, size: kept.size, mediaType: mediaType)
    }
}

/// What a file's ending says of its content; the bytes are kept as they are in any case.
enum MediaType {
    static func guess(_ name: String) -> String {
        switch name.split(separator: ".").last.map({ $0.lowercased() }) {
        case "json": "application/json"
        case "xml": "application/xml"
        case "csv": "text/csv"
        case "txt", "log", "md": "text/plain"
        case "pdf": "application/pdf"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "html": "text/html"
        case "zip", "wmpack": "application/zip"
        case _: "application/octet-stream"
        }
    }
}

/// A record as somebody wrote it in a file.
struct RecordDocument {
    var title: String?
    var site: String?
    var reason: String?
    var fields: [(String, JSON)] = []
    var links: [(String, [String])] = []

    init() {}

    /// Reads YAML or JSON.
    ///
    /// Every scalar of YAML is text: `no`, `1.10` and dates stay as they are written.
    init(_ bytes: [UInt8], from path: String) throws {
        let json: JSON
        if bytes.first(where: { $0 > 0x20 }) == 0x7B {
            do throws(JSONError) { json = try JSON(parsing: bytes) } catch {
                throw CommandFailure("WM-REC-004", "\(path): \(error).", status: .usage)
            }
        } else {
            let node: Node?
            do { node = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self)) } catch {
                throw CommandFailure("WM-REC-004", "\(path): \(error)", status: .usage)
            }
            var budget = RecordDocument.nodesMax
            json = try node.map { try RecordDocument.json($0, path, &budget) } ?? .object([])
        }
        for member in json.members ?? [] {
            switch member.name {
            case "title": title = member.value.text
            case "site": site = member.value.text
            case "reason": reason = member.value.text
            case "kind": continue
            case "fields":
                fields = (member.value.members ?? []).map { ($0.name, $0.value) }
            case "links":
                links = (member.value.members ?? []).map { member in
                    (member.name, (member.value.elements ?? [member.value]).compactMap(\.text))
                }
            case let other:
                throw CommandFailure(
                    "WM-REC-004", "\(path): \"\(other)\" is not expected.",
                    remedy: "Members are: kind, title, site, reason, fields, links.", status: .usage
                )
            }
        }
    }

    /// The most nodes of a YAML file, aliases written out: a few lines of them could stand for billions.
    private static let nodesMax = 100_000

    private static func json(
        _ node: Node, _ path: String, _ budget: inout Int, depth: Int = 0
    ) throws -> JSON {
        budget -= 1
        guard depth < 16, budget > 0 else {
            throw CommandFailure(
                "WM-REC-004", "\(path): it is nested too deeply or stands for too much.",
                status: .usage)
        }
        switch node {
        case .scalar(let scalar):
            return scalar.string == "null" || scalar.string == "~" ? .null : .string(scalar.string)
        case .sequence(let nodes):
            var elements: [JSON] = []
            for node in nodes { elements.append(try json(node, path, &budget, depth: depth + 1)) }
            return .array(elements)
        case .mapping(let pairs):
            var members: [JSON.Member] = []
            for (key, value) in pairs {
                guard let name = key.string else {
                    throw CommandFailure(
                        "WM-REC-004", "\(path): a name is no text.", status: .usage)
                }
                members.append(.init(name, try json(value, path, &budget, depth: depth + 1)))
            }
            return .object(members)
        case .alias:
            throw CommandFailure(
                "WM-REC-004", "\(path): aliases (*name) are not read.", status: .usage)
        }
    }
}
