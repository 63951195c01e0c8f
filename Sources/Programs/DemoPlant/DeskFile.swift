// SPDX-License-Identifier: Apache-2.0
import Canon

/// The files that no system exports: what somebody at Plant 7 wrote and keeps on a desk.
///
/// They are about pins of the loads that were tempered too cold, so that they belong to the same
/// story, and each holds one thing that is not as it says.
package enum DeskFile: String, CaseIterable, Sendable {
    /// The laboratory's spreadsheet: the hardness of one load, measured again.
    case recheck = "haerte-nachpruefung.csv"
    /// The report that went with a carton to its customer, in QIF 3.0.
    case delivery = "delivery-inspection.qif"

    /// Its bytes; few enough to be held at once.
    package var bytes: [UInt8] {
        switch self {
        case .recheck: HardnessRecheck().bytes
        case .delivery: DeliveryReport().bytes
        }
    }

    /// The system that whoever takes it in names, where the file itself names none.
    package var source: String? {
        switch self {
        case .recheck: nil
        case .delivery: "urn:plant7:delivery-reports"
        }
    }
}
