// SPDX-License-Identifier: Apache-2.0
import Activities
import B2MML
import Fixtures
import Foundation
import Reading
import ReadingConformance
import Testing

/// A good file with a few bytes changed: read or refused, never a trap, in any pieces alike.
struct DamagedBatchRecordTests {
    @Test(arguments: DamagedFile.seeds)
    func `A damaged file is read or refused, in any pieces alike`(
        seed: UInt64
    ) throws {
        let good = try Fixtures.bytes(
            Fixtures.root.appending(path: "Examples/batch-record/bpr-0419-open.xml"))
        try DamagedFile.expect(B2MMLFormat(), toBear: good, seed: seed)
    }
}
