// SPDX-License-Identifier: Apache-2.0

/// Somebody who acts, as they were at that moment.
///
/// Names and roles change later; what an act and a signature show is what held when they were
/// made, so it is copied here and never looked up again (P11-50b, A11D-12.2).
package struct Actor: Hashable, Sendable {
    package let person: PersonID
    /// The name as it is printed beside an act.
    package let printedName: String
    /// In which capacities they may act now, own ones first.
    package let capacities: [Capacity]
    /// What they are qualified for now.
    package let qualifications: Set<String>
    /// The zone they work in: an IANA name or an offset, for showing times.
    package let zone: String

    package init(
        person: PersonID, printedName: String, capacities: [Capacity],
        qualifications: Set<String> = [], zone: String = "UTC"
    ) {
        self.person = person
        self.printedName = printedName
        self.capacities = capacities
        self.qualifications = qualifications
        self.zone = zone
    }

    /// A role somebody may act in: where, on which records, and for whom.
    package struct Capacity: Hashable, Sendable {
        package let role: Role
        /// `nil` is every site.
        package let site: String?
        /// Kinds of record by name; `nil` is all.
        package let kinds: Set<String>?
        /// Who delegated it; `nil` when it is their own.
        package let onBehalfOf: PersonID?

        package init(
            _ role: Role, site: String? = nil, kinds: Set<String>? = nil,
            onBehalfOf: PersonID? = nil
        ) {
            self.role = role
            self.site = site
            self.kinds = kinds
            self.onBehalfOf = onBehalfOf
        }

        /// Whether it reaches a record of that kind at that site.
        package func covers(kind: String, at site: String) -> Bool {
            (self.site.map { $0.hasSameText(as: site) } ?? true) && (kinds?.contains(kind) ?? true)
        }
    }

    /// The capacities among these roles that reach a record, own ones first.
    package func capacities(
        among roles: Set<Role>, kind: String, at site: String
    ) -> [Capacity] {
        capacities.filter { roles.contains($0.role) && $0.covers(kind: kind, at: site) }
            .sorted { ($0.onBehalfOf == nil ? 0 : 1) < ($1.onBehalfOf == nil ? 0 : 1) }
    }
}

extension String {
    /// Whether both are the same bytes; a site is named, not described.
    fileprivate func hasSameText(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
