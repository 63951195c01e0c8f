// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Records

/// What all measures of a case share: how they name it, who works on them, how they read one another.
extension LinkRole {
    /// The case a measure belongs to; a measure is never taken off its case again.
    package static let ofCase = LinkRole(
        "of", "the case it belongs to", to: ["nonconformity", "joint-case"], isPermanent: true,
        isForOpen: true)
}

extension Set<Role> {
    /// Everybody who works on cases: neither keeps accounts, audits, nor is a machine or a customer.
    package static let caseWorkers = Set(Role.allCases)
        .subtracting([.administrator, .auditor, .service, .customer])
}

extension RecordBook {
    /// The records of a kind that belong to a case, or to a nonconformity that is part of it, by
    /// number.
    package func measures(_ kind: KindName, of thisCase: RecordID) -> [RecordState] {
        let cases = Set([thisCase] + linking(to: thisCase, as: "part-of").map(\.id))
        return all(kind).filter { !cases.isDisjoint(with: $0.cases) }
    }
}

extension RecordState {
    /// The cases it belongs to.
    package var cases: [RecordID] {
        links.filter { $0.role.hasSameBytes(as: LinkRole.ofCase.name) }.map(\.target)
    }

    /// The texts and choices of a field, one by one.
    package func texts(_ field: String) -> [String] {
        (values[field]?.elements ?? []).compactMap { value in
            if case .text(let text) = value { return text }
            if case .choice(let name) = value { return name }
            return nil
        }
    }
}
