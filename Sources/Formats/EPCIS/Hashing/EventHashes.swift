// SPDX-License-Identifier: Apache-2.0
import Reading

/// The event hash of each event of a document, in the order of the document.
///
/// For the command that does nothing else: no store, no mapping, and nothing is refused that can
/// be hashed.
package struct EventHashes {
    /// One event's hash, or what is wrong with the document.
    package enum Line: Sendable {
        case hash(EventHash, Place, claimed: String?)
        case problem(Problem)
    }

    private var events: EPCISEvents

    package init() {
        var options = ReadingOptions()
        options.digestsParts = false
        events = EPCISEvents(options)
    }

    /// Whether the same file must be read once more from its beginning, to be asked after the end.
    package var wantsAnotherPass: Bool { events.wantsAnotherPass }

    /// Reads the next bytes and hands on what they complete.
    package mutating func read(_ chunk: UnsafeRawBufferPointer, _ take: (Line) -> Void) {
        events.read(chunk) { EventHashes.give($0, take) }
    }

    /// Says that the file has ended.
    package mutating func finish(_ take: (Line) -> Void) {
        events.finish { EventHashes.give($0, take) }
    }

    private static func give(_ found: Found, _ take: (Line) -> Void) {
        switch found {
        case .problem(let problem): take(.problem(problem))
        case .event(let found):
            // An event without a readable time has no hash that anybody else would find.
            let untimed = found.problems.first { $0.code.hasPrefix("epcis.event-time") }
            if let untimed { return take(.problem(untimed)) }
            take(.hash(EventHash(of: found.event), found.place, claimed: found.event.eventID))
        }
    }
}
