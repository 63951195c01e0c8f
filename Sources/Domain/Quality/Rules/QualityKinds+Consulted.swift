// SPDX-License-Identifier: Apache-2.0
import Records

extension QualityKinds {
    /// Kinds whose records rules look at though nothing links to them: profiles, rules, calendars.
    ///
    /// Whoever loads a book for a duty, or for a reaction, puts all of these in it that stand.
    package static let consulted: [KindName] = [
        "applicability-profile", "duty-rule", "work-calendar",
    ]
}
