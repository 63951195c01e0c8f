// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// An entry that is shown to be in the log, with the bodies that were opened and shown to be its own.
public struct OpenedEntry: Sendable {
    public let index: LeafIndex
    public let type: EntryType
    /// The hash of its leaf.
    public let leaf: Digest
    /// `nil` where it was withheld.
    public let content: JSON?
    /// `nil` where it was withheld, or there is none.
    public let person: JSON?

    public init(
        index: LeafIndex, type: EntryType, leaf: Digest, content: JSON?, person: JSON?
    ) {
        self.index = index
        self.type = type
        self.leaf = leaf
        self.content = content
        self.person = person
    }

    /// Whether an entry of that type has a part in judging signatures.
    public static func isOfPeople(_ type: EntryType) -> Bool {
        type.text.utf8.starts(with: RecordAct.typePrefix.utf8)
            || PersonKeys.types.contains(type.text)
    }
}
