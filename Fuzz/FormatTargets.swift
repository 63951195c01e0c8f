// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import EPCIS
import Reading

/// Files of activity.
enum FormatTargets {
    /// Small, so that inputs the fuzzer likes go over them.
    private static let limits = ReadingLimits(elementBytesMax: 8_192, depthMax: 40)

    /// A reader gives the same however its input is cut up, and every part is what it names.
    @Sendable static func read(_ format: some Format, _ bytes: UnsafeRawBufferPointer) throws {
        var options = ReadingOptions(source: "urn:fuzz")
        options.limits = limits
        let whole = batch(format, bytes, by: max(1, bytes.count), options)
        for step in [5, 64] {
            let pieces = batch(format, bytes, by: step, options)
            try compare(whole, pieces, step)
        }
        try hold(whole.problems.listed.count <= ProblemList.listedMax, "problems without a bound")
        for problem in whole.problems.listed { try check(problem) }
        for read in whole.activities { try check(read, of: format, in: bytes) }
    }

    private static func batch(
        _ format: some Format, _ bytes: UnsafeRawBufferPointer, by step: Int,
        _ options: ReadingOptions
    ) -> ReadBatch {
        var reader = format.reader(options)
        var batch = ReadBatch()
        for _ in 1...2 {
            forEachPiece(of: bytes, by: step) { reader.read($0, into: &batch) }
            repeat { reader.finish(into: &batch) } while reader.hasMore
            guard reader.wantsAnotherPass else { break }
        }
        return batch
    }

    private static func compare(_ whole: ReadBatch, _ pieces: ReadBatch, _ step: Int) throws {
        try hold(
            whole.problems == pieces.problems,
            """
            pieces of \(step) bytes have other problems: \(whole.problems.listed.prefix(3)) \
            and \(pieces.problems.listed.prefix(3))
            """)
        try hold(
            whole.activities.count == pieces.activities.count,
            "pieces of \(step) bytes have another number of activities")
        for (one, other) in zip(whole.activities, pieces.activities) {
            try hold(
                bodies(one).content == bodies(other).content
                    && bodies(one).person == bodies(other).person,
                "pieces of \(step) bytes have other activities")
            try hold(
                one.source.utf8.elementsEqual(other.source.utf8)
                    && one.eventID.utf8.elementsEqual(other.eventID.utf8)
                    && one.place == other.place && one.bytes == other.bytes
                    && one.digest == other.digest && one.warnings == other.warnings,
                "pieces of \(step) bytes have another origin: \(one.place), \(other.place)")
        }
    }

    private static func check(_ problem: Problem) throws(Broken) {
        try PlainText.check(problem.description, "problem \(problem.code)")
        try hold(
            problem.description.utf8.count < 20_000,
            "problem \(problem.code) has \(problem.description.utf8.count) bytes")
    }

    private static func check(
        _ read: ReadActivity, of format: some Format, in bytes: UnsafeRawBufferPointer
    ) throws(Broken) {
        try hold(!read.eventID.isEmpty && !read.source.isEmpty, "an activity without its name")
        try hold(read.bytes.upperBound <= UInt64(bytes.count), "a part outside the file")
        for warning in read.warnings { try check(warning) }
        if let digest = read.digest {
            let part = bytes[Int(read.bytes.lowerBound)..<Int(read.bytes.upperBound)]
            try hold(digest == Digest(of: Array(part)), "a part with another digest")
        }
        try BodyProperties.check(recorded(read))
    }

    private static func recorded(_ read: ReadActivity) -> RecordedActivity {
        let digest = read.digest ?? Digest(of: [])
        return RecordedActivity(
            activity: read.activity,
            original: OriginalPart(
                file: digest, offset: Int64(read.bytes.lowerBound), length: Int64(read.bytes.count),
                digest: digest), reader: "fuzz / 1")
    }

    private static func bodies(_ read: ReadActivity) -> (content: [UInt8], person: [UInt8]?) {
        recorded(read).bodies
    }

    /// The hashes of a document's events are the same however it is cut up.
    @Sendable static func hashes(_ bytes: UnsafeRawBufferPointer) throws {
        let whole = hashes(bytes, by: max(1, bytes.count))
        for step in [5, 64] {
            try hold(
                hashes(bytes, by: step) == whole, "pieces of \(step) bytes have other hashes")
        }
    }

    private static func hashes(_ bytes: UnsafeRawBufferPointer, by step: Int) -> [String] {
        var hashes = EventHashes()
        var lines: [String] = []
        let take: (EventHashes.Line) -> Void = { line in
            switch line {
            case .hash(let hash, let place, let claimed):
                lines.append("\(hash) \(place) \(claimed ?? "")")
            case .problem(let problem): lines.append("\(problem)")
            }
        }
        for _ in 1...2 {
            forEachPiece(of: bytes, by: step) { hashes.read($0, take) }
            hashes.finish(take)
            guard hashes.wantsAnotherPass else { break }
        }
        return lines
    }

    /// The canonical spelling of an identifier is a spelling of the same identifier.
    @Sendable static func identifier(_ bytes: UnsafeRawBufferPointer) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let identifier = GS1Identifier(text) else { return }
        guard let again = GS1Identifier(identifier.digitalLink) else {
            throw Broken("\(identifier.digitalLink) is not read")
        }
        try hold(
            again.path.utf8.elementsEqual(identifier.path.utf8),
            "\(identifier.digitalLink) is another identifier: \(again.path)")
    }
}
