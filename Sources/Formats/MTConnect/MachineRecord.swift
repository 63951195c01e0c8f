// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading

/// What a file of a machine's reports says in all, whichever way it was written.
struct MachineRecord: Sendable {
    /// Its runs, in order.
    var runs = ProgrammeRuns()
    /// Changes of mode, stops, alarms and what was opened in the editor, in order.
    private(set) var changes: [Observation] = []
    private(set) var changesCount = 0
    /// How often each item was reported, in the order first seen.
    var items: [(name: String, count: Int)] = []
    var machine: String?
    var machineID: String?
    var first: (time: String, place: Place)?
    var last: String?
    var observations = 0
    var instance: AgentInstance?
    /// The lowest and highest number, and whether every one in between is there.
    var sequence: (first: Int64, last: Int64, isWhole: Bool)?
    /// Remarks on the whole file.
    var notes: [Problem] = []

    /// The agent that numbered the reports (MTConnect Part 1: Header).
    struct AgentInstance: Sendable {
        var id: String
        var sender: String?
        var version: String?
        /// When it made the document: no time of any report in it.
        var created: String?
    }

    /// The most changes that become activities of their own.
    static let changesMax = 10_000

    mutating func take(_ observation: Observation) {
        runs.take(observation)
        switch observation.kind {
        case .editing, .mode, .emergencyStop, .availability, .condition:
            changesCount += 1
            if changes.count < MachineRecord.changesMax { changes.append(observation) }
        case .execution, .programme, .partCount, .sample: break
        }
    }
}

/// What a file's name says about the part that was made.
///
/// Machines do not know which part they make; whoever cut the log into files wrote it into the
/// name: `Box-Hurco02-02of20` is the second of twenty boxes made on Hurco02.
struct NamedPart: Sendable, Equatable {
    /// The name without its ending.
    let stem: String
    let part: String
    let machine: String
    let ordinal: Int64
    let count: Int64

    init?(fileName: String) {
        let stem = fileName.utf8.lastIndex(of: 0x2E).map { String(fileName[..<$0]) } ?? fileName
        let fields = stem.split(separator: "-", omittingEmptySubsequences: false)
        guard fields.count >= 3, let last = fields.last, let of = last.range(of: "of") else {
            return nil
        }
        let digits = (last[..<of.lowerBound], last[of.upperBound...])
        guard let ordinal = NamedPart.number(digits.0), let count = NamedPart.number(digits.1),
            ordinal >= 1, count >= ordinal
        else { return nil }
        let machine = fields[fields.count - 2]
        let part = fields.dropLast(2).joined(separator: "-")
        guard !machine.isEmpty, !part.isEmpty else { return nil }
        self.stem = stem
        self.part = part
        self.machine = String(machine)
        self.ordinal = ordinal
        self.count = count
    }

    /// The set that it is one of.
    var set: String { "\(part)-\(machine)" }

    private static func number(_ text: Substring) -> Int64? {
        guard (1...6).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int64(text)
    }
}

extension Substring {
    /// Where a text of letters first occurs.
    fileprivate func range(of needle: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) {
                return start..<index(start, offsetBy: needle.count)
            }
            start = index(after: start)
        }
        return nil
    }
}
