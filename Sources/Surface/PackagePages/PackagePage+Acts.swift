// SPDX-License-Identifier: Apache-2.0
import Access
import Assembly
import Records
import Traceability

/// What was done to records, told act by act.
extension PackagePage {
    static func timelineSection(_ dossier: CaseDossier) -> Section {
        Section(
            "What was done", "In the order of the log. Times are UTC, by the log's clock.",
            columns: ["When", "Record", "What", "Who", "Old → new", "Reason"],
            rows: dossier.timeline.map { record, logged in
                let act = logged.act
                return [
                    .text(act.stamp.at.inWords), .id(record.id.text), .text(act.deed.phrase),
                    .lines([act.stamp.who, act.stamp.capacity]),
                    .lines(
                        act.deed.changedFields.map {
                            $0.line(titles: record.fieldTitles, entry: logged.position)
                        }), .lines(act.reasons),
                ]
            }, nothing: "Nothing was done.")
    }
}

extension Act.Stamp {
    /// The name as it was, with the pseudonym.
    var who: String { printedName.map { "\($0) (\(person))" } ?? person.text }

    /// "quality manager for P-0009, Europe/Vienna".
    var capacity: String {
        role.title + (onBehalfOf.map { " for \($0)" } ?? "") + ", \(zone)"
    }
}

extension Act {
    /// Why it was done: the person's reason, the rule's name, what was justified.
    var reasons: [String] {
        var lines = stamp.reason.map { [$0.shortened(for: nil)] } ?? []
        if let cause = stamp.cause {
            let record = cause.record.map { " for \($0)" } ?? ""
            lines.append("by rule \(cause.rule) revision \(cause.revision)\(record)")
        }
        if case .transitioned(_, _, _, let justifications, _) = deed {
            lines += justifications.map { "although \($0.guardName) warned: \($0.reason)" }
        }
        return lines
    }
}

extension ValueChange {
    /// "Quantity: 12 pieces → 14 pieces"; nothing is obscured, long texts stand in the entry.
    func line(titles: [String: String], entry: UInt64) -> String {
        let title = titles[field] ?? field
        func text(_ value: FieldValue?) -> String {
            value.map { $0.written.shortened(for: entry) } ?? "nothing"
        }
        return old == nil ? "\(title): \(text(new))" : "\(title): \(text(old)) → \(text(new))"
    }
}

extension Deed {
    /// What was done, as a person says it.
    var phrase: String {
        switch self {
        case .opened(let state, _, _, _, let links):
            (["opened in state \(state)"] + links.map { "\($0.role) \($0.target)" })
                .joined(separator: ", ")
        case .amended: "amended"
        case .attached(let file, let note):
            "attached \(file.name)" + (note.map { ": \($0)" } ?? "")
        case .linked(let link): "linked: \(link.role) \(link.target)"
        case .unlinked(let link): "link taken away: \(link.role) \(link.target)"
        case .systemLinked(let link): "linked with \(link.key.description)"
        case .systemChecked(let key, let check):
            "looked at \(key.description): \(check.result.rawValue)"
        case .synchronised(let key, _): "taken over from \(key.description)"
        case .proposed(let transition): "signatures asked for to \(transition)"
        case .signed(let transition, let given):
            "signed as \(given.statement.meaning.rawValue) to \(transition)"
        case .refused(let transition): "\(transition) refused"
        case .transitioned(let name, let from, let to, _, _): "\(name): \(from) → \(to)"
        case .superseded(let other): "superseded by \(other)"
        case .voided(let from, _): "declared void: \(from) → void"
        case .reopened(let from, let to): "opened again: \(from) → \(to)"
        }
    }
}

extension String {
    /// How much of a text a table shows.
    private static let shownMax = 600

    /// The text, or its beginning and where the rest is.
    func shortened(for entry: UInt64?) -> String {
        guard count > String.shownMax else { return self }
        return prefix(String.shownMax) + "… (the rest is in "
            + (entry.map { "entry \($0))" } ?? "its entry)")
    }
}
