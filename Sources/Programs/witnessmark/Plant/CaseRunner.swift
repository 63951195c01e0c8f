// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import DemoPlant
import Intake
import Ledger
import Records
import Registrar

/// Does what the story of a case says, at the plant's own registrar, as the people themselves would.
struct CaseRunner {
    let plant: Plant
    let desk: RecordDesk
    let output: Output
    /// The people, each recognised by their password, with their key open.
    let people: [CasePerson: Authenticated]
    private(set) var ids: [String: RecordID] = [:]
    /// What was refused, as it must be: the rule, and what it said.
    private(set) var refusals: [(rule: String, words: String)] = []
    private(set) var signatures = 0

    init(plant: Plant, desk: RecordDesk, people: [CasePerson: Authenticated], output: Output) {
        self.plant = plant
        self.desk = desk
        self.people = people
        self.output = output
    }

    private var keeping: FileKeeping { FileKeeping(originals: plant.originals, isDryRun: false) }

    mutating func take(_ step: CaseStep) async throws {
        guard case .fail(let doing, let rule) = step.doing else {
            return try await carryOut(step.doing, by: step.by)
        }
        do {
            try await carryOut(doing, by: step.by)
        } catch let refusal as Refusal {
            guard let reason = refusal.reasons.first(where: { $0.code == rule }) else {
                throw refusal
            }
            refusals.append((rule, reason.description))
            return
        }
        throw CommandFailure("WM-DEMO-003", "The rule \(rule) let something through.")
    }

    private mutating func carryOut(_ doing: CaseStep.Doing, by person: CasePerson) async throws {
        guard let who = people[person] else {
            throw CommandFailure("WM-DEMO-004", "\(person.printedName) is not there.")
        }
        if case .scan(let key) = doing {
            ids[key] = try await JointScan.run(at: desk, plant, output).first?.candidate
            return
        }
        var docket = desk.registrar.docket(
            for: who.actor, request: RecordWork.freshRequest(), at: .now)
        switch doing {
        case .open(let kind, let key, let title, let fields, let links):
            ids[key] = try await docket.open(
                KindName(kind), title: title, site: CaseRunner.site,
                try changes(fields, of: KindName(kind)),
                links: try links.map { RecordLink($0.role, try id($0.target)) })
        case .amend(let key, let fields, let reason):
            let id = try id(key)
            let kind = try await desk.record(id.text).kind
            try await docket.run(.amend(try changes(fields, of: kind)), on: id, reason: reason)
        case .link(let key, let link):
            try await docket.run(
                .link(role: link.role, to: try id(link.target)), on: try id(key))
        case .linkSystem(let key, let other, let url):
            try await docket.run(
                .linkSystem(
                    SystemLink(
                        key: CaseRunner.key(other), url: url, ownedThere: [], maturity: .checked)),
                on: try id(key))
        case .checkSystem(let key, let other, let result, let state):
            try await docket.run(
                .checkSystem(
                    CaseRunner.key(other),
                    SystemCheck(
                        result: SystemCheck.Result(rawValue: result) ?? .unreachable,
                        sourceState: state)), on: try id(key))
        case .propose(let key, let step):
            try await docket.run(.propose(transition: step), on: try id(key))
        case .sign(let key, let step, let meaning):
            try await docket.sign(
                try id(key), for: step, as: SignatureMeaning(rawValue: meaning) ?? .approved,
                with: who)
            signatures += 1
        case .take(let key, let step, let reason, let justifications):
            try await docket.run(
                .transition(step, justifications: justifications), on: try id(key),
                reason: reason.map(resolved))
        case .snapshot(let key, let parent):
            let snapshot = try await TrustSnapshot.take(
                for: try await desk.record(try id(parent).text), at: desk, plant, keeping)
            ids[key] = try await docket.open(
                "trust-window-snapshot", title: snapshot.title, site: CaseRunner.site,
                snapshot.fields, links: snapshot.links)
        case .scan, .fail: return
        }
        _ = try await docket.commit()
        _ = try await RecordReactions.run(at: desk, plant, output)
    }

    static let site = "plant7"

    func id(_ key: String) throws -> RecordID {
        guard let id = ids[key] else {
            throw CommandFailure("WM-DEMO-005", "The story speaks of \(key) before it is opened.")
        }
        return id
    }

    private static func key(_ other: CaseStep.Counterpart) -> SystemKey {
        SystemKey(system: other.system, kind: other.object, remoteID: other.remote)
    }

    private func changes(
        _ values: [CaseStep.Value], of kind: KindName
    ) throws -> [FieldChange] {
        let kind = try RecordDesk.kind(kind.text)
        return try values.map { value in
            if value.texts.allSatisfy({ $0.hasPrefix("{file:") }) {
                let files = try value.texts.map { FieldValue.file(try file($0)) }
                let isList = kind.field(value.field)?.isList == true
                return FieldChange(value.field, isList ? .list(files) : files[0])
            }
            var input = RecordInput()
            input.set = value.texts.map { "\(value.field)=\(resolved($0))" }
            return try input.changes(of: kind, RecordDocument(), keepingFilesIn: keeping)[0]
        }
    }

    /// The file that a text such as `{file:notice.txt}` stands for.
    private func file(_ text: String) throws -> FileReference {
        let name = String(text.dropFirst("{file:".count).dropLast())
        let bytes = Array((JointCaseStory.files[name] ?? "").utf8)
        return try keeping.reference(to: bytes, named: name, mediaType: "text/plain")
    }

    /// A text with keys and people in braces replaced by their numbers.
    private func resolved(_ text: String) -> String {
        var text = text
        for (key, id) in ids { text = text.replacing("{\(key)}", with: id.text) }
        for (person, who) in people {
            text = text.replacing("{person:\(person.rawValue)}", with: who.actor.person.text)
        }
        return text
    }
}
