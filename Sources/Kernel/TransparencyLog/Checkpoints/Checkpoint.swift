// SPDX-License-Identifier: Apache-2.0
import Canon

/// The name a log gives itself on the first line of its checkpoints.
///
/// Kept and compared as bytes, like a ``KeyName``; it may have spaces.
public struct Origin: Hashable, Sendable, CustomStringConvertible {
    /// No origin is longer, in bytes: an ML-DSA-44 cosignature cannot commit to a longer one.
    public static let maximumLength = 255

    /// The line in UTF-8, without its end.
    public let bytes: [UInt8]

    /// Takes an origin.
    ///
    /// `nil` when it is empty, too long, not UTF-8 or has control characters.
    public init?(_ bytes: some Collection<UInt8>) {
        guard (1...Origin.maximumLength).contains(bytes.count),
            bytes.allSatisfy({ $0 >= 0x20 }),
            String(validating: bytes, as: UTF8.self) != nil
        else { return nil }
        self.bytes = Array(bytes)
    }

    /// Takes an origin; `nil` under the same conditions as for bytes.
    public init?(_ text: some StringProtocol) { self.init(text.utf8) }

    /// The origin that is the name of a log's key.
    public init(_ name: KeyName) { bytes = name.bytes }

    /// The line as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
    /// The line as text.
    public var description: String { text }
}

/// What a log says about itself: its name, how many leaves, which root (C2SP tlog-checkpoint).
///
/// Read but not checked. ``VerifiedCheckpoint`` is the checked one.
public struct Checkpoint: Hashable, Sendable {
    /// No checkpoint has more lines after the third.
    public static let maximumExtensionLines = 64

    /// The log's name.
    public let origin: Origin
    /// Size and root.
    public let head: TreeHead
    /// Further lines without their ends; other logs have them, ours never do.
    public let extensionLines: [[UInt8]]

    /// A checkpoint as we write it: without extension lines.
    public init(origin: Origin, head: TreeHead) {
        self.origin = origin
        self.head = head
        extensionLines = []
    }

    /// Reads the text of a checkpoint's note.
    ///
    /// - Throws: ``MalformedText``.
    public init(text: [UInt8]) throws(MalformedText) {
        guard text.count <= SignedNote.maximumLength, let lines = Lines.of(text[...]) else {
            throw MalformedText(
                .checkpoint, line: text.count { $0 == 0x0A } + 1, "a line end after the last line")
        }
        guard let first = lines.first, let origin = Origin(first) else {
            throw MalformedText(.checkpoint, line: 1, "an origin of 1 to 255 bytes")
        }
        guard lines.count > 1, let size = DecimalNumber.value(lines[1]).flatMap({ TreeSize($0) })
        else {
            throw MalformedText(
                .checkpoint, line: 2, "a size in decimal, without leading zeros, below 2^63")
        }
        guard lines.count > 2, let root = Base64.bytes(lines[2]).flatMap({ Digest(bytes: $0) })
        else {
            throw MalformedText(.checkpoint, line: 3, "a root of 32 bytes in base64")
        }
        let more = lines.dropFirst(3)
        guard more.count <= Checkpoint.maximumExtensionLines else {
            throw MalformedText(
                .checkpoint, line: 4 + Checkpoint.maximumExtensionLines, "no further line")
        }
        if let empty = more.firstIndex(where: \.isEmpty) {
            throw MalformedText(.checkpoint, line: empty + 1, "no empty extension line")
        }
        self.origin = origin
        head = TreeHead(size: size, root: root)
        extensionLines = more.map { Array($0) }
    }

    /// The text that is sealed.
    public var text: [UInt8] {
        let lines =
            [origin.bytes, Array(head.size.description.utf8), Array(head.root.base64.utf8)]
            + extensionLines
        return lines.flatMap { $0 + [0x0A] }
    }

    /// The checkpoint as a note under the log's seal.
    ///
    /// - Throws: ``SealingError``.
    public func sealed(by key: SealingKey) throws(SealingError) -> SignedNote {
        let text = text
        let seal = try key.seal(text)
        do { return try SignedNote(text: text, seals: [seal]) } catch { throw .lineNotEnded }
    }
}
