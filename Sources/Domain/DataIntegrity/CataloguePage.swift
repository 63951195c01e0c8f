// SPDX-License-Identifier: Apache-2.0

/// `docs/CHECKS.md`: how checks work, how a plant tells them its master data, and every check.
package enum CataloguePage {
    package static func markdown(_ checks: [Check]) -> String {
        var lines = [
            introduction, "", "## The checks", "", "| check | asserts | serves |", "|---|---|---|",
        ]
        lines += checks.map {
            "| [`\($0.name)`](#\($0.name)) | \($0.title) | \($0.principle.rawValue) |"
        }
        lines.append("")
        return lines.joined(separator: "\n") + checks.map(section).joined()
    }

    private static func section(_ check: Check) -> String {
        var lines = [
            "", "### \(check.name)", "", "**\(check.title).**", "",
            "Serves *\(check.principle.rawValue)* (\(check.rules.joined(separator: ", "))); "
                + "version \(check.version).", "",
            "- **Asks:** \(check.asks)", "- **Why:** \(check.why)",
            "- **Looks at:** \(check.looksAt)",
        ]
        if check.judgesWithdrawn { lines.append("- **Judges corrected records too.**") }
        for threshold in check.thresholds {
            lines.append(
                "- **Vendor default:** \(threshold.name) \(threshold.text): \(threshold.meaning)")
        }
        for bound in check.bounds {
            lines.append("- **Keeps in mind:** at most \(bound.most) \(bound.name)")
        }
        lines += ["", "| says | outcome | meaning |", "|---|---|---|"]
        lines += check.reasons.map(row)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ reason: Reason) -> String {
        let weight = reason.severity.map { ", \($0.rawValue)" } ?? ""
        return "| `\(reason.code)` | \(reason.outcome.rawValue)\(weight) | \(reason.meaning) |"
    }

    private static let introduction = """
        # Data-integrity checks

        *This page is generated from the catalogue by `script/generate-docs`; a test holds it up to date.*

        A check asks one question of every record in the log. It answers **pass**, **fail**, **indeterminate** (the data do not allow
        a judgement; never to be read as a pass) or **not-applicable**, always with a reason code, the reason in words, the entries it
        speaks of, and the values and thresholds it went by. There is no score.

        ```sh
        witnessmark findings                              # what fails and what stays open; passes are counted
        witnessmark findings --scope serial P7-1042       # about records that name it or what it was made from
        witnessmark findings --check chronology --all     # one check, every judgement
        witnessmark findings --list                       # the checks
        ```

        Exit status: 0 nothing fails, 13 something does.

        - No regulation gives numbers. Every threshold is a **vendor default** and is named in each finding that it decided.
        - A record that a later entry corrects is not judged (`withdrawn`); the correction is. Checks of completeness and identity judge
          both.
        - A check keeps a bounded amount in mind. Where a log holds more, it says so (`bound-reached`) instead of guessing.
        - Findings are worked out from the log each time and depend on nothing else but the plant's settings, so two people who hold the
          same log get the same findings.

        ## How a plant says what holds

        Master data come from the log itself, as activities of any format. The log is read twice, so it does not matter whether a
        certificate came before the results it covers. A correction takes them back like anything else.

        | what | how it is told |
        |---|---|
        | a calibration | an activity whose kind has *calibration* or *calibrated* in it, with the device (of kind `equipment`) as `about` or subject. `valid` says from when to when it holds; `valid` with an open end holds for good; without `valid` it holds from its date, until when is not known. A result in it that misses its limits makes it a failed calibration. Of several the newest before the result decides. |
        | a document or programme in force | an activity whose kind ends in `released`, `approved` or `issued`, with the document or programme and its `revision` as `about`, subject or output. It is in force from `valid.from` (else the activity's time) until `valid.until`, else until another revision comes into force, else for good. |
        | a copy under control | the same with a kind that ends in `kept`: an NC programme by its file. By itself it puts nothing into force, unless it has `valid`. |
        | a withdrawal | a kind that ends in `withdrawn`, `obsoleted` or `superseded`, of one revision or, without one, of all. |
        | a change under control | a kind that ends in `changed`, about a document or programme, with a document (the change order) or a signatory. |
        | a registered range | the kind `range.registered`; each result names a characteristic with its unit, lower and upper limit (what is possible, not what is wanted) and nominal (what is usual). `about` narrows it to records that name that device, material or programme; `valid` to a time. |
        | a distance | the kind `distance.registered`, about two things of kind `place`, `equipment` (a terminal) or `system`; its first result is the way between them in `m`, `MTR`, `km` or `KMT`. |
        | a settled exception | `exception` closed, signed, in the same activity or in a later one about the same thing of kind `record`. |
        | an explained gap | the kind `gap.explained` from the same source, signed, whose `sequence` is the missing numbers. |
        | why an entry is late | the attribute `lateEntryReason`, and a signatory other than the performer. |

        Two lists are the plant's own and stand in `plant.json`; without them the vendor's default list of generic account names counts,
        and a source's class is known only where its records say how they were captured.

        ```json
        {"integrity": {"sharedAccounts": ["shift", "cell4"],
                       "sourceClasses": {"urn:plant7:mes-2": "step", "urn:plant7:furnace-historian": "sensor"}}}
        ```

        Classes: `sensor`, `step`, `instrument`, `form`, `batch`, `paper`, `master` (master data: no moment of work).

        Every check can also say `withdrawn` (not-applicable) and `bound-reached` (indeterminate).
        """
}
