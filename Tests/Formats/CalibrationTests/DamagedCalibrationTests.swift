// SPDX-License-Identifier: Apache-2.0
import Activities
import Calibration
import Foundation
import Reading
import ReadingConformance
import Testing

/// A good file with a few bytes changed: read or refused, never a trap, in any pieces alike.
struct DamagedCalibrationTests {
    @Test(arguments: DamagedFile.seeds)
    func `A damaged file is read or refused, in any pieces alike`(
        seed: UInt64
    ) throws {
        let good = CalibrationCertificateTests.bytes
        try DamagedFile.expect(CalibrationCertificateFormat(), toBear: good, seed: seed)
    }
}
