// SPDX-License-Identifier: Apache-2.0

/// A relational database: many readers of consistent views, one writer.
///
/// An engine is right if `DatabaseConformance` passes on it. The contract:
///
/// 1. **A write is all or nothing.** When its closure returns, everything in it is committed, and
///    durable as far as the engine was configured to be, before `write` returns. When the closure
///    throws, nothing of it is stored and the closure's own error comes out.
///    (PostgreSQL: `BEGIN` … `COMMIT` with `synchronous_commit` as configured.)
/// 2. **There is one writer.** Writes happen one after another in the order they were called; each
///    sees all before it. (PostgreSQL: one connection, and an advisory lock against others.)
/// 3. **A read sees one state**: a committed one, the same for every statement in the closure, and
///    at least as new as every write that returned before the read was called.
///    (PostgreSQL: `REPEATABLE READ, READ ONLY`, on the primary or a synchronous replica.)
/// 4. **A read cannot write**; an attempt is a fault with code `readOnly`.
/// 5. **Closures are synchronous and run on threads of the engine**, never on the cooperative pool,
///    so blocking calls of the C library starve nobody. They must be short and must not wait.
/// 6. **Statements are prepared once** for each connection and kept. (Named prepared statements.)
/// 7. **Rows are streamed**: an answer never has to fit in memory.
/// 8. **Text is compared and ordered by its UTF-8 bytes**, and kept as it was given.
/// 9. **The engine's errors are ``DatabaseFault``s.** When an answer to a commit is lost, the code
///    is `outcomeUnknown` and nothing is tried again behind the caller's back.
/// 10. **After `close` every call is refused** with code `closed`.
package protocol Database: Sendable {
    /// Runs `body` on a snapshot.
    func read<Result: Sendable>(
        _ body: @Sendable (any ReadTransaction) throws -> Result
    ) async throws -> Result

    /// Runs `body` as one transaction on the only writer, and commits it.
    func write<Result: Sendable>(
        _ body: @Sendable (any WriteTransaction) throws -> Result
    ) async throws -> Result

    /// How this engine spells what engines spell differently.
    var dialect: Dialect { get }

    /// Lets go of connections and locks. Calls under way end first.
    func close() async
}
