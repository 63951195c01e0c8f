// SPDX-License-Identifier: Apache-2.0
import JournalConformance
import Ledger
import SQLiteEngine
import Synchronization
import Testing

struct SQLiteJournalConformanceTests {
    @Test(arguments: JournalConformance.promises)
    func `A journal in a file keeps its promise`(promise: Promise) throws {
        try promise.check(on: JournalFile().subject)
    }
}

/// A ledger file of a test's own.
///
/// A second writer is refused, even in this process, so while a journal is alive whoever opens the
/// file again is handed that one; once it was let go of, the file is opened anew.
final class JournalFile: Sendable {
    let folder: TemporaryFolder
    let path: String
    private let living = Mutex(Weak())

    private struct Weak {
        weak var journal: SQLiteJournal?
    }

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("ledger.db")
        try SQLiteJournal.create(at: path)
    }

    func open(
        adjusting adjust: (inout SQLiteSettings) -> Void = { _ in }
    ) throws -> SQLiteJournal {
        try living.withLock { living in
            if let journal = living.journal { return journal }
            let journal = try SQLiteJournal.open(at: path, adjusting: adjust)
            living.journal = journal
            return journal
        }
    }

    var subject: JournalSubject { JournalSubject { try self.open() } }
}
