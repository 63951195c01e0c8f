// SPDX-License-Identifier: Apache-2.0

/// Every check there is, once, in the order of ALCOA+.
package enum Catalogue {
    package static let checks: [Check] = [
        .attributionLevel, .sharedAccount, .identifierOfTwo, .impossibleTravel,
        .contemporaneity, .lateEntry,
        .duplicateIdentity, .conflictingOriginals,
        .claimedVerdict, .toleranceImpossible, .outOfRange, .magnitudeOutlier, .unitMissing,
        .deviceUncalibrated,
        .sequenceGap, .missingMember, .abortedRuns, .blankRequired, .exceptionUnapproved,
        .chronology, .zoneAbsent, .conflictingMasterData,
        .notInForce,
    ]

    /// The check of a name.
    package static func check(named name: String) -> Check? {
        checks.first { $0.name.utf8.elementsEqual(name.utf8) }
    }
}
