// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading
import XMLReading

/// Holds a certificate until it is whole, and reads it then: its signature is over all of it.
struct CalibrationCertificateReader: ActivityReader {
    /// The longest certificate, in times of the longest element: 64 MiB, attached PDF included.
    static let elementsInFile = 4

    private let options: ReadingOptions
    private let signatures: any XMLSignatureCheck
    private var held: [UInt8] = []
    private var hasFailed = false

    init(_ options: ReadingOptions, _ signatures: any XMLSignatureCheck) {
        self.options = options
        self.signatures = signatures
    }

    mutating func read(_ chunk: UnsafeRawBufferPointer, into batch: inout ReadBatch) {
        guard !hasFailed else { return }
        let bytesMax = options.limits.elementBytesMax * CalibrationCertificateReader.elementsInFile
        guard held.count + chunk.count <= bytesMax else {
            hasFailed = true
            held = []
            return batch.problems.add(
                Problem(
                    "file.too-long", at: Place(), found: "a longer certificate",
                    expected: "at most \(bytesMax) bytes", endsReading: true))
        }
        held.append(contentsOf: chunk)
    }

    mutating func finish(into batch: inout ReadBatch) {
        guard !hasFailed else { return }
        var limits = XMLLimits()
        limits.depth = options.limits.depthMax
        limits.textBytes = options.limits.elementBytesMax
        var document = DocumentBuilder()
        let reader = XMLReader(limits: limits)
        var failure: XMLProblem?
        held.withUnsafeBytes { bytes in
            do throws(XMLProblem) {
                try reader.feed(bytes) { document.follow($0) }
                try reader.finish { document.follow($0) }
            } catch { failure = error }
        }
        if let failure { return batch.problems.add(Problem(failure, path: "")) }
        guard let root = document.root, root.local == "digitalCalibrationCertificate" else {
            return batch.problems.add(
                Problem(
                    "dcc.root", at: Place(), found: Problem.quote(document.root?.local ?? ""),
                    expected: "digitalCalibrationCertificate", endsReading: true))
        }
        var mapping = CalibrationMapping(root, options)
        mapping.map()
        mapping.addSignature { signatures.verdict(on: held, issued: $0) }
        for problem in mapping.problems { batch.problems.add(problem) }
        guard var read = mapping.readActivity else { return }
        if let end = document.end, let start = root.place.offset, start < end {
            read.bytes = start..<end
            if options.digestsParts { read.digest = Digest(of: held[Int(start)..<Int(end)]) }
        }
        batch.activities.append(read)
    }
}

/// The one tree of a document.
private struct DocumentBuilder {
    private var builder = XMLElementStack()
    private(set) var root: XMLElement?
    private(set) var end: UInt64?

    mutating func follow(_ event: XMLEvent) {
        switch event {
        case .start(let tag): builder.begin(tag)
        case .text(let text): builder.add(text)
        case .end(let tag):
            guard let element = builder.end(tag) else { return }
            if builder.depth == 0 {
                root = element
                end = tag.endOffset
            } else {
                builder.adopt(element)
            }
        }
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
