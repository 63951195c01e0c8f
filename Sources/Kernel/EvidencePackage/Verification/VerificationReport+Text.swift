// SPDX-License-Identifier: Apache-2.0
import Canon

extension VerificationReport {
    /// The report for a person, lines ended by a newline; on failure the first line says what.
    public var text: String { text(listingSignatures: false) }

    /// The report for a person, with each signature on a line of its own where that is wished.
    public func text(listingSignatures lists: Bool) -> String {
        var lines: [String] = []
        if let first = failures.first { lines.append("FAILED   \(first.line)") }
        lines.append(title.isEmpty ? subject : "\(subject)  \(title)")
        let isBegun = checks.contains { $0.outcome != .open }
        if isBegun { lines += checks.map(line) }
        for more in failures.dropFirst() { lines.append("  also wrong    \(more.line)") }
        if failureCount > failures.count {
            lines.append("  … and \(failureCount - failures.count) more")
        }
        if lists { lines += signatures.map { "  signature     \($0.line)" } }
        for text in withheld { lines.append("  withheld      \(text)") }
        lines.append(verdictLine)
        for doubt in doubts { lines.append("  \(doubt)") }
        for text in notChecked { lines.append("not checked: \(text)") }
        return lines.map { Self.printable($0) + "\n" }.joined()
    }

    /// One line, for programs that were asked to be quiet.
    public var quietText: String {
        let reason = failures.first?.line ?? doubts.first
        return Self.printable("\(verdict.word)  \(subject)\(reason.map { "  \($0)" } ?? "")") + "\n"
    }

    private func line(for check: Check) -> String {
        let name = check.name.rawValue
        let padded = name + String(repeating: " ", count: max(1, 14 - name.count))
        switch check.outcome {
        case .passed: return "  \(padded)\(check.detail)"
        case .failed: return "  \(padded)FAILED"
        case .open:
            return "  \(padded)not decided" + (check.detail.isEmpty ? "" : ": \(check.detail)")
        }
    }

    private var verdictLine: String {
        let used = trust.map {
            "\($0.name) (\($0.isGivenByReader ? "given by you" : "only in the package"))"
        }
        return verdict.word
            + (used.isEmpty ? "" : "   trust used: \(used.joined(separator: ", "))")
    }

    /// The text without characters that could rewrite a terminal or reverse a line.
    ///
    /// Names in a report come from the package, which may be hostile.
    public static func printable(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
                .unassigned:
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                .otherLetter, .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber,
                .letterNumber, .otherNumber, .connectorPunctuation, .dashPunctuation,
                .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
                .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol,
                .spaceSeparator:
                shown.unicodeScalars.append(scalar)
            @unknown default:
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return shown
    }
}

extension VerificationReport {
    /// The report for a machine: one JSON object, on failure too.
    public var json: JSON {
        var members: [JSON.Member] = [
            .init("schema", .string(Self.schema)),
            .init("subject", .string(subject)),
            .init("title", .string(title)),
            .init("verdict", .string(verdict.rawValue)),
            .init("exit_status", .integer(Int64(verdict.exitStatus))),
            .init(
                "checks",
                .array(
                    checks.map {
                        [
                            "name": .string($0.name.rawValue),
                            "outcome": .string($0.outcome.rawValue), "detail": .string($0.detail),
                        ]
                    })),
            .init(
                "failures",
                .array(
                    failures.map {
                        [
                            "check": .string($0.check.rawValue), "item": .string($0.item),
                            "expected": .string($0.expected), "found": .string($0.found),
                        ]
                    })),
            .init("failure_count", .integer(Int64(failureCount))),
            .init("cannot_tell", .array(doubts.map(JSON.string))),
            .init("withheld", .array(withheld.map(JSON.string))),
            .init("not_checked", .array(notChecked.map(JSON.string))),
            .init("signatures", .array(signatures.map(\.json))),
            .init(
                "trust",
                .array(
                    trust.map {
                        ["name": .string($0.name), "given_by_reader": .bool($0.isGivenByReader)]
                    })),
        ]
        if let package {
            members.append(
                .init(
                    "package", ["id": .string(package.id), "revision": .integer(package.revision)]))
        }
        return .object(members)
    }
}
