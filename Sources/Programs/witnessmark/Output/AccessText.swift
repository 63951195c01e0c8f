// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Registrar

/// How acts about people, and people themselves, are told.
enum AccessText {
    static func tell(
        _ filed: [AccessLedger.Filed], _ addition: AccessAddition, _ output: Output
    ) {
        let lines = filed.map { "Entry \($0.position): \(sentence(of: $0.act.event))" }
        output.result(
            (lines + (addition.text.isEmpty ? [] : [addition.text])).joined(separator: "\n"),
            .object(
                [
                    .init("acts", .array(filed.map { json($0.act, at: $0.position) })),
                    .init("schema", "witnessmark.access/1"),
                ] + addition.members))
    }

    static func tell(wouldBe acts: [AccessAct], _ output: Output) {
        output.result(
            acts.map { "Would be written: \(sentence(of: $0.event))" }.joined(separator: "\n"),
            [
                "acts": .array(acts.map { json($0, at: nil) }), "dryRun": true,
                "schema": "witnessmark.access/1",
            ])
    }

    /// What would be done about passwords and codes, of which no act says more than that.
    static func tell(wouldBe sentence: String, _ output: Output) {
        output.result(
            sentence + " Nothing was written.",
            [
                "dryRun": true, "message": .string(sentence), "schema": "witnessmark.access/1",
            ])
    }

    private static func json(_ act: AccessAct, at position: UInt64?) -> JSON {
        var members: [JSON.Member] = [
            .init("content", act.content), .init("type", .string(act.event.entryType)),
        ]
        if let position { members.append(.init("entry", .integer(Int64(clamping: position)))) }
        return .object(members)
    }

    /// What came to be, in a sentence.
    static func sentence(of event: AccessEvent) -> String {
        switch event {
        case .enrolled(let id, let enrolment):
            "\(id) is \((enrolment.printedName ?? "somebody").visible)"
                + (enrolment.login.map { ", who signs in as \($0)" } ?? "") + "."
        case .keyed(let id, let facts, let reason):
            "\(id) has \(words(reason)), key \(facts.keyID.hex.prefix(16))."
        case .reset(let id): "The key of \(id) has ended; they choose a password anew."
        case .deactivated(let id): "\(id) has left; key, roles and delegations have ended."
        case .granted(let id, let wish):
            "\(wish.person) is \(wish.role.title)\(words(wish.scope))"
                + "\(until(wish.until)) (\(id))."
        case .revoked(let id, let person, let role):
            "\(person) is no longer \(role.title) by \(id)."
        case .delegated(let id, let from, let wish):
            "\(wish.to) is \(wish.role.title)\(words(wish.scope)) on behalf of \(from) "
                + "from \(wish.since.rfc3339Seconds)\(until(wish.until)) (\(id))."
        case .delegationEnded(let id): "\(id) has ended."
        case .qualified(let id, let qualification):
            "\(id) is qualified as \(qualification.name.visible)\(until(qualification.until)): "
                + qualification.evidence.visible + "."
        case .accountabilitySigned(let id, let signature):
            "\(id) accepted the accountability statement, revision "
                + "\(signature.statement.revision)."
        case .signingFailed(let failed):
            "An attempt as \(failed.person?.text ?? "somebody unknown") failed: "
                + "\(failed.why.rawValue)."
        }
    }

    private static func words(_ reason: KeyReason) -> String {
        switch reason {
        case .enrolled: "chosen a password"
        case .renewed: "chosen a new password and has a new key"
        case .passwordChanged: "changed the password"
        case .secondFactor: "a second factor"
        }
    }

    static func words(_ scope: Scope) -> String {
        (scope.site.map { " at \($0.visible)" } ?? "")
            + (scope.kinds.map { " for " + $0.sorted().joined(separator: ", ").visible } ?? "")
    }

    static func until(_ moment: Instant?) -> String {
        moment.map { " until \($0.rfc3339Seconds)" } ?? ""
    }
}
