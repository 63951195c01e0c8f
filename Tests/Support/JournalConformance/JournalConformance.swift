// SPDX-License-Identifier: Apache-2.0
import Canon
import Ledger

/// The promises of ``Journal``, each as a check that any engine can be put to.
///
/// A test target of an engine runs them all:
///
/// ```swift
/// @Test(arguments: JournalConformance.promises)
/// func `The journal keeps its promise`(promise: Promise) throws {
///     try promise.check(on: JournalSubject { … })
/// }
/// ```
package enum JournalConformance {
    package static let promises =
        appending + reading + knowing + keepingTiles + sealing + inspecting
}

/// One promise: its sentence, and what finds out whether it is kept.
package struct Promise: Sendable, CustomStringConvertible {
    package let sentence: String
    private let body: @Sendable (JournalSubject) throws -> Void

    package init(_ sentence: String, _ body: @escaping @Sendable (JournalSubject) throws -> Void) {
        self.sentence = sentence
        self.body = body
    }

    /// Throws ``BrokenPromise``, or whatever the engine throws.
    package func check(on subject: JournalSubject) throws { try body(subject) }

    package var description: String { sentence }
}

/// A store of some engine, new and empty, that can be opened again.
package struct JournalSubject: Sendable {
    /// Opens the store; each call opens the same one anew, as a new process would.
    package let open: @Sendable () throws -> any JournalInspection

    package init(open: @escaping @Sendable () throws -> any JournalInspection) {
        self.open = open
    }
}

/// What a promise's check throws when the engine did something else.
package struct BrokenPromise: Error, CustomStringConvertible {
    package let description: String
}

func expect<Value: Equatable>(
    _ actual: Value, _ expected: Value, _ what: String
) throws(BrokenPromise) {
    guard actual != expected else { return }
    throw BrokenPromise(description: "\(what): expected \(expected), got \(actual)")
}

func expectError<Value>(
    _ expected: JournalError, _ what: String, _ body: () throws(JournalError) -> Value
) throws(BrokenPromise) {
    do throws(JournalError) {
        _ = try body()
    } catch {
        return try expect(error, expected, what)
    }
    throw BrokenPromise(description: "\(what): expected \(expected), but nothing was thrown")
}
