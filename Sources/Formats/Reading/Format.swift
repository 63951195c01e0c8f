// SPDX-License-Identifier: Apache-2.0

/// A kind of file that activity comes in, and how it is read.
///
/// A format is right if it keeps these promises:
/// - It recognises its own files by their first bytes; a file name only helps.
/// - Its reader is total: any bytes at all give activities and problems, never a trap.
/// - Its memory is bounded by ``ReadingLimits``, not by the file.
/// - The same bytes in other pieces give the same activities and the same problems.
/// - A part with a problem gives no activity, and says everything that is wrong with it.
package protocol Format: Sendable {
    /// What it is called: short, lower case, and the same for ever; ledgers name it.
    var name: String { get }
    /// The version of its mapping. Raised when the same bytes would become another activity.
    var version: String { get }
    /// The media types it is known by (RFC 6838); the first is the usual one.
    var mediaTypes: [String] { get }

    /// How sure it is that a file is of this format.
    func recognise(_ sample: FileSample) -> Confidence

    /// A reader at the beginning of a file.
    func reader(_ options: ReadingOptions) -> any ActivityReader
}

/// Reads one file, in pieces of any size.
///
/// A reader stays on the task that made it; it may own a parser that cannot be copied.
package protocol ActivityReader {
    /// Whether the same file must be read once more by the same reader; asked after it has ended.
    ///
    /// A document may explain at its end what stood before. The first reading then gave no
    /// activities, and the second does not ask again.
    var wantsAnotherPass: Bool { get }
    /// Whether `finish` must be called again, because the file gives more than one batch shall hold.
    ///
    /// A format that can read a file only when it has come whole has everything to tell at its end.
    var hasMore: Bool { get }

    /// Reads the next bytes; what they complete is added to the batch.
    mutating func read(_ chunk: UnsafeRawBufferPointer, into batch: inout ReadBatch)

    /// Says that the file has ended; what was left open is a problem.
    ///
    /// Called again while ``hasMore``.
    mutating func finish(into batch: inout ReadBatch)
}

extension ActivityReader {
    package var wantsAnotherPass: Bool { false }
    package var hasMore: Bool { false }
}

extension Format {
    /// Reads a whole file that is already in memory.
    package func read(_ bytes: [UInt8], _ options: ReadingOptions = ReadingOptions()) -> ReadBatch {
        var reader = reader(options)
        var batch = ReadBatch()
        for _ in 1...2 {
            bytes.withUnsafeBytes { reader.read($0, into: &batch) }
            repeat { reader.finish(into: &batch) } while reader.hasMore
            guard reader.wantsAnotherPass else { break }
        }
        return batch
    }
}

/// How sure a format is that a file is its own.
package enum Confidence: Int, Comparable, Sendable {
    /// It is something else.
    case no
    /// Nothing speaks against it.
    case possible
    /// It looks like it.
    case likely
    /// It says so itself.
    case certain

    package static func < (left: Confidence, right: Confidence) -> Bool {
        left.rawValue < right.rawValue
    }
}
