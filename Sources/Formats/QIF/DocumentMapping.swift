// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading

/// Turns what a document is beside its results into activities: a plan, rules, a model.
///
/// A plan is evidence of its own: it says what was to be measured, so that a characteristic that
/// nobody measured can be missed.
struct DocumentMapping {
    private let document: QIFDocument
    private let id: String
    private let place: Place
    private let options: ReadingOptions

    init(_ document: QIFDocument, id: String, at place: Place, _ options: ReadingOptions) {
        self.document = document
        self.id = id
        self.place = place
        self.options = options
    }

    /// One for a plan, one for rules; one for what has neither nor any inspection.
    func activities(besideInspections hasInspections: Bool) -> [ReadActivity] {
        var found: [ReadActivity] = []
        if document.sections.contains("Plan") {
            found.append(
                activity(
                    "inspection.planned", .planned, "an inspection plan", document.planID ?? id,
                    suffix: document.planID == nil ? "#plan" : "", expects: true))
        }
        if document.sections.contains("Rules") {
            found.append(
                activity(
                    "inspection.rules-kept", .completed, "rules for planning inspections", id,
                    suffix: "#rules", expects: false))
        }
        if found.isEmpty, !hasInspections {
            let parts = document.sections.filter { $0 != "QPId" && $0 != "Header" }
            found.append(
                activity(
                    "inspection.document-kept", .completed,
                    "a QIF document with " + (parts.isEmpty ? "nothing in it" : list(parts))
                        + " and no results", id, suffix: "#document", expects: false))
        }
        return found
    }

    private func activity(
        _ kind: String, _ status: Activity.Status, _ summary: String, _ name: String,
        suffix: String, expects: Bool
    ) -> ReadActivity {
        var activity = Activity(kind: kind)
        var warnings: [Problem] = []
        activity.status = status
        activity.summary = summary
        activity.capture = .imported
        func add(
            _ role: Participation.Role, _ kind: ThingKind, _ name: String, revision: String? = nil,
            meaning: String? = nil
        ) {
            do throws(MalformedThing) {
                activity.participants.append(
                    Participation(role, try Thing(kind, name), revision: revision, meaning: meaning)
                )
            } catch {
                warnings.append(
                    Problem(
                        "qif.name", at: place, found: "\(error)",
                        expected: "a name of 1 to \(Thing.longestName) bytes"))
            }
        }
        add(.subject, .document, name, revision: document.planVersion)
        for part in document.parts {
            if let name = part.name {
                add(.about, .material, name, revision: part.version, meaning: "Part")
            }
        }
        if expects {
            for item in document.itemOrder.compactMap({ document.items[$0] }) {
                guard let key = item.key else { continue }
                let requirement = document.requirement(of: item).text
                add(.expected, .record, QIFDocument.name(key, in: name), meaning: requirement)
            }
        }
        if let organisation = document.traceability.firstValue(\.organisation) {
            add(.performer, .party, organisation)
            activity.attribution = .organisation
        }
        if let created = document.created {
            activity.recordedAtSource = SourceTime(created, assuming: options.assumedZone)
        }
        for field in QIFSource.fields(document.traceability.reversed()) {
            activity.attributes.append(Attribute(field.0, field.1))
        }
        activity.attributes.append(Attribute("QIF version", document.version ?? "not said"))
        activity.attributes.append(Attribute("QPId", document.id ?? "none"))
        return ReadActivity(
            activity, source: options.source ?? QIFSource.unnamed, eventID: name + suffix,
            place: place, bytes: 0..<0, digest: nil, warnings: warnings)
    }

    private func list(_ names: [String]) -> String {
        names.count < 2
            ? names.joined()
            : names.dropLast().joined(separator: ", ") + " and " + names.suffix(1)[0]
    }
}
