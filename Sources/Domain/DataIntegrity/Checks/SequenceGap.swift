// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

extension Check {
    /// Numbers that a source gave and that never came.
    static let sequenceGap = Check(
        "sequence-gap", "A source's own numbering has no gaps", .complete,
        rules: ["ALC-CO-1"],
        asks: "Does every number between the first and the last that a source's stream has in the "
            + "log belong to a record? A signed record of the kind `gap.explained` whose sequence "
            + "names the missing numbers accounts for them.",
        why: "A gap is data that was made and is not here.",
        looksAt: "sequence, by source and stream; what comes before the first number or after the "
            + "last is not known",
        reasons: [
            SequenceGap.unbroken, SequenceGap.gap, SequenceGap.malformed, SequenceGap.unnumbered,
        ],
        bounds: [SequenceGap.stretchesMax], judgesWithdrawn: true
    ) { _, _ in SequenceGap() }
}

struct SequenceGap: Examination {
    static let unbroken = Reason.pass("unbroken", "the stream's numbers are all there")
    static let gap = Reason.fail("gap", .major, "numbers of the stream are missing")
    static let malformed = Reason.indeterminate(
        "malformed", "the record's last number is below its first")
    static let unnumbered = Reason.notApplicable(
        "unnumbered", "the source gives the record no number")

    static let explanation = "gap.explained"
    static let stretchesMax = Bound("stretches of numbers", 200_000)

    private struct Stream: Hashable {
        let source: ExactText
        let name: ExactText
    }
    /// Numbers without a gap, and the entries at both ends.
    private struct Stretch {
        var first: Int64
        var last: Int64
        var firstEntry: UInt64
        var lastEntry: UInt64
    }
    private var streams: [Stream: [Stretch]] = [:]
    private var count = 0

    mutating func observe(_ observation: Observation, _ judgements: inout Judgements) {
        guard let sequence = observation.activity.sequence else {
            judgements.judge(SequenceGap.unnumbered, observation)
            return
        }
        guard sequence.first <= sequence.last else {
            judgements.judge(
                SequenceGap.malformed, observation,
                "stream \(sequence.stream): from \(sequence.first) to \(sequence.last)")
            return
        }
        let isExplanation = observation.activity.kind.hasSameBytes(as: SequenceGap.explanation)
        // Anybody may say that nothing is missing; it counts when somebody signs for it.
        if isExplanation, observation.activity.things(.signatory).isEmpty { return }
        let stream = Stream(
            source: ExactText(observation.source), name: ExactText(sequence.stream))
        add(sequence, to: stream, observation.position, &judgements)
    }

    private mutating func add(
        _ sequence: SequencePosition, to stream: Stream, _ entry: UInt64,
        _ judgements: inout Judgements
    ) {
        var stretches = streams.removeValue(forKey: stream) ?? []
        defer { streams[stream] = stretches.isEmpty ? nil : stretches }
        var added = Stretch(
            first: sequence.first, last: sequence.last, firstEntry: entry, lastEntry: entry)
        // The first stretch that ends at or after the number before the added one begins.
        var low = 0
        var high = stretches.count
        while low < high {
            let middle = (low + high) / 2
            if stretches[middle].last < added.first.before {
                low = middle + 1
            } else {
                high = middle
            }
        }
        var end = low
        while end < stretches.count, stretches[end].first <= added.last.after {
            let met = stretches[end]
            if met.first <= added.first {
                (added.first, added.firstEntry) = (met.first, met.firstEntry)
            }
            if met.last >= added.last { (added.last, added.lastEntry) = (met.last, met.lastEntry) }
            end += 1
        }
        guard end > low || count < SequenceGap.stretchesMax.most else {
            judgements.exceed(SequenceGap.stretchesMax, at: entry)
            return
        }
        count += 1 - (end - low)
        stretches.replaceSubrange(low..<end, with: [added])
    }

    func finish(_ judgements: inout Judgements) {
        let ordered = streams.sorted { $0.value[0].firstEntry < $1.value[0].firstEntry }
        for (stream, stretches) in ordered {
            guard stretches.count > 1 else {
                judgements.judge(
                    SequenceGap.unbroken,
                    entries: [stretches[0].firstEntry, stretches[0].lastEntry],
                    "\(stream.name.text): \(stretches[0].first) to \(stretches[0].last)")
                continue
            }
            for (before, after) in zip(stretches, stretches.dropFirst()) {
                let (first, last) = (before.last.after, after.first.before)
                let missing =
                    first == last ? "number \(first) is" : "numbers \(first) to \(last) are"
                judgements.judge(
                    SequenceGap.gap, entries: [after.firstEntry, before.lastEntry],
                    values: [
                        Finding.Value("source", stream.source.text),
                        Finding.Value("stream", stream.name.text),
                    ], "\(missing) missing in \(stream.name.text)")
            }
        }
    }
}

extension Int64 {
    /// The number before, held at the end of the range.
    fileprivate var before: Int64 { self == .min ? .min : self - 1 }
    /// The number after, held at the end of the range.
    fileprivate var after: Int64 { self == .max ? .max : self + 1 }
}
