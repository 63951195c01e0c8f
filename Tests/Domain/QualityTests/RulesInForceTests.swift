// SPDX-License-Identifier: Apache-2.0
import Access
import Fixtures
import Quality
import Records
import Testing

/// Who is kept from what, and what each step asks: the tables of containment, cause, actions, change
/// and duties, read by a person once and compared for good.
struct RulesInForceTests {
    private static let expected: [String] = [
        "product-hold activate: if shown-in-force",
        "product-hold release: not by authors; released not by authors; if own-function, "
            + "release-conditions, customer-agrees",
        "product-hold release-security: not by authors; released not by authors; if "
            + "own-function, release-conditions, customer-agrees",
        "product-hold void: site-management not by authors",
        "product-hold fixed: type, things",
        "release-condition meet: verified",
        "release-condition waive: not by opener; approved not by opener",
        "release-condition void: site-management not by authors",
        "release-condition fixed: hold, condition",
        "security-measure execute: if concurrence, rolls-back-no-evidence, "
            + "?change-approved",
        "security-measure execute-on-ot: approved not by opener; if concurrence, "
            + "rolls-back-no-evidence, ?change-approved",
        "security-measure execute-with-safety: approved not by opener; approved not by "
            + "opener; if concurrence, rolls-back-no-evidence, ?change-approved",
        "security-measure lift: released not by authors",
        "security-measure void: it-security not by authors",
        "security-measure fixed: measure (once begun), things, on-ot (once begun), "
            + "safety (once begun)",
        "preservation-order preserve: if digests-readable",
        "preservation-order release: not by opener; released not by opener; if "
            + "only-custodian, kept-long-enough, no-transfer-open",
        "preservation-order give-up: not by opener; approved not by opener; approved not "
            + "by opener",
        "preservation-order void: legal not by authors",
        "preservation-order fixed: things, custodian (but by custody-transfer), location "
            + "(but by custody-transfer), digest (once begun)",
        "custody-transfer accept: acknowledged not by opener; if only-to, "
            + "offered-by-custodian, digests-agree",
        "custody-transfer void: quality-manager",
        "custody-transfer fixed: order, to",
        "rebuild approve: approved not by authors; if evidence-preserved, "
            + "?evidence-ordered",
        "rebuild finish: if evidence-preserved, change-approved",
        "rebuild verify: not by who took finish; verified not by who took finish or the "
            + "owner",
        "rebuild void: quality-manager",
        "rebuild fixed: what (once begun), things",
        "release release: not by authors; released not by authors; if no-hold-stands, "
            + "?no-open-case",
        "release void: quality-manager",
        "release fixed: things",
        "cause verify: verified not by opener; if not-the-person-alone",
        "cause void: quality-manager",
        "cause fixed: statement (once begun)",
        "action accept: if not-there-already, cause-shown",
        "action finish: if change-approved, ?evidence-preserved, ?known-there",
        "action verify: not by authors or who took start or who took finish or the "
            + "owner; verified not by authors or who took start or who took finish or the "
            + "owner; if effectiveness-planned",
        "action drop: not by the owner; approved not by the owner",
        "action void: it-security, quality-manager not by the owner",
        "action fixed: what (once begun), type (once begun), nature (once begun), cause "
            + "(once begun), things (once begun), due (but by extension-request)",
        "extension-request approve: not by authors; approved not by authors; if "
            + "is-later, approver-is-not-owner",
        "extension-request void: quality-manager",
        "extension-request fixed: for, until",
        "effectiveness-check plan: if verifier-is-not-owner",
        "effectiveness-check fall-due: if day-has-come",
        "effectiveness-check judge-effective: verified; if only-verifier, "
            + "verifier-is-not-owner",
        "effectiveness-check judge-ineffective: verified; if only-verifier, "
            + "verifier-is-not-owner",
        "effectiveness-check drop: if action-was-dropped",
        "effectiveness-check void: it-security, quality-manager not by authors",
        "effectiveness-check fixed: action, metric (once begun), baseline (once begun), "
            + "target (once begun), window (once begun), data-source (once begun), due (but by "
            + "extension-request), verifier (once begun)",
        "change approve: approved not by authors; approved not by authors; if "
            + "security-asked",
        "change approve-with-security: approved not by authors; approved not by authors; "
            + "approved not by authors; if security-asked",
        "change start: if evidence-preserved",
        "change release: released not by who took start",
        "change verify: not by who took start or who took release; verified not by who "
            + "took start or who took release",
        "change close: if validation-restored",
        "change void: quality-manager",
        "change fixed: things (once begun), what (once begun), way-back (once begun), "
            + "security-relevant (once begun)",
        "validation-state plan: approved not by authors; if day-to-come",
        "validation-state validate: approved not by authors; approved not by authors or "
            + "who took qualify-performance; if day-to-come",
        "validation-state restore: approved not by authors; approved not by authors or "
            + "who took qualify-performance; if day-to-come, change-released",
        "validation-state clear: approved not by authors; approved not by authors or who "
            + "took qualify-performance; if day-to-come, cleared-because",
        "validation-state lapse: if day-passed",
        "validation-state retire: approved not by opener",
        "validation-state void: quality-manager not by authors",
        "validation-state fixed: things, until (once begun)",
        "layered-mitigation approve: approved not by authors; approved not by authors; "
            + "if end-to-come, change-to-come",
        "layered-mitigation end: if fix-is-in",
        "layered-mitigation void: site-management not by authors",
        "layered-mitigation fixed: things, why (once begun), controls (once begun), "
            + "residual-risk (once begun), expires (once begun), change (once begun)",
        "system-register-entry adopt: approved not by authors; approved not by authors",
        "system-register-entry void: quality-manager not by authors",
        "system-register-entry fixed: things, gxp (once begun), on-ot (once begun), safety (once "
            + "begun)",
        "duty-rule activate: approved not by authors; if rule-readable",
        "duty-rule withdraw: approved not by opener",
        "duty-rule void: legal not by authors",
        "duty-rule fixed: id (once begun), regime (once begun), cite (once begun), "
            + "status (once begun), effective-from (once begun), applies-if (once begun), "
            + "triggers (once begun), stage (once begun), amount (once begun), unit (once "
            + "begun), calendar (once begun), rollover (once begun), clock (once begun), "
            + "depends-on (once begun), recipient (once begun), owner (once begun), note (once "
            + "begun)",
        "work-calendar activate: approved not by authors",
        "work-calendar void: legal not by authors",
        "work-calendar fixed: name (once begun), version (once begun), holidays (once "
            + "begun), source (once begun)",
        "applicability-profile put-in-force: approved not by authors; approved not by "
            + "authors",
        "applicability-profile supersede: if another-in-force",
        "applicability-profile void: legal not by authors",
        "applicability-profile fixed: terms (once begun), basis (once begun)",
        "duty start-clock: certified; if clock-given, clock-not-to-come, "
            + "later-than-evidence, stage-before",
        "duty correct-clock: not by who took start-clock; approved not by who took "
            + "start-clock; if not-missed-yet",
        "duty submit: if submission-there, submitted-plausibly, late-explained, "
            + "amendment-said",
        "duty dismiss: authored; reviewed not by authors; if criteria-answered",
        "duty void: never",
        "duty fixed: rule, rule-set, stage, earliest, clock-at (once begun), clock-basis "
            + "(once begun), clock-rationale (once begun), submitted-at (from submitted)",
        "ticket void: it-security not by opener",
        "drill evaluate: if times-in-order",
        "drill close: reviewed; reviewed; if findings-answered",
        "drill void: quality-manager",
        "drill fixed: scenario (once begun), log-origin (once begun)",
    ]

