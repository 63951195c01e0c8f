// SPDX-License-Identifier: Apache-2.0
import Activities

extension Check {
    /// Fields that the source itself requires and left blank.
    static let blankRequired = Check(
        "blank-required", "No required field is blank", .complete,
        rules: ["ALC-CO-4", "ALC-CO-6"],
        asks: "Is every field filled in that the form, format or plan requires, and with more than "
            + "a placeholder? What does not apply says so (N/A); a blank says nothing.",
        why:
            "A blank can mean not done, not needed or forgotten. Whoever fills it in later decides "
            + "which.",
        looksAt:
            "the required fields that the reader of the format found blank; values of results. "
            + "A pass means that none was found, not that the format requires any.",
        reasons: [BlankRequired.filled, BlankRequired.blank, BlankRequired.placeholder]
    ) { _, _ in BlankRequired() }
}

struct BlankRequired: Examination {
    static let filled = Reason.pass("filled-in", "no required field was found blank")
    static let blank = Reason.fail("blank", .major, "a required field is blank")
    static let placeholder = Reason.fail(
        "placeholder", .major, "a result holds a placeholder instead of a value")

    /// What people write when they mean to come back.
    private static let placeholders: Set<String> = [
        "?", "??", "???", "tba", "tbc", "tbd", "todo", "xx", "xxx", "xxxx", "#n/a", "#ref!",
        "#value!", "#name?", "#div/0!",
    ]
    /// Longer values are no placeholders.
    private static let placeholderBytesMax = 8

    func observe(_ observation: Observation, _ judgements: inout Judgements) {
        let blanks = observation.activity.blanks
        if let first = blanks.first {
            judgements.judge(
                BlankRequired.blank, observation,
                values: blanks.prefix(20).map { Finding.Value("blank", $0) },
                blanks.count == 1
                    ? "“\(first)” is required and blank"
                    : "“\(first)” and \(blanks.count - 1) more required fields are blank")
        }
        let placeheld = observation.activity.results.filter {
            BlankRequired.isPlaceholder($0.value)
        }
        if let first = placeheld.first {
            judgements.judge(
                BlankRequired.placeholder, observation,
                values: placeheld.prefix(20).map { Finding.Value($0.name, $0.value) },
                "\(first.label) is “\(first.value)”")
        }
        if blanks.isEmpty, placeheld.isEmpty {
            judgements.judge(BlankRequired.filled, observation)
        }
    }

    private static func isPlaceholder(_ value: String) -> Bool {
        guard value.utf8.count <= placeholderBytesMax else { return false }
        let text = value.lowercased()
        return text.utf8.allSatisfy { $0 == 0x20 } || placeholders.contains(text)
    }
}
