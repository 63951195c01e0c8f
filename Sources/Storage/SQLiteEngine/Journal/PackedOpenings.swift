// SPDX-License-Identifier: Apache-2.0
import Canon
import Ledger

/// The openings of an entry as one column.
///
/// For each: the number of its class (a row of `word`) in 4 bytes, the salt in 32, the length of the
/// body in 4, the body. Numbers are big-endian. One column instead of a row each keeps an append to
/// one insert.
enum PackedOpenings {
    private static let headBytes = 4 + Digest.byteCount + 4

    /// Adds an opening to a buffer that is used again for each entry.
    static func append(_ opening: EntryOpening, word: Int64, to buffer: inout [UInt8]) {
        let word = UInt32(truncatingIfNeeded: word)
        withUnsafeBytes(of: word.bigEndian) { buffer.append(contentsOf: $0) }
        opening.salt.withUnsafeBytes { buffer.append(contentsOf: $0) }
        let length = UInt32(truncatingIfNeeded: opening.body.count)
        withUnsafeBytes(of: length.bigEndian) { buffer.append(contentsOf: $0) }
        buffer.append(contentsOf: opening.body)
    }

    /// The openings in a column; `nil` when it is not what ``append(_:word:to:)`` writes.
    static func read(
        _ bytes: UnsafeRawBufferPointer, name: (Int64) throws -> String?
    ) rethrows -> [EntryOpening]? {
        var openings: [EntryOpening] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard rest.count >= headBytes else { return nil }
            let word = rest.prefix(4).reduce(Int64(0)) { $0 << 8 | Int64($1) }
            let salt = Digest(bytes: rest.dropFirst(4).prefix(Digest.byteCount))
            let length = rest.dropFirst(4 + Digest.byteCount).prefix(4)
                .reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(headBytes)
            guard let salt, rest.count >= length, let bodyClass = try name(word) else { return nil }
            openings.append(
                EntryOpening(bodyClass: bodyClass, salt: salt, body: [UInt8](rest.prefix(length))))
            rest = rest.dropFirst(length)
        }
        return openings
    }
}
