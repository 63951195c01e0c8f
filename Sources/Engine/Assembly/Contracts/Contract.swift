// SPDX-License-Identifier: Apache-2.0
import EvidencePackage
import Traceability

/// What a kind of package must contain, and when that is good enough.
///
/// A contract is a value: its items name what is asked for, cite the requirement they answer, and
/// judge a dossier by a pure function. The revision changes whenever a judgement could.
package struct Contract<Dossier: Sendable>: Sendable {
    /// The stable name: `lot-or-serial-history`.
    package let name: String
    package let revision: Int
    /// What it is called on the page: "Lot or serial history".
    package let title: String
    package let items: [ContractItem<Dossier>]

    package init(
        name: String, revision: Int, title: String, items: [ContractItem<Dossier>]
    ) {
        self.name = name
        self.revision = revision
        self.title = title
        self.items = items
    }
}

/// One thing that a contract asks for.
package struct ContractItem<Dossier: Sendable>: Sendable {
    /// The name that a waiver uses: `release`.
    package let id: String
    /// What it is called on the page: "Release, signed".
    package let title: String
    /// The requirement it answers: `EPK-DHR-9`.
    package let requirement: String
    package let need: PackageItem.Need
    package let judge: @Sendable (Dossier) -> Judgement

    package init(
        _ id: String, _ title: String, _ requirement: String, _ need: PackageItem.Need = .required,
        judge: @escaping @Sendable (Dossier) -> Judgement
    ) {
        self.id = id
        self.title = title
        self.requirement = requirement
        self.need = need
        self.judge = judge
    }
}

/// What a contract's item found in a dossier.
package struct Judgement: Equatable, Sendable {
    package enum State: String, Equatable, Sendable {
        case present, missing, notApplicable, nothingToReport
    }

    package let state: State
    /// What was found, or what is not there, in a sentence with names and entry numbers.
    package let finding: String
    /// The entries that are the item, ascending, each once; there are some when it is present.
    package let entries: [EntryPosition]

    private init(_ state: State, _ finding: String, _ entries: [EntryPosition] = []) {
        self.state = state
        self.finding = finding
        self.entries = Array(Set(entries)).sorted()
    }

    /// What is asked for is there, in these entries.
    package static func present(_ finding: String, in entries: [EntryPosition]) -> Judgement {
        Judgement(.present, finding, entries)
    }
    package static func missing(_ finding: String) -> Judgement { Judgement(.missing, finding) }
    /// Needs the reason why the item does not apply.
    package static func notApplicable(_ reason: String) -> Judgement {
        Judgement(.notApplicable, reason)
    }
    /// A nil return: it was looked for, and there is nothing.
    package static func nothingToReport(_ finding: String) -> Judgement {
        Judgement(.nothingToReport, finding)
    }
}

/// Somebody's decision that a missing item is not needed this time.
package struct Waiver: Equatable, Sendable {
    /// The item's ``ContractItem/id``.
    package let item: String
    package let reason: String
    /// Who decided it.
    package let authority: String

    package init(item: String, reason: String, authority: String) {
        self.item = item
        self.reason = reason
        self.authority = authority
    }
}
