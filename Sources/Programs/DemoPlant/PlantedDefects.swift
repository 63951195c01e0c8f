// SPDX-License-Identifier: Apache-2.0

/// What is wrong with the records of Plant 7 on purpose, beside the recipe that was changed.
///
/// Four small sins of every shop, each in one record, so that the checks have something true to say.
enum PlantedDefects {
    /// Its hardness was entered under an account that the whole laboratory uses.
    static let sharedAccount = 61
    /// Its hardness was entered nine hours later, and nobody says why.
    static let lateEntry = 27
    static let lateEntryMinutes = 540
    /// Its hardness is a number without a unit.
    static let unitMissing = 88
    /// Its dimensions were signed for forty minutes before they were measured.
    static let signedBeforeDone = 12
    static let signedBeforeMinutes = 40
}
