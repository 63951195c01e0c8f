// SPDX-License-Identifier: Apache-2.0
import ActivityDocuments
import Canon
import Fixtures
import Foundation
import Reading
import Testing

/// The page, the schema and the reader say the same.
struct ActivitySchemaTests {
    private static func text(_ path: String) throws -> String {
        try String(contentsOf: Fixtures.root.appending(path: path), encoding: .utf8)
    }

    /// The JSON examples of docs/ACTIVITY.md, in order.
    private static func examples() throws -> [String] {
        try text("docs/ACTIVITY.md").components(separatedBy: "```json\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
    }

    private static func schema() throws -> SchemaCheck {
        SchemaCheck(try JSON(parsing: Array(try text("docs/activity.schema.json").utf8)))
    }

    @Test func `Every example on the page is read, and fits the schema`() throws {
        let schema = try Self.schema()
        let examples = try Self.examples()
        #expect(examples.count >= 12)
        for example in examples {
            let bytes = Array(example.utf8)
            let batch = ActivityDocumentFormat().read(bytes)
            #expect(batch.problems.isEmpty, "\(batch.problems.listed)\n\(example)")
            #expect(batch.activities.count == 1)
            #expect(try schema.faults(in: JSON(parsing: bytes)).isEmpty, "\(example)")
        }
    }

    @Test func `The examples show every member of the schema`() throws {
        let members = try Self.examples().flatMap { example in
            try JSON(parsing: Array(example.utf8)).members?.map(\.name) ?? []
        }
        let properties = try Self.schema().root["properties"]?.members?.map(\.name) ?? []
        #expect(Set(members) == Set(properties))
    }

    @Test(arguments: [
        #"{"id":"1"}"#, #"{"activity":""}"#, #"{"activity":7}"#, #"{"activity":"a","colour":1}"#,
        #"{"activity":"a","status":"done"}"#, #"{"activity":"a","occurred":"yesterday"}"#,
        #"{"activity":"a","inputs":["x"]}"#, #"{"activity":"a","inputs":[{"batch":"x"}]}"#,
        #"{"activity":"a","inputs":{"lot":"x","serial":"y"}}"#,
        #"{"activity":"a","inputs":{"lot":"x","quantity":"many"}}"#,
        #"{"activity":"a","inputs":{"lot":"x","quantity":-1}}"#,
        #"{"activity":"a","inputs":{"lot":"x","unit":"KGM"}}"#,
        #"{"activity":"a","by":{"lot":"x"}}"#, #"{"activity":"a","effect":"explode"}"#,
        #"{"activity":"a","results":{"name":"d"}}"#, #"{"activity":"a","results":{"value":1}}"#,
        #"{"activity":"a","results":{"name":"d","value":1,"verdict":"ok"}}"#,
        #"{"activity":"a","results":{"name":"d","value":1,"upper":"x"}}"#,
        #"{"activity":"a","corrects":{}}"#, #"{"activity":"a","corrects":"e"}"#,
        #"{"activity":"a","attributes":{"a":[]}}"#, #"{"activity":"a","attributes":[]}"#,
        #"{"activity":"a","documents":{"name":"W","rev":"C"}}"#, "[]", "7",
        #"{"activity":"a","capture":"guessed"}"#, #"{"activity":"a","clock":{}}"#,
        #"{"activity":"a","clock":{"state":"synchronised","offset":1}}"#,
        #"{"activity":"a","clock":{"state":"unknown","offsetMilliseconds":1.5}}"#,
        #"{"activity":"a","sequence":{"stream":"s"}}"#, #"{"activity":"a","sequence":7}"#,
        #"{"activity":"a","memberOf":{"ordinal":1}}"#,
        #"{"activity":"a","memberOf":{"set":"s","ordinal":0}}"#,
        #"{"activity":"a","session":""}"#, #"{"activity":"a","valid":"2026"}"#,
        #"{"activity":"a","valid":{"from":"yesterday"}}"#, #"{"activity":"a","exception":"maybe"}"#,
        #"{"activity":"a","blanks":[""]}"#, #"{"activity":"a","blanks":[{}]}"#,
        #"{"activity":"a","signedBy":{"at":"2026-11-03T08:00:00Z"}}"#,
        #"{"activity":"a","signedBy":{"person":"K","at":"noon"}}"#,
        #"{"activity":"a","by":{"person":"K","meaning":"Approval"}}"#,
        #"{"activity":"a","results":{"name":"d","value":1,"nominal":"x"}}"#,
        #"{"activity":"a","results":{"name":"d","value":1,"instrument":7}}"#,
    ])
    func `What the reader refuses, the schema refuses too`(document: String) throws {
        let json = try JSON(parsing: Array(document.utf8))
        var problems: [Problem] = []
        #expect(ActivityDocument(json, at: Place(), ReadingOptions(), problems: &problems) == nil)
        #expect(!problems.isEmpty)
        #expect(!(try Self.schema().faults(in: json).isEmpty))
    }
}

/// As much of JSON Schema 2020-12 as our schema uses; an unknown keyword is a failure.
struct SchemaCheck {
    let root: JSON

