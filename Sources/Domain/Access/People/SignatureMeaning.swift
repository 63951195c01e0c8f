// SPDX-License-Identifier: Apache-2.0

/// What somebody says by signing (21 CFR 11.50(a)(3), P11-50a).
package enum SignatureMeaning: String, CaseIterable, Hashable, Sendable {
    /// "I wrote this."
    case authored
    /// "I have read this and the data behind it."
    case reviewed
    /// "This shall be so."
    case approved
    /// "I checked that this was done, and I did not do it."
    case verified
    /// "This product may be used, or go."
    case released
    /// "I certify this, as the law has me do."
    case certified
    /// "I have taken notice."
    case acknowledged
}
