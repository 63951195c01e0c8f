// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

/// Something wrong with a kind itself: a rule that can never hold, or a state nobody gets out of.
package struct LifecycleFault: Hashable, Sendable, CustomStringConvertible {
    package let kind: KindName
    package let what: String

    package var description: String { "\(kind): \(what)" }
}

extension Kind {
    /// Everything that is wrong with the kind; a test asks it of every kind there is.
    package var faults: [LifecycleFault] {
        (shapeFaults + tableFaults + ruleFaults).map { LifecycleFault(kind: name, what: $0) }
    }

    private var shapeFaults: [String] {
        var faults: [String] = []
        if RecordID(prefix: prefix, year: 2026, number: 1) == nil {
            faults.append("\"\(prefix)\" cannot begin a number")
        }
        if purpose.isEmpty { faults.append("nothing says what it is for") }
        if openedBy.isEmpty { faults.append("nobody may open one") }
        if topics.isEmpty { faults.append("it serves no clause topic") }
        if Set(fields.map(\.name)).count < fields.count {
            faults.append("two fields have one name")
        }
        for field in fields {
            if case .from(let state) = field.requirement, lifecycle.state(state) == nil {
                faults.append("field \(field.name) is required from \(state), which is no state")
            }
            if case .until(let state) = field.change, lifecycle.state(state) == nil {
                faults.append("field \(field.name) changes until \(state), which is no state")
            }
            if case .choice(let choices) = field.type,
                choices.isEmpty || Set(choices.map(\.name)).count < choices.count
            {
                faults.append("field \(field.name) has no choices, or one twice")
            }
        }
        return faults
    }

    private var tableFaults: [String] {
        var faults: [String] = []
        let names = lifecycle.states.map(\.name)
        if names.isEmpty { return ["it has no states"] }
        if Set(names).count < names.count { faults.append("two states have one name") }
        if names.contains(Voided.state) { faults.append("\"void\" is every kind's own state") }
        let steps = lifecycle.transitions
        if Set(steps.map(\.name)).count < steps.count { faults.append("two steps have one name") }
        for step in steps {
            for state in step.from.union([step.to]) where lifecycle.state(state) == nil {
                faults.append("step \(step.name) speaks of \(state), which is no state")
            }
            for state in step.from where lifecycle.state(state)?.status.isFinal == true {
                faults.append("step \(step.name) leads out of \(state), which is final")
            }
        }
        let beginnings = [lifecycle.first] + (lifecycle.reopening.map { [$0.to] } ?? [])
        let reachable = closure(from: beginnings) { state in
            lifecycle.transitions(from: state).map(\.to)
        }
        let final = lifecycle.states.filter(\.status.isFinal).map(\.name)
        if final.isEmpty { faults.append("it never ends") }
        let ending = closure(from: final) { state in
            steps.filter { $0.to == state }.flatMap(\.from)
        }
        for state in names {
            if !reachable.contains(state) { faults.append("state \(state) is never reached") }
            if !ending.contains(state) { faults.append("state \(state) never ends") }
        }
        if let reopening = lifecycle.reopening {
            if lifecycle.state(reopening.to)?.status.isFinal != false {
                faults.append("it is opened again into \(reopening.to), where no work is done")
            }
        }
        return faults
    }

    private var ruleFaults: [String] {
        var faults: [String] = []
        for step in lifecycle.transitions {
            if !step.rule.hasSuffix(".") { faults.append("step \(step.name) has no rule") }
            if step.by.isEmpty { faults.append("nobody may take step \(step.name)") }
            if step.by.union(openedBy).contains(.auditor) {
                faults.append("an auditor could take step \(step.name)")
            }
            for need in step.signatures {
                if need.roles.isEmpty { faults.append("nobody can sign for \(step.name)") }
                if need.roles.contains(.service) || need.roles.contains(.administrator) {
                    faults.append("an account that never signs is to sign for \(step.name)")
                }
            }
            for rule in step.notBy + step.signatures.flatMap(\.notBy) {
                if let fault = fault(of: rule, in: step) { faults.append(fault) }
            }
            if Set(step.guards.map(\.name)).count < step.guards.count {
                faults.append("step \(step.name) has two guards of one name")
            }
            for rule in step.guards where !rule.rule.hasSuffix(".") {
                faults.append("guard \(rule.name) has no rule")
            }
        }
        return faults
    }

    /// Why a rule on separate duties could never keep anybody from anything.
    private func fault(of rule: Excluded, in step: Transition) -> String? {
        switch rule {
        case .authors, .opener: return nil
        case .signers(let meaning):
            let isAsked = lifecycle.transitions.contains {
                $0.signatures.contains { $0.meaning == meaning }
            }
            return isAsked ? nil : "step \(step.name): nobody ever signs as \(meaning.rawValue)"
        case .performers(let other):
            return lifecycle.transition(other) == nil
                ? "step \(step.name) speaks of a step \(other)" : nil
        case .named(let name):
            return field(name)?.type == .person
                ? nil : "step \(step.name) speaks of a field of people, \(name)"
        }
    }

    private func closure(
        from start: [StateName], _ next: (StateName) -> [StateName]
    ) -> Set<StateName> {
        var found = Set(start)
        var open = start
        while let state = open.popLast() {
            for other in next(state) where found.insert(other).inserted { open.append(other) }
        }
        return found
    }
}
