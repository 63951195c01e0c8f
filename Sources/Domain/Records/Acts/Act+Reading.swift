// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

/// Why an entry is no act of a record.
package struct MalformedAct: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which member is not what it should be.
    package let member: String

    package var description: String { "its member \"\(member)\" is not what it should be" }
}

extension Act {
    /// Reads an act out of the bodies of its entry.
    ///
    /// Values are read as the kind's fields say. A field that the kind does not have (any more) keeps
    /// its value as text, since the past does not change with the program.
    ///
    /// - Parameters:
    ///   - type: the entry's type, `record.amended`.
    ///   - content: the body that everybody may see.
    ///   - person: `nil` where that body was withheld or erased.
    ///   - kinds: what says how values are to be read.
    /// - Throws: ``MalformedAct`` with the member that is not in order.
    package init(
        type: String, content: JSON, person: JSON?, kinds: KindCatalogue
    ) throws(MalformedAct) {
        let reader = ActReader(content: content, person: person, kinds: kinds)
        guard content["schema"]?.text == Act.schema else { throw MalformedAct(member: "schema") }
        self.init(
            record: try reader.record("record"), kind: KindName(try reader.text("kind")),
            number: try reader.number("act"), revision: try reader.number("revision"),
            version: try reader.number("version"), stamp: try reader.stamp(),
            deed: try reader.deed(String(type.dropFirst(Act.typePrefix.count))))
    }
}

/// Takes members out of an act's bodies and says which one is not in order.
private struct ActReader {
    let content: JSON
    let person: JSON?
    let kinds: KindCatalogue

    func text(_ name: String, in json: JSON? = nil) throws(MalformedAct) -> String {
        guard let text = (json ?? content)[name]?.text else { throw MalformedAct(member: name) }
        return text
    }

    func number(_ name: String) throws(MalformedAct) -> Int {
        guard let number = content[name]?.integer, number > 0 else {
            throw MalformedAct(member: name)
        }
        return Int(number)
    }

    func record(_ name: String, in json: JSON? = nil) throws(MalformedAct) -> RecordID {
        guard let id = RecordID(try text(name, in: json)) else { throw MalformedAct(member: name) }
        return id
    }

    func stamp() throws(MalformedAct) -> Act.Stamp {
        guard let by = content["by"], let who = by["person"]?.text.flatMap({ PersonID($0) }),
            let role = by["role"]?.text.flatMap({ Role(rawValue: $0) })
        else { throw MalformedAct(member: "by") }
        guard let at = WrittenTime(try text("at"))?.instant else {
            throw MalformedAct(member: "at")
        }
        return Act.Stamp(
            person: who, printedName: person?["names"]?.elements?.first?.text, role: role,
            onBehalfOf: by["onBehalfOf"]?.text.flatMap { PersonID($0) }, at: at,
            zone: by["zone"]?.text ?? "UTC", request: try text("request"),
            reason: content["reason"]?.text, cause: try cause())
    }

    private func cause() throws(MalformedAct) -> Cause? {
        guard let json = content["cause"] else { return nil }
        let entries = (json["entries"]?.elements ?? []).compactMap(\.integer)
        return Cause(
            rule: try text("rule", in: json), revision: try text("revision", in: json),
            entries: entries.map { UInt64(clamping: $0) },
            record: json["record"]?.text.flatMap { RecordID($0) })
    }

    func deed(_ name: String) throws(MalformedAct) -> Deed {
        switch name {
        case "opened":
            return .opened(
                state: StateName(try text("state")), site: try text("site"),
                title: try text("title"), try changes(), try links())
        case "amended": return .amended(try changes())
        case "attached":
            guard case .file(let file)? = content["file"].flatMap({ FieldType.file.read($0) })
            else { throw MalformedAct(member: "file") }
            return .attached(file, note: content["note"]?.text)
        case "linked": return .linked(try link(content["link"]))
        case "unlinked": return .unlinked(try link(content["link"]))
        case "system-linked": return .systemLinked(try systemLink())
        case "system-checked": return .systemChecked(try key(content["system"]), try check())
        case "synchronised": return .synchronised(try key(content["system"]), try changes())
        case "proposed": return .proposed(transition: try text("transition"))
        case "refused": return .refused(transition: try text("transition"))
        case "signed": return .signed(transition: try text("transition"), try signature())
        case "transitioned":
            return .transitioned(
                try text("transition"), from: StateName(try text("from")),
                to: StateName(try text("to")), justifications: try justifications(),
                signatures: (content["signatures"]?.elements ?? []).compactMap(\.integer)
                    .map { Int($0) })
        case "superseded": return .superseded(by: try record("successor"))
        case "voided": return .voided(from: StateName(try text("from")), try signature())
        case "reopened":
            return .reopened(from: StateName(try text("from")), to: StateName(try text("to")))
        default: throw MalformedAct(member: "type")
        }
    }

