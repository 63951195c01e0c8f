// SPDX-License-Identifier: Apache-2.0
import Activities

/// What a characteristic must be, worked out from nominal and definition.
struct Requirement: Sendable {
    private(set) var nominal: String?
    private(set) var lower: String?
    private(set) var upper: String?
    /// What a drawing would say; our words, from the fields of the file.
    private(set) var text: String?
    /// Why value and limits may not be compared, or only one way.
    private(set) var caution: Caution?

    enum Caution: Sendable {
        /// The lower limit is above the upper one, or a zone is smaller than nothing.
        case impossible
        /// The zone grows with the feature's size, and by how much is not said.
        case growsWithSize
        /// A deviation is given, and nothing that it is a deviation from.
        case noTarget
        /// The target itself does not meet the tolerance.
        case nominalOutside
        /// A limit that is no number we can reckon with.
        case unreadable
    }

    init(
        _ kind: CharacteristicKind, nominal: CharacteristicNominal?,
        definition: CharacteristicDefinition?
    ) {
        self.nominal = nominal?.target
        guard let definition else { return }
        var tolerance = definition.tolerance
        if case .absent = tolerance, let own = nominal?.tolerance { tolerance = own }
        switch tolerance {
        case .ends(let min, let max, let isLimit):
            setEnds(min: min, max: max, isLimit: isLimit)
        case .zone(let size):
            setZone(size, kind, definition)
        case .waived(let reason):
            text = [self.nominal, reason].compactMap { $0 }.joined(separator: " ")
        case .absent:
            text = self.nominal
        }
        check()
    }

    private mutating func setEnds(min: String?, max: String?, isLimit: Bool) {
        if isLimit {
            (lower, upper) = (min, max)
            text = [min, max].map { $0 ?? "…" }.joined(separator: " to ")
            if let nominal { text = "\(nominal) (\(text ?? ""))" }
            return
        }
        text = "\(nominal ?? "?") \(min ?? "…") / \(max ?? "…")"
        guard let nominal else {
            caution = .noTarget
            return
        }
        lower = sum(nominal, min)
        upper = sum(nominal, max)
    }

    private mutating func setZone(
        _ size: String, _ kind: CharacteristicKind, _ definition: CharacteristicDefinition
    ) {
        text = kind.name + " " + size
        if definition.growsWithSize, let condition = definition.materialCondition {
            text = (text ?? "") + " \(condition) material condition"
            caution = .growsWithSize
        }
        guard kind.isSigned || definition.outerDisposition != nil && kind.isProfile else {
            (lower, upper) = ("0", size)
            return
        }
        guard let zone = ExactDecimal(size),
            let outer = definition.outerDisposition.map({ ExactDecimal($0) }) ?? zone.half,
            let inner = outer.subtracting(zone)
        else {
            caution = .unreadable
            return
        }
        (lower, upper) = (inner.text, outer.text)
    }

    private mutating func sum(_ target: String, _ deviation: String?) -> String? {
        guard let deviation else { return nil }
        guard let left = ExactDecimal(target), let right = ExactDecimal(deviation),
            let limit = left.adding(right)
        else {
            caution = .unreadable
            return nil
        }
        return limit.text
    }

    private mutating func check() {
        let low = lower.flatMap { ExactDecimal($0) }
        let high = upper.flatMap { ExactDecimal($0) }
        if (lower != nil && low == nil) || (upper != nil && high == nil) {
            caution = .unreadable
            return
        }
        if let low, let high, high.isLess(than: low) == true {
            caution = .impossible
            return
        }
        guard caution == nil, let nominal, let target = ExactDecimal(nominal) else { return }
        let isBelow = low.flatMap { target.isLess(than: $0) } ?? false
        let isAbove = high.flatMap { $0.isLess(than: target) } ?? false
        if isBelow || isAbove { caution = .nominalOutside }
    }

    /// Makes the zone wider by what the file says it grew with the feature's size.
    mutating func widen(by bonus: String) {
        guard caution == .growsWithSize, let size = upper.flatMap({ ExactDecimal($0) }),
            let more = ExactDecimal(bonus), !more.isNegative, let wide = size.adding(more)
        else { return }
        upper = wide.text
        text = (text ?? "") + ", bonus \(bonus)"
        caution = nil
    }

    /// Whether a value lies outside a zone that may have grown to hold it.
    func mayBeWider(for value: String) -> Bool {
        guard caution == .growsWithSize else { return false }
        return verdict(on: value) == nil
    }

    /// What a value is, as far as it can be told.
    ///
    /// A value outside a zone that grows with size may still be right, and what lies beyond
    /// impossible limits is neither right nor wrong.
    func verdict(on value: String) -> MeasuredResult.Verdict? {
        guard lower != nil || upper != nil, let value = ExactDecimal(value) else { return nil }
        switch caution {
        case .impossible, .noTarget, .unreadable: return nil
        case .growsWithSize, .nominalOutside, nil: break
        }
        var isInside = true
        if let low = lower.flatMap({ ExactDecimal($0) }) {
            guard let isLess = value.isLess(than: low) else { return nil }
            isInside = isInside && !isLess
        }
        if let high = upper.flatMap({ ExactDecimal($0) }) {
            guard let isMore = high.isLess(than: value) else { return nil }
            isInside = isInside && !isMore
        }
        if isInside { return .pass }
        return caution == .growsWithSize ? nil : .fail
    }
}
