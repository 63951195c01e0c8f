// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// Which device was calibrated when, until when that holds, and with what outcome.
///
/// Told by activities whose kind has the word *calibration* or *calibrated* in it and that name the
/// device, of kind `equipment`, as what they were done on or are about.
package struct Calibrations: Sendable {
    private var certificates: [ExactText: [Certificate]] = [:]
    private var count = 0

    private(set) var isCut = false

    static let certificatesMax = Bound("calibrations", 100_000)

    /// One calibration of one device.
    struct Certificate: Sendable {
        let origin: Origin
        let from: SourceTime?
        /// Until when it holds; `nil` where it is open or not said.
        let until: SourceTime?
        /// Whether the certificate says from when to when it holds, be it with an open end.
        let hasValidity: Bool
        /// Whether a result in it missed its limits.
        let hasFailed: Bool
    }

    var isEmpty: Bool { certificates.isEmpty }

    mutating func note(_ observation: Observation) {
        let activity = observation.activity
        guard activity.status == .completed, Calibrations.isCalibration(activity.kind) else {
            return
        }
        let certificate = Certificate(
            origin: Origin(observation),
            from: activity.valid?.from ?? activity.ended ?? activity.occurred,
            until: activity.valid?.until, hasValidity: activity.valid != nil,
            hasFailed: activity.results.contains {
                ($0.computed ?? $0.verdictByLimits ?? $0.claimed) == .fail
            })
        for participant in activity.participants
        where participant.role == .about || participant.role == .subject {
            guard participant.thing.kind == .equipment else { continue }
            guard count < Calibrations.certificatesMax.most else {
                isCut = true
                return
            }
            certificates[ExactText(participant.thing.name), default: []].append(certificate)
            count += 1
        }
    }

    static func isCalibration(_ kind: String) -> Bool {
        let kind = kind.lowercased()
        return kind.containsBytes(of: "calibration") || kind.containsBytes(of: "calibrated")
    }

    mutating func remove(where isWithdrawn: (Origin) -> Bool) {
        for (device, all) in certificates {
            let standing = all.filter { !isWithdrawn($0.origin) }
            certificates[device] = standing.isEmpty ? nil : standing
        }
    }

    /// The certificates of a device, by its name.
    func certificates(of device: String) -> [Certificate] {
        certificates[ExactText(device)] ?? []
    }
}
