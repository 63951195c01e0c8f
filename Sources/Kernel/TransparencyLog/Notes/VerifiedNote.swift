// SPDX-License-Identifier: Apache-2.0

/// A note under which at least one trusted key's seal was found and checked.
///
/// ``SignedNote/verified(by:)`` is the only way to get one.
public struct VerifiedNote: Hashable, Sendable {
    /// A checked seal and the key that made it.
    public struct CheckedSeal: Hashable, Sendable {
        /// The key.
        public let key: VerifierKey
        /// The line.
        public let seal: Seal
    }

    /// The text the seals cover.
    public let text: [UInt8]
    /// One seal for each trusted key that sealed the note, in the order of the lines.
    public let checked: [CheckedSeal]
    /// Seals of keys that are not trusted, each different line once.
    ///
    /// Nothing is known of them.
    public let unknown: [Seal]

    fileprivate init(text: [UInt8], checked: [CheckedSeal], unknown: [Seal]) {
        self.text = text
        self.checked = checked
        self.unknown = unknown
    }
}

extension SignedNote {
    /// Checks the seals of trusted keys (C2SP signed-note).
    ///
    /// Lines of other keys, and of keys whose type this version does not check, are passed over. A
    /// seal of a trusted key that does not verify refuses the whole note, even beside good ones.
    ///
    /// - Parameter keys: the trusted keys, few.
    /// - Returns: the text, and which seals were checked.
    /// - Throws: ``NoteRefusal``.
    public func verified(by keys: [VerifierKey]) throws(NoteRefusal) -> VerifiedNote {
        var checked: [VerifiedNote.CheckedSeal] = []
        var unknown: [Seal] = []
        var seen: Set<Seal> = []
        for seal in seals where seen.insert(seal).inserted {
            let named = keys.filter { seal.names($0) }
            guard named.count <= 1 else { throw .ambiguousKey(seal.name, seal.keyID) }
            guard let key = named.first, key.type.isChecked else {
                unknown.append(seal)
                continue
            }
            guard seal.isValid(of: key, over: text) else {
                throw .brokenSeal(seal.name, seal.keyID)
            }
            if !checked.contains(where: { $0.key == key }) {
                checked.append(VerifiedNote.CheckedSeal(key: key, seal: seal))
            }
        }
        guard !checked.isEmpty else { throw .noKnownSeal(found: unknown.map(\.name)) }
        return VerifiedNote(text: text, checked: checked, unknown: unknown)
    }
}

/// Why a well-formed note is not to be believed.
public enum NoteRefusal: Error, Hashable, Sendable {
    /// None of the seals is by a trusted key.
    case noKnownSeal(found: [KeyName])
    /// A trusted key is named, but the seal is not its seal over this text.
    case brokenSeal(KeyName, KeyID)
    /// Two trusted keys have this name and key ID.
    case ambiguousKey(KeyName, KeyID)
}

extension NoteRefusal: CustomStringConvertible {
    /// What a person is told.
    public var description: String {
        switch self {
        case .noKnownSeal(let found):
            "no trusted key sealed this; it bears seals of "
                + found.map(\.text).joined(separator: ", ")
        case .brokenSeal(let name, let id):
            "the seal of \(name) (key \(id)) does not match: the text or the seal was altered"
        case .ambiguousKey(let name, let id):
            "two trusted keys are called \(name) with key ID \(id); remove one of them"
        }
    }
}
