// SPDX-License-Identifier: Apache-2.0

/// The five people of Plant 7 who work on its joint case.
package enum CasePerson: String, CaseIterable, Sendable {
    case keller, mori, brandt, weiss, dahl

    package var printedName: String {
        switch self {
        case .keller: "A. Keller"
        case .mori: "S. Mori"
        case .brandt: "R. Brandt"
        case .weiss: "E. Weiss"
        case .dahl: "I. Dahl"
        }
    }

    package var login: String {
        switch self {
        case .keller: "a.keller"
        case .mori: "s.mori"
        case .brandt: "r.brandt"
        case .weiss: "e.weiss"
        case .dahl: "i.dahl"
        }
    }

    /// Their roles, by the names that roles have in the log.
    package var roles: [String] {
        switch self {
        case .keller: ["quality-manager"]
        case .mori: ["it-security"]
        case .brandt: ["operations"]
        case .weiss: ["engineering", "quality-engineer"]
        case .dahl: ["process-owner", "it-operations"]
        }
    }

    /// What they are, for whoever reads the story.
    package var title: String {
        switch self {
        case .keller: "quality manager"
        case .mori: "IT/OT security"
        case .brandt: "operations"
        case .weiss: "engineering and quality engineer"
        case .dahl: "process owner, IT operations"
        }
    }

    /// A password that everybody may know, since nothing at Plant 7 is real.
    package var password: String { "plant7 \(rawValue) demo" }
}
