// SPDX-License-Identifier: Apache-2.0
import Activities

/// Fields of other vocabularies as flat attributes: `ilmd.lotNumber`, `myField.part`.
///
/// For reading and searching only; the original has the namespaces and the nesting.
struct ExtensionAttributes {
    private(set) var attributes: [Attribute] = []

    init(_ path: String, _ fields: [ExtensionField]) {
        for field in fields { add(path, field) }
    }

    private mutating func add(_ path: String, _ field: ExtensionField) {
        let name = path.isEmpty ? field.name.local : path + "." + field.name.local
        if !field.text.isEmpty { attributes.append(Attribute(name, field.text)) }
        for child in field.children { add(name, child) }
    }
}
