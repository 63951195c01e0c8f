// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Testing

struct CoversTests {
    @Test(.covers("P11-10g", "P11-100a")) func `A test names the rows it covers`() {
        let rows = Test.current?.traits.compactMap { $0 as? Covers }.flatMap(\.requirements)
        #expect(rows == ["P11-10g", "P11-100a"])
    }
}
