// SPDX-License-Identifier: Apache-2.0
import DatabaseConformance
import SQLiteEngine
import Testing

/// A database in memory is the engine for tests of what stands above; it must keep the same
/// promises as the file that plants use.
struct SQLiteConformanceTests {
    @Test(arguments: DatabaseConformance.promises)
    func `A database in a file keeps its promise`(promise: DatabaseConformance.Promise) async throws
    {
        let folder = try TemporaryFolder()
        let subject = DatabaseSubject(readsBesideWrites: true) {
            try SQLiteDatabase.open(SQLiteSettings(.file(folder.path("plant.db")), kind: .test))
        }
        try await promise.check(on: subject)
    }

    @Test(arguments: DatabaseConformance.promises)
    func `A database in memory keeps its promise`(promise: DatabaseConformance.Promise) async throws
    {
        let subject = DatabaseSubject(readsBesideWrites: false) {
            try SQLiteDatabase.open(SQLiteSettings(.memory, kind: .test))
        }
        try await promise.check(on: subject)
    }
}
