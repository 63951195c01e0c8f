// SPDX-License-Identifier: Apache-2.0

/// One thing that somebody does to a record of the case, as they would type it.
///
/// Records go by keys here; `{key}` in a value stands for the number of that record, `{person:name}`
/// for somebody's, and `{file:name}` for the file of that name in ``JointCaseStory/files``.
package struct CaseStep: Sendable {
    package let by: CasePerson
    package let doing: Doing

    package init(by person: CasePerson, doing: Doing) {
        by = person
        self.doing = doing
    }

    package enum Doing: Sendable {
        case open(
            kind: String, key: String, title: String, fields: [Value], links: [Link])
        case amend(key: String, fields: [Value], reason: String)
        case link(key: String, Link)
        case linkSystem(key: String, Counterpart, url: String)
        case checkSystem(key: String, Counterpart, result: String, sourceState: String)
        case propose(key: String, step: String)
        case sign(key: String, step: String, meaning: String)
        case take(key: String, step: String, reason: String?, justifications: [String: String])
        /// Evaluates the trigger rules; what meets the first is opened under the key.
        case scan(key: String)
        /// Asks the trust-window question and keeps the answer.
        case snapshot(key: String, of: String)
        /// Tries something that a rule must refuse.
        indirect case fail(Doing, rule: String)
    }

    /// A field and what is typed into it; several texts for a list.
    package struct Value: Sendable {
        package let field: String
        package let texts: [String]
    }

    package struct Link: Sendable {
        package let role: String
        package let target: String
    }

    package struct Counterpart: Sendable {
        package let system: String
        package let object: String
        package let remote: String
    }
}

extension CasePerson {
    func opens(
        _ kind: String, _ key: String, _ title: String,
        _ fields: KeyValuePairs<String, CaseText>,
        links: KeyValuePairs<String, String> = [:]
    ) -> CaseStep {
        CaseStep(
            by: self,
            doing: .open(
                kind: kind, key: key, title: title, fields: CaseText.values(fields),
                links: links.map { CaseStep.Link(role: $0.key, target: $0.value) }))
    }

    func amends(
        _ key: String, _ fields: KeyValuePairs<String, CaseText>, because reason: String
    ) -> CaseStep {
        CaseStep(
            by: self,
            doing: .amend(key: key, fields: CaseText.values(fields), reason: reason))
    }

    func links(_ key: String, _ role: String, to target: String) -> CaseStep {
        CaseStep(by: self, doing: .link(key: key, .init(role: role, target: target)))
    }

    func proposes(_ key: String, _ step: String) -> CaseStep {
        CaseStep(by: self, doing: .propose(key: key, step: step))
    }

    func signs(_ key: String, _ step: String, as meaning: String = "approved") -> CaseStep {
        CaseStep(by: self, doing: .sign(key: key, step: step, meaning: meaning))
    }

    func takes(
        _ key: String, _ step: String, because reason: String? = nil,
        justifying justifications: [String: String] = [:]
    ) -> CaseStep {
        CaseStep(
            by: self,
            doing: .take(
                key: key, step: step, reason: reason, justifications: justifications))
    }
}

extension CaseStep {
    /// The same, tried although a rule stands in the way.
    func refused(by rule: String) -> CaseStep {
        CaseStep(by: by, doing: .fail(doing, rule: rule))
    }
}

/// What is typed into a field: one text, or several.
enum CaseText: ExpressibleByStringInterpolation, ExpressibleByArrayLiteral {
    case one(String)
    case many([String])

    init(stringLiteral text: String) { self = .one(text) }
    init(arrayLiteral texts: String...) { self = .many(texts) }

    static func values(_ fields: KeyValuePairs<String, CaseText>) -> [CaseStep.Value] {
        fields.map { name, text in
            switch text {
            case .one(let text): CaseStep.Value(field: name, texts: [text])
            case .many(let texts): CaseStep.Value(field: name, texts: texts)
            }
        }
    }
}
