// SPDX-License-Identifier: Apache-2.0
import Activities

/// The measured values of one sensor report.
///
/// `minValue` and `maxValue` are the smallest and largest values seen, not limits: they become
/// results of their own. Only an alarm says that a limit was passed, and it does not say which.
struct SensorResults {
    let results: [MeasuredResult]

    init(_ report: SensorReport, _ prefixes: Prefixes) {
        let type = report[.type].map { Vocabulary.measurement.word($0, prefixes) ?? $0 }
        let exception = report[.exception].map { Vocabulary.sensorAlert.word($0, prefixes) ?? $0 }
        let subject = [report[.microorganism], report[.chemicalSubstance], report[.component]]
            .compactMap { $0 }.map { " (\($0))" }.joined()
        let name = (type ?? exception ?? "measurement") + subject
        var results: [MeasuredResult] = []
        for (field, suffix) in SensorResults.values {
            guard let text = report[field], !text.isEmpty else { continue }
            var result = MeasuredResult(name: name + suffix, value: text)
            result.unit = SensorResults.withoutUnit.contains(field) ? nil : report[.uom]
            results.append(result)
        }
        if let exception, results.isEmpty {
            results.append(MeasuredResult(name: name, value: exception))
        }
        if exception == "ALARM_CONDITION" {
            for index in results.indices { results[index].claimed = .fail }
        }
        self.results = results
    }

    private static let values: [(SensorReportField, String)] = [
        (.value, ""), (.stringValue, ""), (.booleanValue, ""), (.hexBinaryValue, ""),
        (.uriValue, ""), (.minValue, " minimum"), (.maxValue, " maximum"), (.meanValue, " mean"),
        (.sDev, " standard deviation"), (.percValue, " percentile value"),
        (.percRank, " percentile rank"),
    ]

    private static let withoutUnit: Set<SensorReportField> = [
        .stringValue, .booleanValue, .hexBinaryValue, .uriValue, .percRank,
    ]
}
