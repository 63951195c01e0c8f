// SPDX-License-Identifier: Apache-2.0
import Quality
import Records
import Testing

struct ConsultedKindsTests {
    @Test(arguments: QualityKinds.consulted.map(\.text))
    func `What rules consult is a kind that there is`(name: String) {
        #expect(QualityKinds.catalogue[.init(name)] != nil)
    }
}
