// SPDX-License-Identifier: Apache-2.0
import Access

/// Groups of roles that rules speak of again and again.
extension Set<Role> {
    package static let quality: Set<Role> = [.qualityEngineer, .qualityManager]
    package static let security: Set<Role> = [.itSecurity]
    /// Everybody who may notice that something is wrong and say so.
    package static let finders = Set(Role.allCases).subtracting([
        .administrator, .auditor, .customer,
    ])
}
