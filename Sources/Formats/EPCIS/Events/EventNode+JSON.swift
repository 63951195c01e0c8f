// SPDX-License-Identifier: Apache-2.0
import Canon

extension EventNode {
    /// Reads an event's object, giving lists the shape they have in XML.
    ///
    /// `null` says that a member is absent, as in JSON-LD.
    init(event members: [JSON.Member], _ prefixes: Prefixes) {
        let type = members.first { $0.name.hasSameBytes(as: "type") }?.value.text ?? ""
        self.init(name: prefixes.name(type), spot: .item(0))
        children.reserveCapacity(members.count)
        for member in members { add(member, prefixes) }
    }

    private mutating func add(_ member: JSON.Member, _ prefixes: Prefixes) {
        guard member.name.utf8.count >= 7, let item = EventNode.listItems[member.name] else {
            addValues(of: member, prefixes)
            return
        }
        var list = EventNode(
            name: QualifiedName(member.name), spot: .member(member.name, nil))
        // One value where a list of one is meant says the same in JSON-LD.
        let elements = member.value.elements ?? [member.value]
        list.children.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            list.children.append(EventNode.item(item, element, index, prefixes))
        }
        children.append(list)
    }

    /// What an item of each list is called in XML, and which of its members is its content.
    private static let listItems: [String: (name: String, content: String?)] = [
        "epcList": ("epc", nil), "childEPCs": ("epc", nil), "inputEPCList": ("epc", nil),
        "outputEPCList": ("epc", nil), "quantityList": ("quantityElement", nil),
        "childQuantityList": ("quantityElement", nil),
        "inputQuantityList": ("quantityElement", nil),
        "outputQuantityList": ("quantityElement", nil),
        "bizTransactionList": ("bizTransaction", "bizTransaction"),
        "sourceList": ("source", "source"), "destinationList": ("destination", "destination"),
        "sensorElementList": ("sensorElement", nil),
    ]

    private static func item(
        _ item: (name: String, content: String?), _ element: JSON, _ index: Int,
        _ prefixes: Prefixes
    ) -> EventNode {
        var node = EventNode(name: QualifiedName(item.name), spot: .item(index))
        switch element {
        case .string(let text): node.text = text.trimmed
        case .object(let members):
            for member in members {
                if let content = item.content, member.name.hasSameBytes(as: content) {
                    node.text = member.value.text?.trimmed ?? ""
                } else {
                    node.addValues(of: member, prefixes)
                }
            }
        case .null, .bool, .integer, .decimal, .array: break
        }
        return node
    }

    /// Adds a member as one node, or as one node an element where it is an array.
    private mutating func addValues(of member: JSON.Member, _ prefixes: Prefixes) {
        let name = prefixes.name(member.name)
        if member.name.hasSameBytes(as: "correctiveEventIDs") {
            var list = EventNode(name: name, spot: .member(member.name, nil))
            for (index, id) in (member.value.elements ?? [member.value]).enumerated() {
                list.children.append(
                    EventNode(
                        name: QualifiedName("correctiveEventID"), text: id.text?.trimmed ?? "",
                        spot: .item(index)))
            }
            children.append(list)
        } else if let elements = member.value.elements {
            for (index, element) in elements.enumerated() {
                add(element, as: name, .member(member.name, index), prefixes)
            }
        } else {
            add(member.value, as: name, .member(member.name, nil), prefixes)
        }
    }

    private mutating func add(
        _ value: JSON, as name: QualifiedName, _ spot: Spot, _ prefixes: Prefixes
    ) {
        var node = EventNode(name: name, spot: spot)
        switch value {
        case .null: return
        case .bool(let truth): node.text = truth ? "true" : "false"
        case .integer(let number): node.text = String(number)
        case .decimal(let number): node.text = number.text
        case .string(let text): node.text = text.trimmed
        case .array(let elements):
            // Lists of lists are one list in JSON-LD sets.
            for element in elements { add(element, as: name, spot, prefixes) }
            return
        case .object(let members):
            node.children.reserveCapacity(members.count)
            for member in members { node.addValues(of: member, prefixes) }
        }
        children.append(node)
    }
}

extension Prefixes {
    /// Adds what a `@context` declares; remote contexts are never fetched.
    ///
    /// Returns the remote contexts that are not the standard's own and so were not understood.
    mutating func declare(context: JSON) -> [String] {
        switch context {
        case .string(let address):
            return address.contains("epcis-context") ? [] : [address]
        case .array(let contexts):
            return contexts.flatMap { $0.elements == nil ? declare(context: $0) : [] }
        case .object(let members):
            for member in members {
                guard let term = member.value.text ?? member.value["@id"]?.text,
                    !member.name.hasPrefix("@"), !term.hasPrefix("@")
                else { continue }
                declare(member.name, expand(term) ?? term)
            }
            return []
        case .null, .bool, .integer, .decimal: return []
        }
    }
}

extension String {
    /// Without the white space of XML and JSON at either end.
    var trimmed: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        guard first.isWhiteSpace || last.isWhiteSpace else { return self }
        let start = utf8.firstIndex { !$0.isWhiteSpace } ?? endIndex
        let end = utf8.lastIndex { !$0.isWhiteSpace }.map { utf8.index(after: $0) } ?? start
        return String(self[start..<end])
    }
}

extension UInt8 {
    fileprivate var isWhiteSpace: Bool {
        self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D
    }
}
