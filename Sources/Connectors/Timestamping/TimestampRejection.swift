// SPDX-License-Identifier: Apache-2.0

/// An authority's refusal, in its own words (PKIStatusInfo, RFC 3161 §2.4.2).
package struct TimestampRejection: Equatable, Sendable {
    /// The PKIStatus: 2 rejection, 3 waiting, 4 and 5 about a revocation.
    package let status: Int
    /// What the authority wrote, fit to be printed.
    package let words: [String]
    /// The reasons it gave by number.
    package let reasons: [Reason]

    /// PKIFailureInfo: the number is that of the bit.
    package enum Reason: Int, CaseIterable, Sendable {
        case unknownAlgorithm = 0
        case badRequest = 2
        case badFormat = 5
        case timeNotAvailable = 14
        case policyNotAccepted = 15
        case extensionNotAccepted = 16
        case informationNotAvailable = 17
        case systemFailure = 25
    }

    /// Whether the authority may well answer the same question later.
    var isTransient: Bool {
        status == 3 || reasons.contains(.timeNotAvailable) || reasons.contains(.systemFailure)
    }
}

extension TimestampRejection: CustomStringConvertible {
    package var description: String {
        let why = words + reasons.map { "\($0)" }
        return "the time-stamp service refused (status \(status))"
            + (why.isEmpty ? "" : ": " + why.joined(separator: "; "))
    }
}
