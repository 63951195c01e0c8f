// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Foundation
import Quality
import Records
import Testing

struct KindsPageTests {
    @Test func `The page of kinds is the one that the kinds give`() throws {
        let page = KindsPage.markdown(QualityKinds.catalogue)
        let url = Fixtures.root.appending(path: "docs/KINDS.md")
        if ProcessInfo.processInfo.environment["RECORD"] != nil {
            try page.write(to: url, atomically: true, encoding: .utf8)
        }
        let kept = try String(contentsOf: url, encoding: .utf8)
        #expect(kept == page, "Run script/generate-docs.")
    }
}
