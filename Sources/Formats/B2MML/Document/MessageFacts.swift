// SPDX-License-Identifier: Apache-2.0
import XMLReading

/// What a document says of itself: who sent which kind of message when.
struct MessageFacts: Sendable {
    /// The root element, such as `SyncMaterialInformation`.
    var root = "" {
        didSet { verb = MessageFacts.verb(of: root) }
    }
    /// The namespace of the root, which tells the version; empty where there is none.
    var namespace = ""
    /// The sender's `LogicalID`.
    var sender: String?
    /// The message's `CreationDateTime`, as written.
    var created: String?
    /// The message's `BODID`.
    var id: String?

    /// What makes a statement in this message another one than the same words in another message.
    var issue: String? { id ?? created }

    mutating func take(applicationArea area: XMLElement) {
        sender = area.descend("Sender", "LogicalID")?.text.orNil
        created = area.child("CreationDateTime")?.text.orNil
        id = area.child("BODID")?.text.orNil
    }

    /// The verb that the root begins with, when it asks, answers or withdraws instead of telling.
    private(set) var verb: String?

    private static func verb(of root: String) -> String? {
        // Confirm, Acknowledge and Get carry no records of their own; Cancel takes some back.
        ["Acknowledge", "Cancel", "Change", "Confirm", "Get", "Process", "Respond", "Show", "Sync"]
            .first { root.utf8.starts(with: $0.utf8) && root.utf8.count > $0.utf8.count }
    }
}

extension String {
    /// The text, unless it is empty.
    var orNil: String? { isEmpty ? nil : self }
}
