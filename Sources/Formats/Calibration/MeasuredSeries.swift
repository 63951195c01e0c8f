// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import XMLReading

/// One quantity of a certificate: a value or a list of them, in the Digital SI (D-SI).
struct MeasuredSeries {
    var name: String?
    /// What the values are, in PTB's words: `basic_measuredValue`, `basic_nominalValue`.
    var kind: String
    var values: [String] = []
    /// One unit for all or one a value, as written: `\degreecelsius`.
    var units: [String] = []
    /// The expanded uncertainty of each value or of all, in words.
    var uncertainties: [String] = []
    /// What the certificate says of each value.
    var verdicts: [String] = []

    /// Units for values that have none.
    var padding: [String] {
        Array(repeating: units.last ?? "", count: max(0, values.count - units.count))
    }

    /// All quantities in an element, in lists too.
    static func all(in element: XMLElement) -> [MeasuredSeries] {
        all(inOnly: element) + element.children("list").flatMap { all(in: $0) }
    }

    /// The quantities right in an element.
    static func all(inOnly element: XMLElement) -> [MeasuredSeries] {
        element.children("quantity").compactMap { MeasuredSeries($0) }
    }

    init?(_ quantity: XMLElement) {
        name = quantity.child("name")?.content
        kind = (quantity.attribute("refType") ?? "").lowercased()
        // A hybrid has the same values in several units; the first is what was measured.
        let body = quantity.child("hybrid") ?? quantity
        if let real = body.child("real") ?? body.child("constant") {
            values = [real.child("value")?.text ?? ""]
            units = [real.child("unit")?.text ?? ""]
            uncertainties = real.expandedUncertainty.map { [$0] } ?? []
        } else if let list = body.child("realListXMLList") {
            values = list.child("valueXMLList")?.text.words ?? []
            units = list.child("unitXMLList")?.text.words ?? []
            uncertainties = list.expandedUncertainties
        } else if let list = body.child("realList") {
            for real in list.children("real") {
                values.append(real.child("value")?.text ?? "")
                units.append(real.child("unit")?.text ?? "")
                uncertainties.append(real.expandedUncertainty ?? "")
            }
        } else if let words = quantity.child("noQuantity")?.content
            ?? quantity.child("charsXMLList")?.text.nonEmpty
        {
            values = [words]
        }
        guard values.contains(where: { !$0.isEmpty }) else { return nil }
        for meta in quantity.child("measurementMetaData")?.children("metaData") ?? [] {
            verdicts += meta.child("conformity").map { [$0.text] } ?? []
            verdicts += meta.child("conformityXMLList")?.text.words ?? []
        }
    }

    /// Whether its values are differences from what should have been measured.
    var isError: Bool { kind.containsBytes(of: "error") }

    func unit(_ index: Int) -> String? {
        (index < units.count ? units[index] : units.last)?.nonEmpty
    }

    func uncertainty(_ index: Int) -> String? {
        (index < uncertainties.count ? uncertainties[index] : uncertainties.last)?.nonEmpty
    }

    func claimed(_ index: Int) -> MeasuredResult.Verdict? {
        switch index < verdicts.count ? verdicts[index] : verdicts.last {
        case "pass": .pass
        case "fail": .fail
        default: nil
        }
    }

    func value(_ index: Int) -> String? {
        values.count == 1 ? values[0] : index < values.count ? values[index] : nil
    }
}

/// Quantities that stand side by side: what was aimed at, what was allowed, what was found.
struct MeasuredTable {
    private let nominal: MeasuredSeries?
    private let lower: MeasuredSeries?
    private let upper: MeasuredSeries?
    private let found: [MeasuredSeries]

    /// What the kinds of quantities are called that say what should be, and not what is.
    private static let wanted: [StaticString] = ["nominal", "limit", "referencevalue"]

