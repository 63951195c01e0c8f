// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading
import XMLReading

/// Reads a B2MML document piece by piece; each record is given as soon as it has ended.
///
/// It is given even pieces, so that what its bounds allow does not depend on how a file arrives.
struct B2MMLReader: ActivityReader {
    /// What a document's records are put down to when neither it nor anybody else names a source.
    static let unnamedSource = "urn:b2mml:source-not-named"

    /// How much of a document a record may take, in times of the longest element: 64 MiB.
    ///
    /// A batch production record is one element round everything that happened, and its digest
    /// needs all of its bytes.
    static let elementsInRecord = 4

    /// The most elements held at once; some hundred bytes each.
    static let heldElementsMax = 1_000_000

    private let options: ReadingOptions
    private let reader: XMLReader
    private var walk = RecordWalk()
    private var window = PartWindow()
    private var hasFailed = false
    private var recordCount = 0

    init(_ options: ReadingOptions) {
        self.options = options
        var limits = XMLLimits()
        limits.depth = options.limits.depthMax
        limits.textBytes = min(limits.textBytes, options.limits.elementBytesMax)
        reader = XMLReader(limits: limits)
    }

    mutating func finish(into batch: inout ReadBatch) {
        guard !hasFailed else { return }
        let reader = self.reader
        do throws(XMLProblem) {
            try reader.finish { follow($0, &batch) }
        } catch { return fail(Problem(error, path: walk.path), &batch) }
        guard recordCount == 0, !hasFailed else { return }
        batch.problems.add(walk.emptyDocument)
    }

    mutating func read(_ piece: UnsafeRawBufferPointer, into batch: inout ReadBatch) {
        guard !hasFailed else { return }
        window.append(piece)
        let reader = self.reader
        do throws(XMLProblem) {
            try reader.feed(piece) { follow($0, &batch) }
        } catch { return fail(Problem(error, path: walk.path), &batch) }
        window.drop(before: walk.partStart ?? reader.position ?? .max)
        let bytesMax = options.limits.elementBytesMax * B2MMLReader.elementsInRecord
        if window.count > bytesMax || walk.heldElements > B2MMLReader.heldElementsMax {
            fail(
                Problem(
                    "b2mml.record.too-large", at: Place(walk.place, path: walk.path),
                    found: "a record of more than \(bytesMax) bytes or "
                        + "\(B2MMLReader.heldElementsMax) elements",
                    expected: "smaller records; split the export", endsReading: true), &batch)
        }
    }

    private mutating func follow(_ event: XMLEvent, _ batch: inout ReadBatch) {
        guard !hasFailed, let found = walk.follow(event) else { return }
        recordCount += 1
        let digest = found.isKept && !found.bytes.isEmpty ? window.digest(found.bytes) : nil
        let mapped = RecordMapping.map(found, options, digest: digest)
        for problem in mapped.problems { batch.problems.add(problem) }
        guard var read = mapped.activity else { return }
        if options.digestsParts { read.digest = digest }
        batch.activities.append(read)
    }

    private mutating func fail(_ problem: Problem, _ batch: inout ReadBatch) {
        hasFailed = true
        batch.problems.add(problem)
    }
}

extension Problem {
    /// What stopped the reading of the document, inside the elements of a path.
    init(_ problem: XMLProblem, path: String) {
        self.init(
            problem.code, at: Place(problem.place, path: path), found: problem.found,
            expected: problem.expected, endsReading: true)
    }
}

extension Place {
    /// A spot in the document, inside the elements of a path.
    init(_ place: XMLPlace, path: String) {
        self.init(
            offset: place.offset ?? 0, line: place.line, column: place.column, path: path)
    }
}
