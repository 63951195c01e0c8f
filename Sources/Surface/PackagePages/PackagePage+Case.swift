// SPDX-License-Identifier: Apache-2.0
import Access
import Assembly
import Canon
import EvidencePackage
import Records
import Traceability

extension PackagePage {
    /// The page of a governed record, or of a whole case: where it stands, who signed, what was done.
    package init(
        _ dossier: CaseDossier, assessment: Assessment, verifyCommand: String,
        files: (EntryPosition) -> (content: String, original: String?)
    ) {
        let root = dossier.root
        self.init(
            title: root.map { "\($0.id): \($0.state.title)" } ?? "A record",
            question: "What happened, what was decided, by whom, and is it finished?",
            assessment: assessment, verifyCommand: verifyCommand)
        facts = root.map(PackagePage.facts(of:)) ?? []
        story = root.map { PackagePage.story(of: $0, in: dossier) } ?? []
        sections = [
            root.map(PackagePage.fieldSection), PackagePage.signatureSection(dossier),
            PackagePage.timelineSection(dossier), PackagePage.linkedSection(dossier),
            PackagePage.counterpartSection(dossier), PackagePage.fileSection(dossier),
            PackagePage.signerSection(dossier, files: files),
            PackagePage.actSection(dossier, files: files),
        ].compactMap { $0 }
    }

    // MARK: Header

    private static func story(of root: CaseRecord, in dossier: CaseDossier) -> [String] {
        let record = root.state
        let opener = root.acts.first.map { " by \($0.act.stamp.who)" } ?? ""
        let open = dossier.records.filter { !$0.isFinal }
        return [
            "This \(root.kindTitle) of \(record.site) is in state \(record.state.text) since "
                + "\(record.stateSince.inWords); revision \(record.revision), opened "
                + "\(record.openedAt.inWords)\(opener).",
            "\(dossier.linked.count.counted("linked record")), "
                + "\(dossier.timeline.count.counted("act")), signatures: "
                + "\(dossier.examination.signatureSummary).",
            open.isEmpty
                ? "Nothing is open."
                : "Open: \(open.map(\.nameAndState).joined(separator: ", ")).",
        ]
    }

    /// Where the record stands and what it touches, in a line each.
    private static func facts(of root: CaseRecord) -> [Fact] {
        let flags = root.state.values.keys.sorted().filter { root.state.isTrue($0) }
            .map { (root.fieldTitles[$0] ?? $0).lowercasedFirst }
        let scope = (root.state["scope"]?.elements.map(\.written) ?? []) + flags
        return [
            Fact("Record", "\(root.id), \(root.kindTitle)"),
            Fact("State", "\(root.state.state.text) (\(root.status.rawValue))"),
            Fact("Scope", scope.isEmpty ? "not stated" : scope.joined(separator: ", ")),
            Fact("Site", root.state.site),
        ]
    }

    private static func fieldSection(_ root: CaseRecord) -> Section {
        Section(
            "The record as it stands", "Version \(root.state.version) of its content.",
            columns: ["Field", "Value"],
            rows: root.state.values.keys.sorted().compactMap { name in
                root.state.values[name].map {
                    [
                        .text(root.fieldTitles[name] ?? name),
                        .lines($0.elements.map { $0.written.shortened(for: nil) }),
                    ]
                }
            }, nothing: "No field is filled.")
    }

    // MARK: What belongs to it

    private static func linkedSection(_ dossier: CaseDossier) -> Section {
        Section(
            "Linked records", "Nearest first.",
            columns: ["Record", "Kind", "Title", "State", "Linked as"],
            rows: dossier.linked.map { record in
                [
                    .id(record.id.text), .text(record.kindTitle), .text(record.state.title),
                    record.isFinal
                        ? .state(record.state.state.text, .neutral)
                        : .state(record.state.state.text, .watch, more: "not finished"),
                    .lines(record.state.links.map { "\($0.role) \($0.target)" }),
                ]
            }, nothing: "No record is linked with it.")
    }

    private static func counterpartSection(_ dossier: CaseDossier) -> Section {
        Section(
            "Counterparts in other systems", "As each was found when somebody last looked.",
            columns: ["Record", "There", "Last look", "Result", "State there", "Joined"],
            rows: dossier.records.flatMap { record in
                record.state.systemLinks.map { system in
                    [
                        .id(record.id.text), .text(system.link.key.description),
                        .text(system.checkedAt?.inWords ?? "never"),
                        system.lastCheck.cell, .text(system.lastCheck?.sourceState ?? "not known"),
                        .text(system.link.maturity.rawValue),
                    ]
                }
            }, nothing: "No record of another system is linked.")
    }

    private static func fileSection(_ dossier: CaseDossier) -> Section {
        Section(
            "Attached files", "With the digest that the log committed to.",
            columns: ["File", "Record", "Entry", "SHA-256", "Here"],
            rows: dossier.records.flatMap { record in
                record.files.map { file in
                    [
                        .text(file.reference.name), .id(record.id.text),
                        .text("\(file.entry.number)"), .code(file.reference.digest.hex),
                        file.isHeld
                            ? .file(
                                path: "originals/\(file.reference.digest.hex)", label: "open")
                            : .state("not in the package", .watch),
                    ]
                }
            }, nothing: "No file is attached.")
    }

    private static func signerSection(
        _ dossier: CaseDossier, files: (EntryPosition) -> (content: String, original: String?)
    ) -> Section {
        Section(
            "Who signed, and with which key",
            "Enrolment, keys, roles and delegations up to the last signature.",
            columns: ["Entry", "Person", "What", "Files"],
            rows: dossier.people.map { entry in
                let position = entry.position
                let named = ["person", "to", "from", "delegation", "grant"]
                    .compactMap { entry.content?[$0]?.text }
                let role = entry.content?["role"]?.text.map { ": \($0)" } ?? ""
                return [
                    .text("\(position.number)"), .text(named.first ?? "withheld"),
                    .text(entry.type.text + role),
                    .file(path: files(position).content, label: "content"),
                ]
            }, nothing: "Nobody has signed.")
    }

    private static func actSection(
        _ dossier: CaseDossier, files: (EntryPosition) -> (content: String, original: String?)
    ) -> Section {
        Section(
            "Acts in this package", "Every act of every record, in the order of the log.",
            columns: ["Entry", "Record", "Act", "Revision, version", "Files"],
            rows: dossier.timeline.map { record, logged in
                let position = EntryPosition(logged.position)
                return [
                    .text("\(logged.position)"), .id(record.id.text),
                    .text("\(logged.act.number): \(logged.act.deed.name)"),
                    .text("\(logged.act.revision), \(logged.act.version)"),
                    .file(path: files(position).content, label: "content"),
                ]
            }, nothing: "There are no acts.")
    }
}

extension SystemCheck? {
    fileprivate var cell: PackagePage.Cell {
        guard let check = self else { return .state("never looked at", .bad) }
        return switch check.result {
        case .mutual: .state(check.result.rawValue, .good)
        case .oneWay, .unreachable:
            .state(check.result.rawValue, .watch, more: check.detail ?? "")
        case .broken, .conflict: .state(check.result.rawValue, .bad, more: check.detail ?? "")
        }
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
