// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// Reads an adapter's log line by line; its activities come when the file has ended.
///
/// A line that is no report is said with its place and skipped: logs are cut out of longer ones,
/// and the cut goes through lines. Times are kept as written; most end in `Z`, and those that do
/// not have no moment until somebody says which zone to assume.
struct LogReader: ActivityReader {
    /// The longest line: 64 KiB.
    static let lineBytesMax = 65_536

    private let options: ReadingOptions
    private var splitter: LineSplitter
    private var digest = DigestStream()
    private var size: UInt64 = 0
    private var log = Log()

    init(_ options: ReadingOptions) {
        self.options = options
        splitter = LineSplitter(
            lineBytesMax: min(LogReader.lineBytesMax, options.limits.elementBytesMax))
    }

    mutating func read(_ chunk: UnsafeRawBufferPointer, into batch: inout ReadBatch) {
        digest.update(chunk)
        size += UInt64(chunk.count)
        splitter.split(chunk) { log.take($0) }
    }

    mutating func finish(into batch: inout ReadBatch) {
        splitter.finish { log.take($0) }
        let record = log.finish()
        guard record.observations > 0 else {
            batch.problems.add(
                Problem(
                    "mtconnect.log.empty", at: Place(), found: "no line that is a report",
                    expected: "lines of time|item|value", endsReading: true))
            return
        }
        var mapping = MachineMapping(record, size: size, digest: digest.digest, options)
        batch.activities += mapping.run()
    }
}

/// What the lines of a log say together.
private struct Log {
    private var record = MachineRecord()
    private var items = ItemTable()
    private var odd = ProblemList(max: Log.oddLinesMax)
    private var lastTime: [UInt8] = []
    private var backwards = 0
    private var firstBackwards: Place?

    /// The most odd lines that are told one by one.
    private static let oddLinesMax = 100

    mutating func take(_ line: LineSplitter.Line) {
        switch line {
        case .tooLong(let place): say("mtconnect.line.too-long", place, "a line that is too long")
        case .text(let bytes, let place): take(bytes, place)
        }
    }

    private mutating func take(_ bytes: UnsafeRawBufferPointer, _ place: Place) {
        // An adapter's own commands: `* PONG 60000`.
        if bytes.first == 0x2A { return }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let isMarked = place.offset == 0 && bytes.starts(with: mark)
        let bytes =
            isMarked ? UnsafeRawBufferPointer(rebasing: bytes.dropFirst(mark.count)) : bytes
        guard let line = LogLine(bytes), line.count >= 3, !line[1].isEmpty else {
            return say(
                "mtconnect.line", place,
                Problem.quote(String(decoding: bytes.prefix(80), as: UTF8.self)))
        }
        let time = line[0]
        note(time, place)
        if line.isCondition { return takeCondition(line, place) }
        var field = 1
        while field < line.count {
            // A message has a code before its text; of any other item a last value may be missing.
            guard field + 1 < line.count else {
                return say("mtconnect.line.odd", place, "an item without a value")
            }
            takeItem(line[field], value: line[field + 1], time, place)
            field += 2
        }
    }

    private mutating func takeItem(
        _ name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer,
        _ time: UnsafeRawBufferPointer, _ place: Place
    ) {
        record.observations += 1
        guard let item = items.count(name) else { return }
        switch item.kind {
        case .sample: return
        case .execution, .programme, .editing, .partCount, .mode, .emergencyStop, .availability,
            .condition:
            learnMachine(item.name)
            record.take(
                Observation(
                    kind: item.kind, item: item.name, time: Log.moment(time),
                    value: String(decoding: value, as: UTF8.self), place: place))
        }
    }

    private mutating func takeCondition(_ line: LogLine, _ place: Place) {
        record.observations += 1
        guard let item = items.count(line[1]) else { return }
        learnMachine(item.name)
        let text = line.text(6)
        record.take(
            Observation(
                kind: .condition, item: item.name, time: Log.moment(line[0]), value: line.text(2),
                code: line[3].isEmpty ? nil : line.text(3), text: text.isEmpty ? nil : text,
                place: place))
    }

    /// A device may stand before its item's name, as in `Hurco04:exec`.
    private mutating func learnMachine(_ item: String) {
        guard record.machine == nil, let colon = item.utf8.firstIndex(of: 0x3A) else { return }
        let device = item[..<colon]
        if !device.isEmpty { record.machine = String(device) }
    }

    /// A time may carry how long what it reports lasted: `2017-…Z@12.5`.
    private static func moment(_ time: UnsafeRawBufferPointer) -> String {
        String(decoding: time.prefix { $0 != 0x40 }, as: UTF8.self)
    }

    private mutating func note(_ time: UnsafeRawBufferPointer, _ place: Place) {
        if record.first == nil { record.first = (Log.moment(time), place) }
        // Times of one length and one zone compare as texts; others are not compared.
        if time.count == lastTime.count {
            if time.lexicographicallyPrecedes(lastTime) {
                backwards += 1
                if firstBackwards == nil { firstBackwards = place }
            }
            lastTime.withUnsafeMutableBytes { $0.copyMemory(from: time) }
        } else {
            lastTime = Array(time)
        }
    }

    private mutating func say(_ code: String, _ place: Place, _ found: String) {
        odd.add(
            Problem(
                code, at: place, found: found,
                expected: "time|item|value; the line is skipped and stays in the original"))
    }

    mutating func finish() -> MachineRecord {
        record.runs.finish()
        record.last =
            lastTime.isEmpty
            ? nil : lastTime.withUnsafeBytes { Log.moment(UnsafeRawBufferPointer($0)) }
        record.items = items.items.map { ($0.name, $0.count) }
        record.notes = odd.listed
        if odd.unlistedCount > 0 {
            say("mtconnect.lines", Place(), "\(odd.unlistedCount) more lines that are no reports")
        }
        if let firstBackwards {
            record.notes.append(
                Problem(
                    "mtconnect.time.backwards", at: firstBackwards,
                    found: "\(backwards) lines with an earlier time than the line before",
                    expected: "times that never go back; the machine's clock may have been set"))
        }
        return record
    }
}
