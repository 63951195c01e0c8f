// SPDX-License-Identifier: Apache-2.0
import Canon

/// A key's line under a note: who, which key, and what it computed.
///
/// C2SP calls it a signature. Here a signature is a person's act; what a key does is a seal.
public struct Seal: Hashable, Sendable {
    /// The name of the key.
    public let name: KeyName
    /// Which of the keys of that name.
    public let keyID: KeyID
    /// What follows the key ID; its form is the key type's affair.
    public let bytes: [UInt8]

    /// Joins the parts of a line.
    ///
    /// `nil` when there are no bytes after the key ID.
    public init?(name: KeyName, keyID: KeyID, bytes: [UInt8]) {
        guard !bytes.isEmpty else { return nil }
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// Reads a line without its end.
    ///
    /// `nil` when it is not em dash, space, name, space, base64 of key ID and at least one byte.
    init?(line: ArraySlice<UInt8>) {
        guard let rest = Lines.rest(of: line, after: "— ") else { return nil }
        let parts = rest.split(separator: 0x20, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let name = KeyName(parts[0]), let bytes = Base64.bytes(parts[1]),
            let keyID = KeyID(bytes.prefix(KeyID.byteCount))
        else { return nil }
        self.init(name: name, keyID: keyID, bytes: Array(bytes.dropFirst(KeyID.byteCount)))
    }

    /// The line as it stands under the note, with its end.
    public var line: [UInt8] {
        Array("— ".utf8) + name.bytes + [0x20] + Base64.ascii(keyID.bytes + bytes) + [0x0A]
    }

    /// Whether the line names this key.
    ///
    /// Nothing is checked by that.
    func names(_ key: VerifierKey) -> Bool { name == key.name && keyID == key.id }

    /// Whether the key made this seal over the text of a note.
    func isValid(of key: VerifierKey, over text: [UInt8]) -> Bool {
        switch key.type {
        case .ed25519: Ed25519.isValid(bytes, of: key.publicKey, over: text)
        case .ecdsa: P256Key.isValid(bytes, of: key.publicKey, over: text)
        case .cosignature: Cosignature(self)?.isValid(of: key, over: text) ?? false
        case .treeHead, .mlDSA44Cosignature: false
        }
    }
}
