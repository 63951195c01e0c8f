// SPDX-License-Identifier: Apache-2.0
import Records

/// Every kind of record there is.
///
/// Written by `script/generate-docs` from the files beside it.
package enum QualityKinds {
    package static let catalogue = KindCatalogue([
        // Governance
        .decision,
        // Nonconformity
        .nonconformity, .disposition, .concession, .deviationPermit, .noticeOfEscape,
        // Joint
        .triggerRule, .jointCandidate, .jointCase, .impactAssessment, .trustWindowSnapshot,
        .trustVerdict,
        // Containment
        .productHold, .releaseCondition, .securityMeasure, .preservationOrder, .custodyTransfer,
        .rebuild, .release,
        // Cause and actions
        .cause, .action, .extensionRequest, .effectivenessCheck,
        // Change
        .change, .validationState, .layeredMitigation, .systemRegisterEntry,
        // Duties
        .dutyRule, .workCalendar, .applicabilityProfile, .duty, .ticket, .drill,
    ])

    /// Kinds whose records rules look at though nothing links to them: profiles, rules, calendars.
    ///
    /// Whoever loads a book for a duty, or for a reaction, puts all of these in it that stand.
    package static let consulted: [KindName] = [
        "applicability-profile", "duty-rule", "work-calendar",
    ]
}
