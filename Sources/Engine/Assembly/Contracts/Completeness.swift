// SPDX-License-Identifier: Apache-2.0

/// How a dossier stands against its contract: every item, and the outcome.
package struct Completeness: Equatable, Sendable {
    package struct Item: Equatable, Sendable {
        package let id: String
        package let title: String
        package let requirement: String
        package let need: Need
        package let judgement: Judgement
        /// The decision that it may be missing, when it is missing and somebody decided so.
        package let waiver: Waiver?
    }

    package enum Outcome: String, Equatable, Sendable {
        case complete
        case completeWithWaivers = "complete with waivers"
        case incomplete
    }

    package let items: [Item]

    package init(items: [Item]) { self.items = items }

    /// Judges every item; a waiver counts only for an item that is missing.
    ///
    /// - Throws: ``WaiverRefused`` for a waiver that names no item, or one that is not missing:
    ///   waiving what is there would hide that somebody thought it was not.
    package init<Dossier>(
        of dossier: Dossier, under contract: Contract<Dossier>, waivers: [Waiver] = []
    ) throws(WaiverRefused) {
        var items: [Item] = []
        for item in contract.items {
            let judgement = item.judge(dossier)
            let waiver = waivers.first { $0.item == item.id }
            if waiver != nil, judgement.state != .missing {
                throw .notMissing(item: item.id)
            }
            items.append(
                Item(
                    id: item.id, title: item.title, requirement: item.requirement,
                    need: item.need, judgement: judgement, waiver: waiver))
        }
        let known = Set(contract.items.map(\.id))
        for waiver in waivers where !known.contains(waiver.item) {
            throw .noSuchItem(waiver.item, known: contract.items.map(\.id))
        }
        for waiver in waivers where waiver.reason.isEmpty || waiver.authority.isEmpty {
            throw .withoutReason(item: waiver.item)
        }
        self.items = items
    }

    /// The required items, groups of alternatives counted once.
    package var requiredCount: Int { required.count }

    /// How many of the required items are there, waived ones not counted.
    package var foundCount: Int { required.filter { $0.contains(where: \.isThere) }.count }

    /// How many required items are missing and waived.
    package var waivedCount: Int {
        required.filter { group in
            !group.contains(where: \.isThere) && group.contains { $0.waiver != nil }
        }.count
    }

    /// The required items that are missing and not waived.
    package var gaps: [Item] {
        required.filter { group in
            !group.contains(where: \.isThere) && !group.contains { $0.waiver != nil }
        }.flatMap { $0 }
    }

    package var outcome: Outcome {
        if !gaps.isEmpty { return .incomplete }
        return waivedCount > 0 ? .completeWithWaivers : .complete
    }

    private var required: [[Item]] {
        var groups: [[Item]] = []
        var placeOfGroup: [String: Int] = [:]
        for item in items {
            switch item.need {
            case .optional: continue
            case .required: groups.append([item])
            case .oneOf(let group):
                if let place = placeOfGroup[group] {
                    groups[place].append(item)
                } else {
                    placeOfGroup[group] = groups.count
                    groups.append([item])
                }
            }
        }
        return groups
    }
}

extension Completeness.Item {
    /// Whether what was asked for is there, or need not be.
    package var isThere: Bool {
        switch judgement.state {
        case .present, .notApplicable, .nothingToReport: true
        case .missing: false
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
