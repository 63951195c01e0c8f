// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// The keys that people sign with, as the entries of a package say (`FORMAT.md` §17.2).
struct PersonKeys: Sendable {
    static let keyed = "person.keyed"
    /// What ends a key, and how a message says it.
    private static let endings = [
        "person.deactivated": "was deactivated", "person.reset": "had their key ended",
    ]
    static let types = Set([keyed] + endings.keys)

    /// What an entry did to a person's key.
    private enum Change: Sendable {
        case key(id: Digest, publicKey: [UInt8])
        case end(String)
    }

    /// What a package says of a person's key at some point of the log.
    enum Answer {
        case key(id: Digest, publicKey: [UInt8], from: LeafIndex)
        /// No entry before says anything of it.
        case none
        /// Their key was ended: how, and in which entry.
        case ended(String, in: LeafIndex)
        /// An entry that may speak of it was withheld.
        case withheld(LeafIndex)
    }

    private var changes: [String: [(index: LeafIndex, change: Change)]] = [:]
    private var withheld: [LeafIndex] = []
    /// Entries that are no entries of a key.
    private(set) var malformed: [(item: String, expected: String)] = []

    /// Takes the entries of a package, ascending.
    init(_ entries: [OpenedEntry]) {
        for entry in entries where PersonKeys.types.contains(entry.type.text) {
            guard let content = entry.content else {
                withheld.append(entry.index)
                continue
            }
            guard let person = content["person"]?.text, RecordAct.isIdentifier(person) else {
                malformed.append(("entry \(entry.index)", "the number of a person"))
                continue
            }
            if let ending = PersonKeys.endings[entry.type.text] {
                changes[person, default: []].append((entry.index, .end(ending)))
                continue
            }
            guard let publicKey = content["publicKey"]?.text.flatMap({ Hex.bytes($0) }),
                publicKey.count == 32,
                let id = content["keyID"]?.text.flatMap({ Digest(hex: $0) }),
                id == Digest(of: publicKey)
            else {
                malformed.append(
                    ("entry \(entry.index)", "a key of 32 bytes and its SHA-256 as its ID"))
                continue
            }
            changes[person, default: []].append((entry.index, .key(id: id, publicKey: publicKey)))
        }
    }

    /// The key that a person signs with when an entry is made: the latest before it.
    func key(of person: String, before index: LeafIndex) -> Answer {
        if let gap = withheld.first(where: { $0 < index }) { return .withheld(gap) }
        guard let last = changes[person]?.last(where: { $0.index < index }) else { return .none }
        switch last.change {
        case .key(let id, let publicKey):
            return .key(id: id, publicKey: publicKey, from: last.index)
        case .end(let how): return .ended(how, in: last.index)
        }
    }
}
