// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import JournalConformance
import Synchronization
import Testing

@testable import Ledger

/// Salts that can be foretold, for tests only.
final class CountedSalts: SaltSource {
    private let count = Mutex(UInt64(0))

    func salt() throws(SaltFault) -> Salt {
        let number = count.withLock { count in
            count += 1
            return count
        }
        guard let salt = Salt(bytes: Digest(of: Array("salt \(number)".utf8)).bytes) else {
            throw SaltFault(code: 5)
        }
        return salt
    }
}

extension Entries {
    static let preparer = EntryPreparer(salts: CountedSalts())

    /// A real entry, with commitments and openings.
    static func real(
        _ event: String, says text: String = "ok", by person: String? = nil
    ) throws -> PreparedEntry {
        try preparer.prepare(
            EntryDraft(
                type: try EntryType("activity.recorded"), source: "urn:plant7:mes", event: event,
                received: t0, actor: "urn:plant7:connector:mes",
                content: JSON.object([.init("says", .string(text))]).canonical,
                person: person.map { JSON.object([.init("name", .string($0))]).canonical }))
    }
}

struct EntryPreparerTests {
    @Test func `The header commits to the bodies that the openings hold`() throws {
        let prepared = try Entries.real("e-1", by: "K. Lind")
        let entry = try Entry(parsing: prepared.header)
        #expect(prepared.content?.commitment(as: .content) == entry.content)
        #expect(prepared.person?.commitment(as: .person) == entry.person)
        #expect(prepared.leaf == entry.leafHash)
        #expect(prepared.kind == entry.type.text)
        #expect(prepared.event == EventKey(source: entry.source, event: entry.event))
    }

    @Test func `Two entries that say the same have nothing in common that shows it`() throws {
        let (one, other) = (try Entries.real("e-1"), try Entries.real("e-1"))
        #expect(one.content?.salt != other.content?.salt)
        #expect(one.leaf != other.leaf)
        #expect(one.fingerprint == other.fingerprint)
    }

    @Test func `The fingerprint is that of all that was said`() throws {
        let fingerprints = Set(
            [
                try Entries.real("e-1"), try Entries.real("e-1", says: "not ok"),
                try Entries.real("e-1", by: "K. Lind"), try Entries.real("e-1", by: "A. Ortiz"),
            ].map(\.fingerprint))
        #expect(fingerprints.count == 4)
    }

    @Test func `A conflict's entry keeps what was said and names what stands`() throws {
        let second = try Entries.real("e-1", says: "not ok", by: "K. Lind")
        let conflict = Conflict(
            first: KnownEvent(position: 7, fingerprint: Digest(of: [])), second: second)
        let recorded = try Entries.preparer.conflict(conflict)
        let entry = try Entry(parsing: recorded.header)
        #expect(entry.type.text == "intake.conflicted")
        #expect(recorded.event == conflict.key)
        let body = try #require(recorded.content?.body)
        #expect(
            String(decoding: body, as: UTF8.self) == """
                {"event":"e-1","first":7,"said":{"says":"not ok"},"source":"urn:plant7:mes",\
                "type":"activity.recorded"}
                """)
        #expect(try JSON(parsing: body).canonical == body)
        #expect(recorded.person?.body == second.person?.body)
        #expect(recorded.fingerprint == second.fingerprint)
    }

    @Test func `The system's salts are all different`() throws {
        let salts = SystemSalts()
        var seen: Set<Salt> = []
        for _ in 0..<100 { seen.insert(try salts.salt()) }
        #expect(seen.count == 100)
    }
}
