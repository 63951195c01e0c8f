// SPDX-License-Identifier: Apache-2.0

/// One line of an adapter's log, cut at its bars.
///
/// The bytes are lent by whoever reads the file; nothing of a line is copied until it matters.
struct LogLine {
    let bytes: UnsafeRawBufferPointer
    /// Where each field ends.
    private let ends: [Int]

    /// The most fields a line may have: a time and 512 items.
    static let fieldsMax = 1_025
    /// How many lines of a file are looked at to tell what it is.
    static let sampleLines = 50

    /// `nil` when there are more fields than a line may have.
    init?(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        var ends: [Int] = []
        for index in 0..<bytes.count where bytes[index] == 0x7C {
            guard ends.count < LogLine.fieldsMax else { return nil }
            ends.append(index)
        }
        ends.append(bytes.count)
        self.ends = ends
    }

    var count: Int { ends.count }

    /// A field's bytes, without white space around them.
    subscript(field: Int) -> UnsafeRawBufferPointer {
        var from = field == 0 ? 0 : ends[field - 1] + 1
        var to = ends[field]
        while from < to, bytes[from] <= 0x20 { from += 1 }
        while to > from, bytes[to - 1] <= 0x20 { to -= 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[from..<to])
    }

    func text(_ field: Int) -> String { String(decoding: self[field], as: UTF8.self) }

    /// Whether it is a condition: an item with a level, code, severity, qualifier and words.
    var isCondition: Bool {
        guard count == 7 else { return false }
        let level = self[2]
        return ["NORMAL", "WARNING", "FAULT", "UNAVAILABLE", "normal", "warning", "fault"]
            .contains { level.elementsEqual($0.utf8) }
    }

    /// Whether bytes begin with a date and time and a bar, as reports do.
    static func looksLikeReport(_ line: ArraySlice<UInt8>) -> Bool {
        guard let bar = line.firstIndex(of: 0x7C), line.filter({ $0 == 0x7C }).count >= 2 else {
            return false
        }
        let time = Array(line[..<bar])
        guard time.count >= 19, time.count <= 48, time[4] == 0x2D, time[7] == 0x2D,
            time[10] == 0x54 || time[10] == 0x20, time[13] == 0x3A
        else { return false }
        return time.prefix(4).allSatisfy { (0x30...0x39).contains($0) }
    }
}
