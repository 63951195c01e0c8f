// SPDX-License-Identifier: Apache-2.0

/// What somebody is entrusted with, at a site and for some kinds of record.
///
/// The list is short on purpose: these are the functions that the procedures speak of (RACI of
/// joint events, requirements §12.3), not titles in a company.
package enum Role: String, CaseIterable, Hashable, Sendable {
    /// Opens and works on quality records.
    case qualityEngineer = "quality-engineer"
    /// Leads quality: declares, approves, closes.
    case qualityManager = "quality-manager"
    /// Releases product: a qualified person, a certifying inspector.
    case releaseAuthority = "release-authority"
    /// Runs production and executes holds.
    case operations
    /// Answers for a process and its systems.
    case processOwner = "process-owner"
    /// Engineering, and its voice in the material review board.
    case engineering
    /// Security of IT and OT: incidents, isolation, preservation.
    case itSecurity = "it-security"
    /// Runs the systems that are isolated, restored and rebuilt.
    case itOperations = "it-operations"
    case supplierQuality = "supplier-quality"
    case regulatory
    /// Law, privacy, export control.
    case legal
    case siteManagement = "site-management"
    /// The customer's own representative, where a contract gives them a say.
    case customer
    /// Runs machines and records what happened.
    case `operator`
    /// Keeps people, roles and settings; works on no quality record.
    case administrator
    /// Reads everything in scope and changes nothing.
    case auditor
    /// Brings data in by itself; never signs.
    case service
}

extension Role {
    /// What a page calls it.
    package var title: String {
        switch self {
        case .qualityEngineer: "quality engineer"
        case .qualityManager: "quality manager"
        case .releaseAuthority: "release authority"
        case .operations: "operations"
        case .processOwner: "process owner"
        case .engineering: "engineering"
        case .itSecurity: "IT/OT security"
        case .itOperations: "IT operations"
        case .supplierQuality: "supplier quality"
        case .regulatory: "regulatory affairs"
        case .legal: "legal and privacy"
        case .siteManagement: "site management"
        case .customer: "customer"
        case .operator: "operator"
        case .administrator: "administrator"
        case .auditor: "auditor"
        case .service: "service account"
        }
    }

    /// Whether it may be held by one person together with another.
    ///
    /// Whoever keeps accounts has no hand in the records they give access to (EU GMP Annex 11 draft
    /// 12.3, MHRA 6.16), and an auditor changes nothing.
    package func isCompatible(with other: Role) -> Bool {
        guard self != other else { return true }
        return !self.standsAlone && !other.standsAlone
    }

    /// Whether somebody may lend it to somebody else for a time.
    ///
    /// Who keeps accounts and who looks on is for the plant to say, not for the one who does it.
    package var isDelegable: Bool { !standsAlone }

    /// Administrators, auditors and services hold no other role.
    private var standsAlone: Bool {
        switch self {
        case .administrator, .auditor, .service: true
        case .qualityEngineer, .qualityManager, .releaseAuthority, .operations, .processOwner,
            .engineering, .itSecurity, .itOperations, .supplierQuality, .regulatory, .legal,
            .siteManagement, .customer, .operator:
            false
        }
    }
}
