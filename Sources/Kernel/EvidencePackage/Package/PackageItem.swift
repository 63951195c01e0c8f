// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// One thing a package's contract asks for, and what became of it.
public struct PackageItem: Hashable, Sendable {
    /// Whether the item must be there.
    public enum Need: Hashable, Sendable {
        case required
        case optional
        /// One item of the group of this name is enough.
        case oneOf(group: String)
    }

    /// What became of it; "missing" is an answer, and silence is not.
    public enum State: Hashable, Sendable {
        case present
        case missing
        /// Somebody with the authority let it be left out; the reason says who and why.
        case waived(reason: String)
        /// It cannot exist here: no heat treatment on a part that is not heat-treated.
        case notApplicable(reason: String)
        /// It was looked for and there is nothing: no nonconformity was recorded.
        case nilReturn(reason: String)
    }

    /// The contract's identifier of the item.
    public let id: String
    /// What a person calls it.
    public let name: String
    /// The requirement that it answers, as its maker's list has it: `EPK-DHR-9`.
    public let requirement: String?
    public let need: Need
    public let state: State
    /// The entries that are the item, ascending; empty unless it is present or waived.
    public let entries: [LeafIndex]

    public init(
        id: String, name: String, requirement: String? = nil, need: Need, state: State,
        entries: [LeafIndex] = []
    ) {
        self.id = id
        self.name = name
        self.requirement = requirement
        self.need = need
        self.state = state
        self.entries = entries
    }
}

/// Whether a package holds what its contract asks for.
///
/// It is computed from the items, by whoever makes the package and again by whoever verifies it.
public struct Completeness: Hashable, Sendable {
    public enum Outcome: String, Sendable, CaseIterable {
        case complete
        case completeWithWaivers = "complete_with_waivers"
        case incomplete
    }

    /// The names of what is missing: items, and groups none of whose items is there.
    public let gaps: [String]
    /// The names of what was waived.
    public let waivers: [String]
    /// How many items and groups are needed.
    public let neededCount: Int

    public var outcome: Outcome {
        if !gaps.isEmpty { return .incomplete }
        return waivers.isEmpty ? .complete : .completeWithWaivers
    }

    /// "14 of 18", as people say it: what is there of what is needed.
    public var summary: String {
        var text = "\(neededCount - gaps.count - waivers.count) of \(neededCount)"
        if !waivers.isEmpty { text += ", \(waivers.count) waived: \(list(waivers))" }
        if !gaps.isEmpty { text += ", missing: \(list(gaps))" }
        return text
    }

    private func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    public init(of items: [PackageItem]) {
        var gaps: [String] = []
        var waivers: [String] = []
        var needed = 0
        var groups: [(name: String, items: [PackageItem])] = []
        for item in items {
            switch item.need {
            case .optional: continue
            case .required:
                needed += 1
                if item.isWaived { waivers.append(item.name) }
                if item.state == .missing { gaps.append(item.name) }
            case .oneOf(let group):
                if let index = groups.firstIndex(where: { $0.name.hasSameBytes(as: group) }) {
                    groups[index].items.append(item)
                } else {
                    groups.append((group, [item]))
                }
            }
        }
        for group in groups {
            needed += 1
            if group.items.contains(where: { !$0.isWaived && $0.state != .missing }) { continue }
            let isWaived = group.items.contains(where: \.isWaived)
            if isWaived { waivers.append(group.name) } else { gaps.append(group.name) }
        }
        self.gaps = gaps
        self.waivers = waivers
        neededCount = needed
    }
}

extension PackageItem {
    var isWaived: Bool {
        switch state {
        case .waived: true
        case .present, .missing, .notApplicable, .nilReturn: false
        }
    }
}
