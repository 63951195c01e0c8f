// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading
import XMLReading

/// Reads a QIF document twice: once for what it says about everything, once for the inspections.
///
/// Serial numbers stand behind the inspections that point to them, so the first reading learns and
/// the second gives. Neither holds more than definitions and one inspection.
struct QIFReader: ActivityReader {
    /// The most that is held of a document beside one inspection: 128 MiB.
    static let heldBytesMax = 128 << 20

    private enum Pass { case learning, giving, done }

    private let options: ReadingOptions
    private var pass = Pass.learning
    private var document = QIFDocument()
    private var heldBytes = 0
    private var xml: XMLReader
    private var walk: QIFWalk
    private var window = PartWindow()
    private var whole = DigestStream()
    private var size: UInt64 = 0
    private var open: OpenInspection?
    private var given = 0
    /// What is odd about the document itself, said with its first activity.
    private var notes: [Problem] = []
    private var rootPlace = Place()
    private var hasFailed = false

    init(_ options: ReadingOptions) {
        self.options = options
        xml = QIFReader.xmlReader(options)
        walk = QIFWalk(pieceBytesMax: options.limits.elementBytesMax)
    }

    private static func xmlReader(_ options: ReadingOptions) -> XMLReader {
        var limits = XMLLimits()
        limits.depth = options.limits.depthMax
        limits.textBytes = min(limits.textBytes, options.limits.elementBytesMax)
        return XMLReader(limits: limits)
    }

    var wantsAnotherPass: Bool { pass == .giving && !hasFailed }

    mutating func read(_ chunk: UnsafeRawBufferPointer, into batch: inout ReadBatch) {
        guard !hasFailed, pass != .done else { return }
        size += UInt64(chunk.count)
        if pass == .learning { whole.update(chunk) }
        if pass == .giving { window.append(chunk) }
        do throws(XMLProblem) {
            try xml.feed(chunk) { follow($0, into: &batch) }
        } catch { fail(error, into: &batch) }
        guard pass == .giving else { return }
        window.drop(before: open?.tag.place.offset ?? xml.position ?? .max)
        if window.count > options.limits.elementBytesMax { failInspection(into: &batch) }
    }

    mutating func finish(into batch: inout ReadBatch) {
        guard !hasFailed, pass != .done else { return }
        do throws(XMLProblem) {
            try xml.finish { follow($0, into: &batch) }
        } catch { fail(error, into: &batch) }
        guard !hasFailed else { return }
        switch pass {
        case .learning:
            document.workOutRequirements()
            notes = documentNotes
            pass = .giving
            xml = QIFReader.xmlReader(options)
            walk = QIFWalk(pieceBytesMax: options.limits.elementBytesMax)
            size = 0
        case .giving:
            giveDocument(into: &batch)
            pass = .done
        case .done: break
        }
    }

    // MARK: Following

    private mutating func follow(_ event: XMLEvent, into batch: inout ReadBatch) {
        guard !hasFailed, let step = walk.follow(event) else { return }
        switch step {
        case .root(let tag): begin(tag, into: &batch)
        case .section(let name): if pass == .learning { document.sections.append(name) }
        case .inspectionsBegan(let count): document.declaredInspections = count
        case .inspectionBegan(let tag): open = OpenInspection(tag, path: walk.path)
        case .inspectionEnded(let tag): end(tag, into: &batch)
        case .piece(let piece, let parent, let size):
            take(piece, in: parent, size: size, into: &batch)
        case .tooLong(let place):
            fail(
                "qif.element.too-long",
                "an element of more than "
                    + "\(options.limits.elementBytesMax) bytes", "smaller elements",
                at: Place(place, path: walk.path), into: &batch)
        }
    }

    private mutating func begin(_ tag: XMLStartTag, into batch: inout ReadBatch) {
        rootPlace = Place(tag.place, path: "/" + tag.name.local)
        guard tag.name.local == "QIFDocument" else {
            fail(
                "qif.root", "a document whose root is \(Problem.quote(tag.name.local))",
                "QIFDocument", at: rootPlace, into: &batch)
            return
        }
        document.version = tag.attribute("versionQIF")
    }

    private mutating func take(
        _ piece: XMLElement, in parent: String, size: Int, into batch: inout ReadBatch
    ) {
        if open != nil {
            open?.add(piece, in: parent, size: size)
            if open?.size ?? 0 > options.limits.elementBytesMax { failInspection(into: &batch) }
            return
        }
        guard pass == .learning else { return }
        heldBytes += size
        guard heldBytes <= QIFReader.heldBytesMax else {
            return fail(
                "qif.too-large", "more than \(QIFReader.heldBytesMax) bytes of definitions",
                "a smaller document", into: &batch)
        }
        document.learn(piece, in: parent)
    }

