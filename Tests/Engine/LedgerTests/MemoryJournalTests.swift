// SPDX-License-Identifier: Apache-2.0
import JournalConformance
import Ledger
import Testing

struct MemoryJournalTests {
    @Test(arguments: JournalConformance.promises)
    func `The journal in memory keeps its promise`(promise: Promise) throws {
        let journal = MemoryJournal()
        try promise.check(on: JournalSubject { journal })
    }
}
