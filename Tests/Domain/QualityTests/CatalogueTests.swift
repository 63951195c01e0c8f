// SPDX-License-Identifier: Apache-2.0
import Quality
import Records
import Testing

/// What holds of every kind, asked of the values themselves.
struct CatalogueTests {
    @Test(arguments: QualityKinds.catalogue.kinds.map(\.name.text))
    func `No state is dead, none unreachable, and every step has a rule`(name: String) throws {
        let kind = try #require(QualityKinds.catalogue[KindName(name)])
        #expect(kind.faults.isEmpty, "\(kind.faults)")
    }

    @Test func `No two kinds share a name or the letters of their numbers`() {
        let kinds = QualityKinds.catalogue.kinds
        #expect(Set(kinds.map(\.name)).count == kinds.count)
        #expect(Set(kinds.map(\.prefix)).count == kinds.count)
    }

    @Test(arguments: QualityKinds.catalogue.kinds.map(\.name.text))
    func `Every link and every field of records points at kinds that there are`(
        name: String
    ) throws {
        let kind = try #require(QualityKinds.catalogue[KindName(name)])
        var targets = kind.links.flatMap(\.targets)
        for field in kind.fields {
            if case .record(let kinds) = field.type { targets += kinds }
            if case .onlyThrough(let other) = field.change { targets.append(other) }
        }
        for target in targets { #expect(QualityKinds.catalogue[target] != nil, "\(target)") }
    }
}
