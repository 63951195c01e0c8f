// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading
import XMLReading

/// Reads what an agent answered: streams of observations, or descriptions of devices.
///
/// Streams are grouped by component and not by time, so the reports that matter are put in the
/// order of their sequence numbers when the document has ended; the others are counted.
struct AgentReader: ActivityReader {
    private enum Kind { case unknown, streams, devices }

    private let options: ReadingOptions
    private let xml: XMLReader
    private var digest = DigestStream()
    private var size: UInt64 = 0
    private var kind = Kind.unknown
    private var names: [String] = []
    private var streams = StreamWalk()
    private var devices = DeviceWalk()
    private var instance: MachineRecord.AgentInstance?
    private var header: XMLStartTag?
    private var hasFailed = false

    init(_ options: ReadingOptions) {
        self.options = options
        var limits = XMLLimits()
        limits.depth = options.limits.depthMax
        limits.textBytes = min(limits.textBytes, options.limits.elementBytesMax)
        xml = XMLReader(limits: limits)
    }

    mutating func read(_ chunk: UnsafeRawBufferPointer, into batch: inout ReadBatch) {
        guard !hasFailed else { return }
        digest.update(chunk)
        size += UInt64(chunk.count)
        do throws(XMLProblem) {
            try xml.feed(chunk) { follow($0, into: &batch) }
        } catch { fail(error, into: &batch) }
    }

    mutating func finish(into batch: inout ReadBatch) {
        guard !hasFailed else { return }
        do throws(XMLProblem) {
            try xml.finish { follow($0, into: &batch) }
        } catch { fail(error, into: &batch) }
        guard !hasFailed else { return }
        switch kind {
        case .unknown: break
        case .streams: giveStreams(into: &batch)
        case .devices:
            batch.activities += devices.activities(
                instance, size: size, digest: digest.digest, options)
            if devices.isEmpty {
                batch.problems.add(
                    Problem(
                        "mtconnect.devices.empty", at: Place(), found: "no Device",
                        expected: "at least one"))
            }
        }
    }

    private mutating func follow(_ event: XMLEvent, into batch: inout ReadBatch) {
        guard !hasFailed else { return }
        switch event {
        case .start(let tag):
            if names.isEmpty { begin(tag, into: &batch) }
            if names.count == 1, tag.name.local == "Header" { learn(tag) }
            names.append(tag.name.local)
            switch kind {
            case .streams: streams.begin(tag, names)
            case .devices: devices.begin(tag)
            case .unknown: break
            }
        case .text(let text): if kind == .streams { streams.add(text) }
        case .end(let tag):
            _ = names.popLast()
            switch kind {
            case .streams: streams.end(tag)
            case .devices: devices.end(tag)
            case .unknown: break
            }
        }
    }

    private mutating func begin(_ tag: XMLStartTag, into batch: inout ReadBatch) {
        switch tag.name.local {
        case "MTConnectStreams": kind = .streams
        case "MTConnectDevices": kind = .devices
        default:
            hasFailed = true
            batch.problems.add(
                Problem(
                    "mtconnect.root",
                    at: Place(line: tag.place.line, column: tag.place.column),
                    found: "a document whose root is \(Problem.quote(tag.name.local))",
                    expected: "MTConnectStreams or MTConnectDevices", endsReading: true))
        }
    }

    private mutating func learn(_ tag: XMLStartTag) {
        header = tag
        instance = MachineRecord.AgentInstance(
            id: tag.value("instanceId") ?? "not said", sender: tag.value("sender"),
            version: tag.value("version"), created: tag.value("creationTime"))
    }

    private mutating func giveStreams(into batch: inout ReadBatch) {
        let records = streams.records(instance, header: header)
        guard records.contains(where: { $0.observations > 0 }) else {
            batch.problems.add(
                Problem(
                    "mtconnect.streams.empty", at: Place(), found: "no observation",
                    expected: "at least one DeviceStream with observations"))
            return
        }
        for record in records where record.observations > 0 {
            var mapping = MachineMapping(record, size: size, digest: digest.digest, options)
            batch.activities += mapping.run()
        }
    }

    private mutating func fail(_ problem: XMLProblem, into batch: inout ReadBatch) {
        // What was refused already is said once; the parser may stumble over it too.
        guard !hasFailed else { return }
        hasFailed = true
        let code =
            switch problem.kind {
            case .documentType: "xml.doctype"
            case .notWellFormed: "xml.not-well-formed"
            case .encoding: "xml.encoding"
            case .tooDeep, .tooManyAttributes, .nameTooLong, .attributeTooLong, .textTooLong:
                "xml.limit"
            case .truncated: "xml.truncated"
            case .empty: "file.empty"
            case .outOfMemory: "xml.memory"
            }
        batch.problems.add(
            Problem(
                code, at: Place(problem.place, path: names.map { "/" + $0 }.joined()),
                found: problem.found, expected: problem.expected, endsReading: true))
    }
}

extension XMLStartTag {
    /// The value of an attribute.
    func value(_ local: String) -> String? { attributes.first { $0.name.local == local }?.value }
}

extension Place {
    init(_ place: XMLPlace, path: String = "") {
        self.init(
            offset: place.offset ?? 0, line: place.line, column: place.column, path: path)
    }
}
