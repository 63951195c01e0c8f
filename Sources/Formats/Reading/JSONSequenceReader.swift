// SPDX-License-Identifier: Apache-2.0
import Canon

/// One element of a file of JSON values, and where it stands.
package struct JSONPart: Sendable {
    /// Where it begins; the path is `$`, or `$[3]` in an array.
    package let place: Place
    /// Its bytes in the file.
    package let bytes: Range<UInt64>
    /// The SHA-256 of those bytes, when it was asked for.
    package let digest: Digest?
}

/// What a format makes of one element of a file of JSON values.
package protocol JSONPartMapping: Sendable {
    /// Adds the element's activity to the batch, or its problems.
    func map(_ json: JSON, _ part: JSONPart, into batch: inout ReadBatch)
}

/// Reads a file of JSON values: one a line, one array of them, or just one.
///
/// The three shapes are told apart by the first bytes. A first line that breaks off is the
/// beginning of a document over several lines, unless the next line begins with a brace: then it is
/// a broken line among whole ones, and the others are still read.
package struct JSONSequenceReader<Mapping: JSONPartMapping>: ActivityReader {
    private enum Shape {
        case undecided(JSONShape)
        case lines(LineSplitter)
        case array(JSONElementSplitter)
        case document([UInt8])
        case stopped
    }

    private let mapping: Mapping
    private let options: ReadingOptions
    private var shape = Shape.undecided(JSONShape())
    private var hasElements = false

    package init(_ mapping: Mapping, _ options: ReadingOptions) {
        self.mapping = mapping
        self.options = options
    }

    package mutating func read(_ chunk: UnsafeRawBufferPointer, into batch: inout ReadBatch) {
        switch shape {
        case .undecided(var guess):
            shape = .stopped  // What is held has one owner, or adding to it would copy it.
            guess.add(chunk)
            decide(guess, isWhole: false, &batch)
        case .lines(var splitter):
            shape = .stopped
            splitter.split(chunk) { take($0, into: &batch) }
            shape = .lines(splitter)
        case .array(var splitter):
            shape = .stopped
            do throws(JSONError) {
                try splitter.split(chunk) { take($0, into: &batch) }
                shape = .array(splitter)
            } catch { batch.problems.add(Problem(error, in: Place(), endsReading: true)) }
        case .document(var held):
            shape = .stopped
            guard held.count + chunk.count <= options.limits.elementBytesMax else {
                return batch.problems.add(tooLong(Place(), endsReading: true))
            }
            held.append(contentsOf: chunk)
            shape = .document(held)
        case .stopped: break
        }
    }

    package mutating func finish(into batch: inout ReadBatch) {
        if case .undecided(let guess) = shape {
            decide(guess, isWhole: true, &batch)
        }
        switch shape {
        case .lines(var splitter): splitter.finish { take($0, into: &batch) }
        case .array(var splitter):
            hasElements = true  // An empty batch is a batch.
            do throws(JSONError) { _ = try splitter.finish() } catch {
                batch.problems.add(Problem(error, in: Place(), endsReading: true))
            }
        case .document(let held): held.withUnsafeBytes { element($0, Place(), &batch) }
        case .undecided, .stopped: break
        }
        shape = .stopped
        if !hasElements, batch.problems.isEmpty {
            batch.problems.add(
                Problem(
                    "file.no-events", at: Place(), found: "only white space",
                    expected: "at least one event", endsReading: true))
        }
    }

    /// Goes on as the shape that was told, beginning with the bytes it was told from.
    private mutating func decide(_ told: JSONShape, isWhole: Bool, _ batch: inout ReadBatch) {
        let max = options.limits.elementBytesMax
        var guess = told
        switch guess.verdict(isWhole: isWhole, max: max) {
        case .cannotTell: return shape = .undecided(guess)
        case .lines: shape = .lines(LineSplitter(lineBytesMax: max))
        case .array:
            shape = .array(
                JSONElementSplitter(
                    arraysAt: [[]], elementBytesMax: max, outsideBytesMax: 1 << 16))
        case .document: shape = .document([])
        case .byteOrderMark:
            shape = .stopped
            hasElements = true
            return guess.held.withUnsafeBytes { element($0, Place(), &batch) }
        }
        guess.held.withUnsafeBytes { read($0, into: &batch) }
    }

    // MARK: Elements

    private mutating func take(_ line: LineSplitter.Line, into batch: inout ReadBatch) {
        switch line {
        case .text(let bytes, let place): element(bytes, place, &batch)
        case .tooLong(let place):
            hasElements = true
            batch.problems.add(tooLong(place, endsReading: false))
        }
    }

    private mutating func take(_ part: JSONElementSplitter.Part, into batch: inout ReadBatch) {
        switch part {
        case .element(let element): self.element(element.bytes, Place(element), &batch)
        case .tooLong(let element):
            batch.problems.add(tooLong(Place(element), endsReading: false))
        }
    }

    private mutating func element(
        _ untrimmed: UnsafeRawBufferPointer, _ begin: Place, _ batch: inout ReadBatch
    ) {
        hasElements = true
        let (bytes, place) = JSONSequenceReader.trimmed(untrimmed, begin)
        do throws(JSONError) {
            let json = try JSON(
                parsing: bytes, limits: JSONLimits(depth: options.limits.depthMax))
            let part = JSONPart(
                place: place, bytes: place.offset..<(place.offset + UInt64(bytes.count)),
                digest: options.digestsParts ? Digest(of: bytes) : nil)
            mapping.map(json, part, into: &batch)
        } catch { batch.problems.add(Problem(error, in: place)) }
    }

    /// Without white space round it, so that an element has one digest wherever it stands.
    private static func trimmed(
        _ bytes: UnsafeRawBufferPointer, _ begin: Place
    ) -> (UnsafeRawBufferPointer, Place) {
        var place = begin.path.isEmpty ? begin.at("$") : begin
        var rest = bytes[...]
        while let last = rest.last, JSONShape.isSpace(last) { rest.removeLast() }
        let first = rest.firstIndex { !JSONShape.isSpace($0) } ?? rest.endIndex
        if first > 0 { place.advance(over: UnsafeRawBufferPointer(rebasing: rest[..<first])) }
        return (UnsafeRawBufferPointer(rebasing: rest[first...]), place)
    }

    private func tooLong(_ place: Place, endsReading: Bool) -> Problem {
        Problem(
            "file.element-too-long", at: place, found: "a longer line or element",
            expected: "at most \(options.limits.elementBytesMax) bytes", endsReading: endsReading)
    }
}

extension Place {
    fileprivate init(_ element: JSONElementSplitter.Element) {
        self.init(
            offset: element.offset, line: element.line, column: element.column,
            path: "$[\(element.index)]")
    }
}