    private func changes() throws(MalformedAct) -> [ValueChange] {
        let kind = kinds[KindName(try text("kind"))]
        var changes: [ValueChange] = []
        for (json, bodyClass) in [(content, Field.BodyClass.content), (person, .person)] {
            for change in json?["changes"]?.elements ?? [] {
                let name = try text("field", in: change)
                let field = kind?.field(name)
                changes.append(
                    ValueChange(
                        name, bodyClass, old: try value(change["old"], of: field),
                        new: try value(change["new"], of: field)))
            }
        }
        return changes
    }

    private func value(_ json: JSON?, of field: Field?) throws(MalformedAct) -> FieldValue? {
        guard let json else { return nil }
        guard let field else {
            return .text(json.text ?? String(decoding: json.canonical, as: UTF8.self))
        }
        guard field.isList, let elements = json.elements else {
            return field.type.read(json)
                ?? .text(
                    json.text ?? String(decoding: json.canonical, as: UTF8.self))
        }
        var values: [FieldValue] = []
        for element in elements {
            guard let value = field.type.read(element) else {
                throw MalformedAct(member: "changes")
            }
            values.append(value)
        }
        return .list(values)
    }

    private func links() throws(MalformedAct) -> [RecordLink] {
        var links: [RecordLink] = []
        for json in content["links"]?.elements ?? [] { links.append(try link(json)) }
        return links
    }

    private func link(_ json: JSON?) throws(MalformedAct) -> RecordLink {
        guard let json else { throw MalformedAct(member: "link") }
        return RecordLink(try text("role", in: json), try record("target", in: json))
    }

    private func key(_ json: JSON?) throws(MalformedAct) -> SystemKey {
        guard let json else { throw MalformedAct(member: "system") }
        return SystemKey(
            system: try text("system", in: json), kind: try text("kind", in: json),
            remoteID: try text("remoteID", in: json))
    }

    private func systemLink() throws(MalformedAct) -> SystemLink {
        guard let json = content["systemLink"],
            let maturity = json["maturity"]?.text.flatMap({ SystemLink.Maturity(rawValue: $0) })
        else { throw MalformedAct(member: "systemLink") }
        return SystemLink(
            key: try key(json["key"]), url: json["url"]?.text,
            ownedThere: (json["ownedThere"]?.elements ?? []).compactMap(\.text),
            maturity: maturity)
    }

    private func check() throws(MalformedAct) -> SystemCheck {
        guard let json = content["check"],
            let result = json["result"]?.text.flatMap({ SystemCheck.Result(rawValue: $0) })
        else { throw MalformedAct(member: "check") }
        return SystemCheck(
            result: result, sourceState: json["sourceState"]?.text, detail: json["detail"]?.text)
    }

    private func justifications() throws(MalformedAct) -> [Justification] {
        var justifications: [Justification] = []
        for json in content["justifications"]?.elements ?? [] {
            justifications.append(
                Justification(
                    guardName: try text("guard", in: json),
                    obstacles: (json["obstacles"]?.elements ?? []).compactMap(\.text),
                    reason: try text("reason", in: json)))
        }
        return justifications
    }

    private func signature() throws(MalformedAct) -> GivenSignature {
        guard let json = content["signature"], json["algorithm"]?.text == "ed25519",
            let keyID = json["keyID"]?.text.flatMap({ Digest(hex: $0) }),
            let value = json["value"]?.text.flatMap({ Hex.bytes($0) }),
            let statement = json["statement"].flatMap({ SignatureStatement(json: $0) })
        else { throw MalformedAct(member: "signature") }
        let salt = person?["nameSalt"]?.text.flatMap { Hex.bytes($0) } ?? []
        return GivenSignature(
            statement: statement, keyID: keyID, value: value, nameSalt: salt)
    }
}
