// SPDX-License-Identifier: Apache-2.0
import Reading
import XMLReading

/// The numbers an agent gave its observations, in which a gap is missing data.
///
/// An agent keeps a buffer of some hundred thousand and drops the oldest: a client that asked too
/// late has a gap. A request for some items only has gaps too, and looks the same.
struct SequenceNumbers: Sendable {
    private var numbers: [Int64] = []
    private(set) var isOverflowing = false

    /// The most numbers that are compared: 4 million, which are 32 MB.
    static let numbersMax = 4_000_000
    /// The most gaps that are told one by one.
    static let gapsMax = 20

    mutating func add(_ number: Int64) {
        guard numbers.count < SequenceNumbers.numbersMax else {
            isOverflowing = true
            return
        }
        numbers.append(number)
    }

    /// What the numbers say about a record: its place in the agent's numbering, and the gaps.
    func tell(_ record: inout MachineRecord, _ header: XMLStartTag?) {
        guard !isOverflowing else {
            record.notes.append(
                Problem(
                    "mtconnect.sequence.many", at: Place(),
                    found: "more than \(SequenceNumbers.numbersMax) observations",
                    expected: "fewer in one document; their numbers are not compared"))
            return
        }
        let sorted = numbers.sorted()
        guard let first = sorted.first, let last = sorted.last else { return }
        var gaps: [(Int64, Int64)] = []
        var count = 0
        var missing: UInt64 = 0
        var repeated = 0
        for (left, right) in zip(sorted, sorted.dropFirst()) {
            if left == right { repeated += 1 }
            guard left < right, right.magnitude > 0, right &- left > 1 || right &- left < 0 else {
                continue
            }
            count += 1
            missing &+= UInt64(bitPattern: right &- left) &- 1
            if gaps.count < SequenceNumbers.gapsMax { gaps.append((left, right)) }
        }
        record.sequence = (first, last, isWhole: count == 0)
        for (left, right) in gaps {
            note(
                "mtconnect.sequence.gap", "nothing between the numbers \(left) and \(right)",
                "each number once; data are missing, or only some items were asked for")
        }
        if count > gaps.count {
            note(
                "mtconnect.sequence.gaps", "\(count) gaps in all, \(missing) numbers missing",
                "each number once")
        }
        if repeated > 0 {
            note("mtconnect.sequence.repeated", "\(repeated) numbers twice", "each number once")
        }
        check(header, first, last)

        func note(_ code: String, _ found: String, _ expected: String) {
            let place = record.first?.place ?? Place()
            record.notes.append(Problem(code, at: place, found: found, expected: expected))
        }

        func check(_ header: XMLStartTag?, _ first: Int64, _ last: Int64) {
            guard let from = header?.value("firstSequence").flatMap({ Int64($0) }),
                let to = header?.value("lastSequence").flatMap({ Int64($0) }),
                first < from || last > to
            else { return }
            note(
                "mtconnect.sequence.header", "numbers \(first) to \(last)",
                "numbers within the header's \(from) to \(to)")
        }
    }
}