    @Test(
        .covers("A11D-12.6", "ALC-AC-5"),
        arguments: [
            "product-hold", "release-condition", "security-measure", "preservation-order",
            "custody-transfer", "rebuild", "release", "cause", "action", "extension-request",
            "effectiveness-check", "change", "validation-state", "layered-mitigation",
            "system-register-entry", "duty-rule", "work-calendar", "applicability-profile", "duty",
            "ticket", "drill",
        ]) func `Each kind keeps apart whom it kept apart, and asks what it asked`(name: String)
        throws
    {
        let kind = try #require(QualityKinds.catalogue[KindName(name)])
        let expected = RulesInForceTests.expected.filter { $0.hasPrefix(name + " ") }
        #expect(RulesInForce.lines(of: kind) == expected)
    }
}

/// What a kind's table says in short lines: who is kept from what, what is asked, what is fixed.
enum RulesInForce {
    static func lines(of kind: Kind) -> [String] {
        var lines = kind.lifecycle.transitions.flatMap { step in
            var line = "\(kind.name) \(step.name):"
            if !step.notBy.isEmpty { line += " not by \(people(step.notBy));" }
            for need in step.signatures {
                line += " \(need.meaning.rawValue)"
                if !need.notBy.isEmpty { line += " not by \(people(need.notBy))" }
                line += ";"
            }
            let guards = step.guards.map { ($0.severity == .warn ? "?" : "") + $0.name }
            if !guards.isEmpty { line += " if \(guards.joined(separator: ", "));" }
            return line.hasSuffix(":") ? [] : [String(line.dropLast())]
        }
        let void = kind.lifecycle.voiding
        lines.append(
            "\(kind.name) void: "
                + (void.roles.isEmpty
                    ? "never"
                    : void.roles.map(\.rawValue).sorted().joined(separator: ", ")
                        + (void.notBy.isEmpty ? "" : " not by \(people(void.notBy))")))
        let fixed = kind.fields.compactMap { field in
            switch field.change {
            case .freely: nil
            case .never: "\(field.name)"
            case .onlyInFirstState: "\(field.name) (once begun)"
            case .until(let state): "\(field.name) (from \(state))"
            case .onlyThrough(let other): "\(field.name) (but by \(other))"
            } as String?
        }
        if !fixed.isEmpty { lines.append("\(kind.name) fixed: " + fixed.joined(separator: ", ")) }
        return lines
    }

    private static func people(_ rules: [Excluded]) -> String {
        rules.map {
            switch $0 {
            case .authors: "authors"
            case .opener: "opener"
            case .signers(let meaning): "signers as \(meaning.rawValue)"
            case .performers(let step): "who took \(step)"
            case .named(let field): "the \(field)"
            }
        }.joined(separator: " or ")
    }
}
