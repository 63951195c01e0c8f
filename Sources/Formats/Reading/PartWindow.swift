// SPDX-License-Identifier: Apache-2.0
import Canon

/// The bytes of a file from the beginning of the part being read, so that it can be hashed.
///
/// A parser tells where a part begins only after its start tag, and where it ends only after its
/// end tag; both may have come in earlier pieces.
package struct PartWindow: Sendable {
    private var bytes: [UInt8] = []
    private var start: UInt64 = 0

    package init() {}

    /// How many bytes are kept.
    package var count: Int { bytes.count }

    /// Adds the next piece of the file.
    package mutating func append(_ chunk: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: chunk)
    }

    /// Forgets what stands before an offset.
    package mutating func drop(before offset: UInt64) {
        guard offset > start else { return }
        let count = Int(clamping: min(offset - start, UInt64(bytes.count)))
        bytes.removeFirst(count)
        start += UInt64(count)
    }

    /// The SHA-256 of a part; `nil` when it is not all here.
    package func digest(_ range: Range<UInt64>) -> Digest? {
        guard range.lowerBound >= start, range.upperBound <= start + UInt64(bytes.count) else {
            return nil
        }
        let from = Int(range.lowerBound - start)
        return Digest(of: bytes[from..<(from + range.count)])
    }
}
