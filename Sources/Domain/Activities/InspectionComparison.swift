// SPDX-License-Identifier: Apache-2.0
import Canon

/// Two inspections of one part, held against each other characteristic by characteristic.
///
/// A second measuring never gives the same numbers. What matters is whether it gives another
/// verdict, or was held against another requirement; and what one of them did not measure at all.
/// Characteristics are the same when they are called the same, byte for byte, or when somebody says
/// which is which: `Diameter 2` of one plan and `DIAMETER2` of another may be two different holes.
package struct InspectionComparison: Equatable, Sendable {
    /// A characteristic that both measured.
    package struct Pair: Equatable, Sendable {
        package let first: MeasuredResult
        package let second: MeasuredResult
        /// In which ways they disagree; empty where they agree.
        package let differences: [Difference]
    }

    /// A way in which two results of one characteristic disagree.
    package enum Difference: String, CaseIterable, Sendable {
        /// One passes and the other fails, by what the inspections claim.
        case claimedVerdict
        /// One passes and the other fails, by value and limits.
        case computedVerdict
        case lowerLimit
        case upperLimit
        case nominal
        case unit
    }

    /// What both measured, in the order of the first.
    package let pairs: [Pair]
    /// What only the first measured.
    package let onlyInFirst: [MeasuredResult]
    /// What only the second measured.
    package let onlyInSecond: [MeasuredResult]

    /// The pairs that disagree.
    package var disagreements: [Pair] { pairs.filter { !$0.differences.isEmpty } }

    /// Compares the results of two inspections.
    ///
    /// `names` says what the second calls a characteristic of the first, where it calls it otherwise.
    /// A characteristic that one of them measured several times is paired in the order given.
    package init(
        _ first: [MeasuredResult], with second: [MeasuredResult], names: [String: String] = [:]
    ) {
        var waiting: [Name: [Int]] = [:]
        for index in second.indices.reversed() {
            waiting[Name(second[index].key), default: []].append(index)
        }
        let translated = Dictionary(
            names.map { (Name($0.key), Name($0.value)) }, uniquingKeysWith: { first, _ in first })
        var pairs: [Pair] = []
        var alone: [MeasuredResult] = []
        for result in first {
            let name = Name(result.key)
            guard let index = waiting[translated[name] ?? name]?.popLast() else {
                alone.append(result)
                continue
            }
            pairs.append(Pair(result, second[index]))
        }
        self.pairs = pairs
        onlyInFirst = alone
        onlyInSecond = waiting.values.joined().sorted().map { second[$0] }
    }
}

extension InspectionComparison.Pair {
    fileprivate init(_ first: MeasuredResult, _ second: MeasuredResult) {
        var differences: [InspectionComparison.Difference] = []
        func note(_ difference: InspectionComparison.Difference, unless agree: Bool) {
            if !agree { differences.append(difference) }
        }
        // A verdict that one of them does not give disagrees with nothing.
        if let a = first.claimed, let b = second.claimed { note(.claimedVerdict, unless: a == b) }
        let computed = (
            first.computed ?? first.verdictByLimits, second.computed ?? second.verdictByLimits
        )
        if let a = computed.0, let b = computed.1 { note(.computedVerdict, unless: a == b) }
        note(.lowerLimit, unless: first.lowerLimit.isNumerically(second.lowerLimit))
        note(.upperLimit, unless: first.upperLimit.isNumerically(second.upperLimit))
        note(.nominal, unless: first.nominal.isNumerically(second.nominal))
        if let a = first.unit, let b = second.unit { note(.unit, unless: a.hasSameBytes(as: b)) }
        self.init(first: first, second: second, differences: differences)
    }
}

extension MeasuredResult {
    /// What it is found by in another inspection.
    fileprivate var key: String { characteristic ?? name }
}

extension String? {
    /// Whether both are the same number, however written; one that is absent differs from none.
    fileprivate func isNumerically(_ other: String?) -> Bool {
        guard let self, let other else { return true }
        if let a = JSONDecimal(self)?.double, let b = JSONDecimal(other)?.double { return a == b }
        return self.hasSameBytes(as: other)
    }
}

/// A name that is compared by its bytes, not by what its letters look like.
private struct Name: Hashable {
    let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }
}
