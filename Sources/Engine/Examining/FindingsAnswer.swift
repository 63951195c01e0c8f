// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import DataIntegrity

/// Findings as data, for a program (`witnessmark.findings/1`).
package enum FindingsAnswer {
    package static func json(_ report: FindingsReport) -> JSON {
        [
            "schema": "witnessmark.findings/1", "entries": number(report.size),
            "activities": number(report.activities), "erased": number(report.erased),
            "counts": counts { report.count($0) },
            "checks": .array(report.judgements.map(json)),
            "findings": .array(
                report.judgements.flatMap(\.findings).map { finding in
                    json(finding, report.places, report.decision(on: finding))
                }),
        ]
    }

    /// The catalogue as data (`witnessmark.checks/1`).
    package static func json(_ checks: [Check]) -> JSON {
        ["schema": "witnessmark.checks/1", "checks": .array(checks.map(json))]
    }

    private static func json(_ judgements: Judgements) -> JSON {
        let reasons = judgements.counts.sorted { $0.key.code < $1.key.code }.map { reason, count in
            JSON.object([
                .init("code", .string(reason.code)),
                .init("outcome", .string(reason.outcome.rawValue)),
                .init("meaning", .string(reason.meaning)), .init("count", number(count)),
            ])
        }
        return [
            "name": .string(judgements.check.name),
            "version": .integer(Int64(judgements.check.version)),
            "counts": counts { judgements.count($0) }, "reasons": .array(reasons),
            "unlisted": number(judgements.unlisted),
        ]
    }

    private static func json(
        _ finding: Finding, _ places: [UInt64: EntryPlace], _ decision: FindingDecision?
    ) -> JSON {
        var members: [JSON.Member] = [
            .init("check", .string(finding.check)),
            .init("version", .integer(Int64(finding.version))),
            .init("outcome", .string(finding.outcome.rawValue)),
            .init("code", .string(finding.reason.code)),
            .init("reason", .string(finding.words)),
            .init("entries", .array(finding.entries.map { json($0, places[$0]) })),
        ]
        if let severity = finding.severity {
            members.append(.init("severity", .string(severity.rawValue)))
        }
        if let decision {
            members.append(
                .init(
                    "decision",
                    [
                        "reason": .string(decision.reason), "entry": number(decision.position),
                        "by": decision.by.map { .string($0) } ?? nil,
                    ]))
        }
        if !finding.things.isEmpty {
            members.append(
                .init(
                    "things",
                    .array(
                        finding.things.map {
                            ["kind": .string($0.kind.rawValue), "name": .string($0.name)]
                        })))
        }
        if !finding.values.isEmpty {
            members.append(
                .init(
                    "values",
                    .array(
                        finding.values.map {
                            [
                                "name": .string($0.name), "value": .string($0.text),
                                "vendorDefault": .bool($0.isVendorDefault),
                            ]
                        })))
        }
        return .object(members)
    }

    private static func json(_ entry: UInt64, _ place: EntryPlace?) -> JSON {
        var members: [JSON.Member] = [.init("entry", number(entry))]
        guard let place else { return .object(members) }
        members.append(.init("source", .string(place.source)))
        members.append(.init("event", .string(place.event)))
        if let kind = place.kind { members.append(.init("kind", .string(kind))) }
        if let file = place.file { members.append(.init("file", .string(file))) }
        if let part = place.part {
            members.append(.init("digest", .string(part.file.hex)))
            members.append(.init("offset", .integer(part.offset)))
            members.append(.init("length", .integer(part.length)))
        }
        return .object(members)
    }

    private static func json(_ check: Check) -> JSON {
        [
            "name": .string(check.name), "version": .integer(Int64(check.version)),
            "title": .string(check.title), "principle": .string(check.principle.rawValue),
            "rules": .array(check.rules.map { .string($0) }), "asks": .string(check.asks),
            "why": .string(check.why), "looksAt": .string(check.looksAt),
            "reasons": .array(
                (check.reasons + Reason.common).map { reason in
                    [
                        "code": .string(reason.code),
                        "outcome": .string(reason.outcome.rawValue),
                        "severity": reason.severity.map { .string($0.rawValue) } ?? nil,
                        "meaning": .string(reason.meaning),
                    ]
                }),
            "thresholds": .array(
                check.thresholds.map {
                    [
                        "name": .string($0.name), "value": .integer($0.value),
                        "unit": .string($0.unit), "meaning": .string($0.meaning),
                        "vendorDefault": true,
                    ]
                }),
        ]
    }

    private static func counts(_ count: (Outcome) -> UInt64) -> JSON {
        .object(Outcome.allCases.map { JSON.Member($0.rawValue, number(count($0))) })
    }

    private static func number(_ value: UInt64) -> JSON { .integer(Int64(clamping: value)) }
}
