// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import DemoPlant
import Quality
import Records
import Testing

/// The joint case of Plant 7, from first suspicion to its end, act by act.
struct Plant7CaseTests {
    @Test func `Five people bring the joint case of Plant 7 to its end`() throws {
        var run = CaseRun()
        for chapter in run.story.chapters {
            for step in chapter.steps { try run.take(step, in: chapter.title) }
        }
        let master = try run.record("case")
        #expect(master.state == "closed")
        #expect(try run.record("nc").state == "closed")
        // What lasts beyond it: the lock, the read-back, and the shield with its change.
        let lasting = run.desk.book.all.filter { !run.desk.book.isFinal($0) }.map(\.id.text)
        #expect(
            lasting == [
                "CHG-2026-0001", "MIT-2026-0001", "SEM-2026-0001", "SEM-2026-0002",
            ])
    }
}

/// Does what the story says, at a desk.
struct CaseRun {
    let story = JointCaseStory(began: t0)
    var desk = Desk()
    private(set) var ids: [String: RecordID] = [:]

    static let actors: [CasePerson: Actor] = Dictionary(
        uniqueKeysWithValues: CasePerson.allCases.enumerated().map { number, person in
            (
                person,
                Actor(
                    person: PersonID(number: number + 2), printedName: person.printedName,
                    capacities: person.roles.compactMap { Role(rawValue: $0) }.map { .init($0) },
                    zone: "Europe/Berlin")
            )
        })

    func record(_ key: String) throws -> RecordState { try desk[try id(key)] }
    func id(_ key: String) throws -> RecordID { try #require(ids[key], "\(key) is not opened yet") }

    private func actor(_ person: CasePerson) throws -> Actor {
        try #require(CaseRun.actors[person])
    }

    mutating func take(_ step: CaseStep, in chapter: String) throws {
        do { try take(step) } catch {
            Issue.record("\(chapter): \(step.doing): \(error)")
            throw error
        }
    }

    private mutating func take(_ step: CaseStep) throws {
        let actor = try actor(step.by)
        switch step.doing {
        case .open(let kind, let key, let title, let fields, let links):
            ids[key] = try desk.open(
                KindName(kind), by: actor, title: title, try typed(fields, of: KindName(kind)),
                links: try links.map { ($0.role, try id($0.target)) })
        case .amend(let key, let fields, let reason):
            try desk.amend(
                try id(key), by: actor, try typed(fields, of: try record(key).kind),
                because: reason)
        case .link(let key, let link):
            try desk.link(try id(key), link.role, to: try id(link.target), by: actor)
        case .linkSystem(let key, let other, _):
            try desk.linkSystem(
                try id(key),
                SystemKey(system: other.system, kind: other.object, remoteID: other.remote),
                found: nil, by: actor)
        case .checkSystem(let key, let other, let result, let state):
            try desk.run(
                .checkSystem(
                    SystemKey(system: other.system, kind: other.object, remoteID: other.remote),
                    SystemCheck(
                        result: try #require(SystemCheck.Result(rawValue: result)),
                        sourceState: state)), on: try id(key), by: actor)
        case .fail(let doing, let rule):
            let said = refusals { try take(CaseStep(by: step.by, doing: doing)) }
            #expect(said.contains(rule), "\(doing): \(said)")
        case .propose(let key, let step):
            try desk.run(.propose(transition: step), on: try id(key), by: actor)
        case .sign(let key, let step, let meaning):
            try desk.sign(
                try id(key), for: step, as: try #require(SignatureMeaning(rawValue: meaning)),
                by: actor)
        case .take(let key, let step, let reason, let justifications):
            try desk.step(
                step, on: try id(key), by: actor, because: try reason.map(resolved),
                justifications: justifications)
        case .scan(let key):
            ids[key] = try desk.open(
                "joint-candidate", by: actor, title: "An unexplained change",
                [
                    "rule": "T1", "rule-revision": "built-in", "default-action": "propose",
                    "why": "recipe.changed by mes-maint2 names no change order",
                ])
        case .snapshot(let key, let parent):
            let master = try record(parent)
            ids[key] = try desk.open(
                "trust-window-snapshot", by: actor, title: "What relied on it",
                [
                    "query": "trust-window", "checkpoint": "plant7.example/log-1 1300",
                    "suspects": .value(try #require(master["suspects"])),
                    "from": .value(try #require(master["suspect-from"])),
                    "streams": .many(story.streams.map { "system:\($0.stream)" }),
                    "records-count": "120 records",
                    "answer": .value(CaseRun.file("answer.json", "{}")),
                ], links: [("of", try id(parent))])
        }
    }

    static func file(_ name: String, _ content: String) -> FieldValue {
        .file(
            FileReference(
                digest: Digest(of: Array(content.utf8)), name: name,
                size: Int64(content.utf8.count), mediaType: "text/plain"))
    }

    private func typed(
        _ values: [CaseStep.Value], of kind: KindName
    ) throws -> [String: Typed] {
        var typed: [String: Typed] = [:]
        for value in values {
            let isList = desk.decider.kinds[kind]?.field(value.field)?.isList == true
            if value.texts.allSatisfy({ $0.hasPrefix("{file:") }) {
                let files = value.texts.map { text in
                    let name = String(text.dropFirst(6).dropLast())
                    return CaseRun.file(name, JointCaseStory.files[name] ?? "")
                }
                typed[value.field] = .value(isList ? .list(files) : files[0])
            } else if isList {
                typed[value.field] = .many(try value.texts.map(resolved))
            } else {
                typed[value.field] = .one(try resolved(try #require(value.texts.first)))
            }
        }
        return typed
    }

    /// A text with keys and people in braces replaced by their numbers.
    private func resolved(_ text: String) throws -> String {
        var text = text
        for (key, id) in ids { text = text.replacing("{\(key)}", with: id.text) }
        for (person, actor) in CaseRun.actors {
            text = text.replacing("{person:\(person.rawValue)}", with: actor.person.text)
        }
        return text
    }
}