    init(_ all: [MeasuredSeries]) {
        func first(_ words: StaticString...) -> MeasuredSeries? {
            all.first { series in words.allSatisfy { series.kind.containsBytes(of: $0) } }
        }
        lower = first("lower", "limit")
        upper = first("upper", "limit")
        nominal = first("nominal") ?? first("referencevalue")
        found = all.filter { series in
            !MeasuredTable.wanted.contains { series.kind.containsBytes(of: $0) }
                // A table of reference values only is what was found.
                || all.allSatisfy {
                    $0.kind.containsBytes(of: "nominal") || $0.kind.containsBytes(of: "reference")
                }
        }
    }

    /// Lists that cannot be read side by side.
    var warnings: [String] {
        let counts = Set(([nominal, lower, upper] + found).compactMap { $0?.values.count })
            .subtracting([1])
        return counts.count > 1 ? ["lists of \(counts.sorted()) values"] : []
    }

    /// A value that was found, and its uncertainty in words.
    struct Row {
        let result: MeasuredResult
        let uncertainty: String?
    }

    /// One row a value.
    func rows(named name: String) -> [Row] {
        var rows: [Row] = []
        for series in found {
            for index in series.values.indices { rows.append(row(index, of: series, name)) }
        }
        return rows
    }

    private func row(_ index: Int, of series: MeasuredSeries, _ name: String) -> Row {
        let words = [name.nonEmpty, series.name].compactMap { $0 }.joined(separator: " / ")
        let label = series.values.count > 1 ? " #\(index + 1)" : ""
        var result = MeasuredResult(
            name: (words.isEmpty ? "value" : words) + label, value: series.values[index])
        result.unit = series.unit(index)
        result.claimed = series.claimed(index)
        if isMeasured(series), !series.isError {
            result.nominal = nominal?.value(index)
        }
        if takesLimits(series) {
            result.lowerLimit = lower?.value(index)
            result.upperLimit = upper?.value(index)
        }
        result.computed = result.verdictByLimits
        return Row(result: result, uncertainty: series.uncertainty(index))
    }

    private func isMeasured(_ series: MeasuredSeries) -> Bool {
        series.kind.containsBytes(of: "measured") || series.isError || found.count == 1
    }

    /// Limits are those of the error where there is one, else of the measured value.
    private func takesLimits(_ series: MeasuredSeries) -> Bool {
        found.contains(where: \.isError) ? series.isError : isMeasured(series)
    }
}

extension XMLElement {
    /// `0.06 (k=2, p=0.95)` of either generation of the D-SI.
    fileprivate var expandedUncertainty: String? {
        let old = child("expandedUnc")
        let new = descend("measurementUncertaintyUnivariate", "expandedMU")
        guard let node = old ?? new,
            let value = (node.child("uncertainty") ?? node.child("valueExpandedMU"))?.text.nonEmpty
        else { return nil }
        let factor = node.child("coverageFactor")?.text ?? "?"
        let probability = node.child("coverageProbability")?.text ?? "?"
        return "\(value) (k=\(factor), p=\(probability))"
    }

    fileprivate var expandedUncertainties: [String] {
        let old = child("expandedUncXMLList")
        let new = descend("measurementUncertaintyUnivariateXMLList", "expandedMUXMLList")
        guard let node = old ?? new else { return [] }
        let values =
            (node.child("uncertaintyXMLList") ?? node.child("valueExpandedMUXMLList"))?.text.words
        let factors = node.child("coverageFactorXMLList")?.text.words ?? []
        let probabilities = node.child("coverageProbabilityXMLList")?.text.words ?? []
        return (values ?? []).enumerated().map { index, value in
            let factor = index < factors.count ? factors[index] : factors.last ?? "?"
            let probability =
                index < probabilities.count ? probabilities[index] : probabilities.last ?? "?"
            return "\(value) (k=\(factor), p=\(probability))"
        }
    }
}

extension String {
    /// The words of an XML list.
    fileprivate var words: [String] {
        unicodeScalars.split { [" ", "\t", "\n", "\r"].contains($0) }.map { String($0) }
    }
}