    private mutating func end(_ tag: XMLEndTag, into batch: inout ReadBatch) {
        guard let inspection = open else { return }
        open = nil
        if pass == .learning {
            document.itemsOnSeveralFeatures.formUnion(inspection.itemsOnSeveralFeatures)
            if inspection.isTimed { document.hasInspectionTimes = true }
            return
        }
        let range = PartRange(from: inspection.tag.place.offset, to: tag.endOffset)
        guard range.bytes.count <= options.limits.elementBytesMax else {
            return failInspection(into: &batch)
        }
        var mapping = InspectionMapping(document, inspection, id: documentID, options)
        var read = mapping.run()
        read.bytes = range.bytes
        read.digest =
            options.digestsParts && !range.bytes.isEmpty ? window.digest(range.bytes) : nil
        give(&read, into: &batch)
    }

    // MARK: Giving

    private mutating func give(_ read: inout ReadActivity, into batch: inout ReadBatch) {
        if given == 0 { read.warnings = notes + read.warnings }
        given += 1
        batch.activities.append(read)
    }

    /// What the document is beside its results: a plan, rules, a model.
    private mutating func giveDocument(into batch: inout ReadBatch) {
        let mapping = DocumentMapping(document, id: documentID, at: rootPlace, options)
        for activity in mapping.activities(besideInspections: given > 0) {
            var read = activity
            read.bytes = 0..<size
            read.digest = options.digestsParts ? whole.digest : nil
            give(&read, into: &batch)
        }
    }

    /// What the document calls itself, or its bytes where it does not.
    private var documentID: String { document.id ?? "sha256:" + whole.digest.hex }

    private var documentNotes: [Problem] {
        var notes: [Problem] = []
        func note(_ code: String, _ found: String, _ expected: String) {
            notes.append(Problem(code, at: rootPlace, found: found, expected: expected))
        }
        if document.id == nil {
            note("qif.id.missing", "no QPId", "the document's own id; it is known by its bytes")
        }
        if document.units.linear == nil, document.items.values.contains(where: \.isLinear) {
            note(
                "qif.unit.missing", "lengths, and no FileUnits that say in what unit",
                "FileUnits with a LinearUnit; the values are kept without a unit")
        }
        if !xml.hasFileOffsets {
            note(
                "qif.part.unknown", "XML in another encoding than UTF-8",
                "UTF-8; the whole file is kept as each inspection's original")
        }
        if walk.inspection > 0, !document.isTimed, !document.hasInspectionTimes {
            note(
                "qif.time.missing", "no InspectionStart and no TimeStamp in any inspection",
                document.created == nil
                    ? "when they were made; the document has no time at all"
                    : "when they were made; only the document's own time is given")
        }
        if let declared = document.declaredInspections, declared != String(walk.inspection) {
            note(
                "qif.count",
                "\(walk.inspection) inspections, where n says "
                    + Problem.quote(declared), "as many as n says")
        }
        return notes + RequirementNotes(document).notes
    }

    // MARK: Failing

    private mutating func fail(_ problem: XMLProblem, into batch: inout ReadBatch) {
        // What was refused already is said once; the parser may stumble over it too.
        guard !hasFailed else { return }
        hasFailed = true
        batch.problems.add(Problem(xml: problem, path: walk.path))
    }

    private mutating func failInspection(into batch: inout ReadBatch) {
        fail(
            "qif.inspection.too-long",
            "an inspection of more than \(options.limits.elementBytesMax) bytes",
            "smaller inspections", into: &batch)
    }

    private mutating func fail(
        _ code: String, _ found: String, _ expected: String, at place: Place? = nil,
        into batch: inout ReadBatch
    ) {
        guard !hasFailed else { return }
        hasFailed = true
        batch.problems.add(
            Problem(
                code, at: place ?? rootPlace, found: found, expected: expected, endsReading: true))
    }
}

extension CharacteristicItem {
    fileprivate var isLinear: Bool {
        switch kind.dimension {
        case .linear: true
        case .angular, .none: false
        }
    }
}

/// The bytes from a start tag to its end tag; empty where they cannot be told.
private struct PartRange {
    let bytes: Range<UInt64>

    init(from: UInt64?, to: UInt64?) {
        guard let from, let to, from < to else {
            bytes = 0..<0
            return
        }
        bytes = from..<to
    }
}
