// SPDX-License-Identifier: Apache-2.0
import EvidencePackage
import Traceability
import TransparencyLog

/// How a dossier stands against its contract: what was found for every item.
package struct Assessment: Equatable, Sendable {
    package struct Item: Equatable, Sendable {
        package let id: String
        package let title: String
        package let requirement: String
        package let need: PackageItem.Need
        package let judgement: Judgement
        /// The decision that it may be missing, when it is missing and somebody decided so.
        package let waiver: Waiver?
    }

    package let items: [Item]

    /// Judges every item; a waiver counts only for an item that is missing.
    ///
    /// - Throws: ``WaiverRefused`` for a waiver that names no item, or one that is not missing:
    ///   waiving what is there would hide that somebody thought it was not.
    package init<Dossier>(
        of dossier: Dossier, under contract: Contract<Dossier>, waivers: [Waiver] = []
    ) throws(WaiverRefused) {
        let known = contract.items.map(\.id)
        for waiver in waivers {
            guard known.contains(waiver.item) else {
                throw .noSuchItem(waiver.item, known: known)
            }
            guard !waiver.reason.isEmpty, !waiver.authority.isEmpty else {
                throw .withoutReason(item: waiver.item)
            }
        }
        var items: [Item] = []
        for item in contract.items {
            let judgement = item.judge(dossier)
            let waiver = waivers.first { $0.item == item.id }
            guard waiver == nil || judgement.state == .missing else {
                throw .notMissing(item: item.id)
            }
            items.append(
                Item(
                    id: item.id, title: item.title, requirement: item.requirement,
                    need: item.need, judgement: judgement, waiver: waiver))
        }
        self.items = items
    }

    /// The items as a package states them; its completeness follows from these alone.
    package var packageItems: [PackageItem] {
        items.map { item in
            PackageItem(
                id: item.id, name: item.title, requirement: item.requirement, need: item.need,
                state: item.state,
                entries: item.judgement.entries.compactMap { LeafIndex($0.number) })
        }
    }

    /// Whether the contract is fulfilled, and what is missing.
    package var completeness: Completeness { Completeness(of: packageItems) }

    /// The items that are missing and not waived, required or not.
    package var missing: [Item] { items.filter { $0.state == .missing } }
}

extension Assessment.Item {
    /// What became of the item, as a package states it.
    package var state: PackageItem.State {
        switch (judgement.state, waiver) {
        case (.present, _): .present
        case (.missing, nil): .missing
        case (.missing, let waiver?): .waived(reason: "\(waiver.authority): \(waiver.reason)")
        case (.notApplicable, _): .notApplicable(reason: judgement.finding)
        case (.nothingToReport, _): .nilReturn(reason: judgement.finding)
        }
    }
}

/// Why a waiver was not accepted.
package enum WaiverRefused: Error, Equatable {
    case noSuchItem(String, known: [String])
    case notMissing(item: String)
    case withoutReason(item: String)
}

extension WaiverRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSuchItem(let item, let known):
            "The contract has no item \"\(item)\". It has: \(known.joined(separator: ", "))."
        case .notMissing(let item):
            "The item \"\(item)\" is not missing, so there is nothing to waive."
        case .withoutReason(let item):
            "The waiver of \"\(item)\" needs a reason and the name of who decided it."
        }
    }
}
