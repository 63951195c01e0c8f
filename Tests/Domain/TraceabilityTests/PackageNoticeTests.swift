// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing
import Traceability

struct PackageNoticeTests {
    private func notice(_ text: String) -> PackageNotice? {
        PackageNotice(parsing: Array(text.utf8))
    }

    @Test func `A notice reads back as it was written`() throws {
        var notice = PackageNotice(package: "PK-7", revision: 2)
        notice.scope = try Thing(.lot, "L-0420")
        notice.entries = [3, 4, 5, 9].map(EntryPosition.init)
        notice.recipient = "Orion Aero"
        let content = JSON.object(notice.members).canonical
        #expect(PackageNotice(parsing: content) == notice)
        #expect(String(decoding: content, as: UTF8.self).contains("[[3,5],[9,9]]"))
    }

    @Test func `The seal says only which package it is`() {
        let seal = notice(
            #"{"package":"PK-7","pins":{},"revision":1,"schema":"witnessmark.seal/1"}"#)
        #expect(seal == PackageNotice(package: "PK-7", revision: 1))
    }

    @Test(arguments: [
        #"{"package":"PK"}"#, #"{"revision":1}"#, "[]", "{",
        #"{"package":"PK","revision":1,"entries":[[5,3]]}"#,
        #"{"package":"PK","revision":1,"entries":[[-1,3]]}"#,
        #"{"package":"PK","revision":1,"entries":[[0,9223372036854775807]]}"#,
        #"{"package":"PK","revision":1,"entries":[[0,999999],[7,7]]}"#,
        #"{"package":"PK","revision":1,"scope":{"kind":"rocket","name":"R"}}"#,
        #"{"package":"PK","revision":1,"scope":{"kind":"lot","name":""}}"#,
    ])
    func `What is no notice is not half read`(text: String) {
        #expect(notice(text) == nil)
    }
}
