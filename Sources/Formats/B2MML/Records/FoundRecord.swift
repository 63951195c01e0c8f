// SPDX-License-Identifier: Apache-2.0
import Reading
import XMLReading

/// A record whose end has been read, with what it stood in.
struct FoundRecord: Sendable {
    let kind: RecordKind
    let element: XMLElement
    /// The elements round it with what had been read of them, the root first.
    let outer: [XMLElement]
    /// The ids that lead to it: `ProductionResponse/53107/SegmentResponse/Weighing`.
    let way: String
    let message: MessageFacts
    let place: Place
    /// Its part of the file; empty where offsets are unknown.
    let bytes: Range<UInt64>
    /// Whether its bytes are at hand, which those of a long report are not.
    let isKept: Bool

    /// The nearest element round it of one of some names.
    func around(_ locals: String...) -> XMLElement? {
        outer.last { element in locals.contains { element.local.utf8.elementsEqual($0.utf8) } }
    }

    /// The batch production record that it is an entry of.
    var batchRecord: XMLElement? {
        outer.first { $0.local.utf8.elementsEqual("BatchProductionRecord".utf8) }
    }
}

extension XMLElement {
    /// What identifies a record among others of its kind beside it.
    var identity: String? {
        for local in ["ID", "EntryID", "ProcessSegmentID"] {
            if let text = child(local)?.text, !text.isEmpty { return text }
        }
        return nil
    }
}
