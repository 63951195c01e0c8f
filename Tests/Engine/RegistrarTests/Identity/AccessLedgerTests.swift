// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import EvidencePackage
import Ledger
import Registrar
import Testing

struct AccessLedgerTests {
    @Test func `Everything is read back from the log alone`() async throws {
        try await Gatehouse.running { house in
            for number in 2...80 { try await house.run(.enrol(house.enrolment("p\(number).x"))) }
            let again = AccessLedger(
                house.journal, origin: Gatehouse.origin,
                preparer: EntryPreparer(salts: SystemSalts()),
                append: { _ in throw AppendError.stopped })
            let read = try await again.current()
            #expect(read.people == (try await house.ledger.current()).people)
            #expect(read.people.count == 80)
        }
    }

    @Test func `Of two that write at once each gets its own number`() async throws {
        try await Gatehouse.running { house in
            try await withThrowingTaskGroup { group in
                for number in 2...9 {
                    group.addTask {
                        for attempt in 0..<20 {
                            do {
                                try await house.run(.enrol(house.enrolment("p\(number).x")))
                                return
                            } catch AccessFault.overtaken where attempt < 19 { continue }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let people = try await house.ledger.current().people
            #expect(Set(people.values.compactMap(\.login)).count == 9)
            #expect(people.keys.sorted() == (1...9).map { PersonID(number: $0) })
        }
    }

    @Test func `A source that takes the next number for itself stops nobody`() async throws {
        try await Gatehouse.running { house in
            let before = try await house.ledger.current()
            let next = before.actCount + 1
            // Intake lets a file name any source and any event, also ours.
            try await house.put("activity.recorded", event: "access/\(next)")
            try await house.run(.enrol(house.enrolment("k.lind")))
            let after = try await house.ledger.current()
            #expect(after.actCount == before.actCount + 1)
            #expect(after.person(login: "k.lind") != nil)
        }
    }

    @Test func `An entry that claims to be an access act and is none stops everything`()
        async throws
    {
        try await Gatehouse.running { house in
            let next = try await house.ledger.current().actCount + 1
            try await house.put("role.granted", event: "access/\(next)")
            await #expect(throws: AccessFault.self) { try await house.ledger.current() }
        }
    }
}

extension Gatehouse {
    /// Puts an entry into the log past the directory.
    fileprivate func put(_ type: String, event: String) async throws {
        let entry = try EntryPreparer(salts: SystemSalts()).prepare(
            EntryDraft(
                type: try EntryType(type), source: Gatehouse.origin, event: event, received: t0,
                actor: "somebody", content: Array("{}".utf8)))
        _ = try await append([entry])
    }
}
