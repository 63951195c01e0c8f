// SPDX-License-Identifier: Apache-2.0
import Records

/// Every kind of record there is.
///
/// Written by `script/generate-kinds` from the files beside it.
package enum QualityKinds {
    package static let catalogue = KindCatalogue([
        // Actions
        .action,
        .effectivenessCheck,
        .extensionRequest,
        // Cause
        .cause,
        // Change
        .change,
        .layeredMitigation,
        .systemRegisterEntry,
        .validationState,
        // Containment
        .custodyTransfer,
        .preservationOrder,
        .productHold,
        .rebuild,
        .release,
        .releaseCondition,
        .securityMeasure,
        // Duties
        .applicabilityProfile,
        .drill,
        .duty,
        .dutyRule,
        .ticket,
        .workCalendar,
        // Governance
        .decision,
        // Joint
        .impactAssessment,
        .jointCandidate,
        .jointCase,
        .triggerRule,
        .trustVerdict,
        .trustWindowSnapshot,
        // Nonconformity
        .concession,
        .deviationPermit,
        .disposition,
        .nonconformity,
        .noticeOfEscape,
    ])
}
