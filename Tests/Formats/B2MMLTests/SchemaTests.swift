// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Foundation
import Testing

/// Our own batch records against MESA's schema, by a validator that is not ours.
@Suite(
    .enabled(
        if: Fixtures.hasCorpora && FileManager.default.isExecutableFile(atPath: xmllint),
        "xmllint or the schema is absent"))
struct SchemaTests {
    @Test(arguments: ["bpr-0418-clean", "bpr-0419-open"])
    func `The example is valid BatchML V0700`(name: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: xmllint)
        process.arguments = [
            "--noout", "--nonet", "--schema", Fixtures.corpus("b2mml/schema/AllSchemas.xsd").path,
            Fixtures.root.appending(path: "Examples/batch-record/\(name).xml").path,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}

private let xmllint = "/usr/bin/xmllint"
