// SPDX-License-Identifier: Apache-2.0
import Canon
import JournalConformance
import Ledger
import TransparencyLog

/// Entries for tests: named, so that a test reads as what it says.
enum Entries {
    static let t0 = Instant(seconds: 1_795_255_200)

    /// What a source says about an event.
    static func entry(
        _ event: String, says text: String = "", source: String = "urn:plant7:mes",
        kind: String = "activity.recorded"
    ) -> PreparedEntry {
        let header = Array("{\"event\":\"\(event)\",\"says\":\"\(text)\"}".utf8)
        return PreparedEntry(
            header: header, leaf: TreeHash.leaf(header), kind: kind,
            event: EventKey(source: source, event: event),
            fingerprint: Digest(of: Array(text.utf8)), content: nil, person: nil)
    }

    /// Entries named by a range of numbers.
    static func entries(_ numbers: Range<Int>) -> [PreparedEntry] {
        numbers.map { entry("e-\($0)") }
    }

    /// What records a conflict, for a sequencer under test.
    static func conflict(_ conflict: Conflict) -> PreparedEntry {
        let header = Array("{\"first\":\(conflict.first.position)}".utf8)
        return PreparedEntry(
            header: header, leaf: TreeHash.leaf(header), kind: Conflict.kind, event: conflict.key,
            fingerprint: conflict.second.fingerprint, content: conflict.second.content, person: nil)
    }
}

extension Journal {
    /// The events in the order of their positions.
    func eventsInOrder() throws(JournalError) -> [String] {
        var events: [String] = []
        let size = try head().size.value
        while UInt64(events.count) < size {
            events += try entries(in: UInt64(events.count)..<size).map(\.entry.event.event)
        }
        return events
    }
}

/// A sequencer at work for the length of a closure.
@discardableResult
func withSequencer<Value: Sendable>(
    on journal: any Journal, _ body: @Sendable (Sequencer) async throws -> Value
) async throws -> Value {
    let sequencer = try Sequencer(journal: journal, recordConflict: Entries.conflict)
    async let running: Void = sequencer.run()
    do {
        let value = try await body(sequencer)
        sequencer.stop()
        await running
        return value
    } catch {
        sequencer.stop()
        await running
        throw error
    }
}