    init(_ root: JSON) { self.root = root }

    enum Fault: Error { case unknownKeyword(String), badReference(String) }

    func faults(in value: JSON) throws -> [String] { try faults(value, root, "$") }

    private func faults(_ value: JSON, _ schema: JSON, _ path: String) throws -> [String] {
        var faults: [String] = []
        for keyword in schema.members ?? [] {
            let rule = keyword.value
            let holds: Bool
            switch keyword.name {
            case "$schema", "$id", "$defs", "title", "description": holds = true
            case "$ref":
                let name = (rule.text ?? "").replacing("#/$defs/", with: "")
                guard let target = root["$defs"]?[name] else { throw Fault.badReference(name) }
                faults += try self.faults(value, target, path)
                holds = true
            case "type":
                let types = rule.elements ?? [rule]
                holds = types.contains { SchemaCheck.isOfType(value, $0.text ?? "") }
            case "enum": holds = rule.elements?.contains(value) ?? false
            case "required":
                holds =
                    value.members == nil
                    || (rule.elements ?? []).allSatisfy { value[$0.text ?? ""] != nil }
            case "properties":
                for property in rule.members ?? [] {
                    guard let member = value[property.name] else { continue }
                    faults += try self.faults(member, property.value, "\(path).\(property.name)")
                }
                holds = true
            case "additionalProperties":
                let known = Set(schema["properties"]?.members?.map(\.name) ?? [])
                let others = (value.members ?? []).filter { !known.contains($0.name) }
                if rule.bool == nil {
                    for other in others {
                        faults += try self.faults(other.value, rule, "\(path).\(other.name)")
                    }
                }
                holds = rule.bool != false || others.isEmpty
            case "minProperties":
                holds = value.members.map { Int64($0.count) >= rule.integer ?? 0 } ?? true
            case "maxProperties":
                holds = value.members.map { Int64($0.count) <= rule.integer ?? 0 } ?? true
            case "dependentRequired":
                holds = (rule.members ?? []).allSatisfy { dependent in
                    value[dependent.name] == nil
                        || (dependent.value.elements ?? []).allSatisfy {
                            value[$0.text ?? ""] != nil
                        }
                }
            case "items":
                for (index, element) in (value.elements ?? []).enumerated() {
                    faults += try self.faults(element, rule, "\(path)[\(index)]")
                }
                holds = true
            case "oneOf":
                let fitting = try (rule.elements ?? []).filter {
                    try self.faults(value, $0, path).isEmpty
                }
                holds = fitting.count == 1
            case "minLength":
                holds =
                    value.text.map { Int64($0.unicodeScalars.count) >= rule.integer ?? 0 } ?? true
            case "maxLength":
                holds =
                    value.text.map { Int64($0.unicodeScalars.count) <= rule.integer ?? 0 } ?? true
            case "minimum":
                holds =
                    value.numberText.flatMap(Double.init).map { $0 >= Double(rule.integer ?? 0) }
                    ?? true
            case "pattern":
                holds =
                    value.text.map {
                        $0.range(of: rule.text ?? "", options: .regularExpression) != nil
                    } ?? true
            default: throw Fault.unknownKeyword(keyword.name)
            }
            if !holds { faults.append("\(path): \(keyword.name)") }
        }
        return faults
    }

    private static func isOfType(_ value: JSON, _ type: String) -> Bool {
        switch (value, type) {
        case (.object, "object"), (.array, "array"), (.string, "string"), (.bool, "boolean"),
            (.null, "null"), (.integer, "number"), (.integer, "integer"), (.decimal, "number"):
            true
        default: false
        }
    }
}
