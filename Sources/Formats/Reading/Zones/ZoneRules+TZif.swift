// SPDX-License-Identifier: Apache-2.0

extension ZoneRules {
    /// The most bytes a zone's file may have; the largest in use has four thousand.
    package static let fileBytesMax = 256 * 1_024

    /// Reads a zone's file in the Time Zone Information Format (RFC 8536).
    ///
    /// The system's own reader is not used: a program that is linked statically finds no data with
    /// it and answers UTC instead of failing.
    package init(named name: String, tzif bytes: [UInt8]) throws(MalformedZone) {
        guard bytes.count <= ZoneRules.fileBytesMax else { throw .tooLong }
        var file = TZifReader(rest: bytes[...])
        var header = try TZifReader.Header(&file)
        var body: TZifReader.Body
        var yearly: YearlyRule?
        if header.version == 0 {
            body = try TZifReader.Body(header, timeBytes: 4, &file)
        } else {
            // The first block is for readers that know no other and repeats a part of the second.
            _ = try file.take(header.byteCount(timeBytes: 4))
            header = try TZifReader.Header(&file)
            body = try TZifReader.Body(header, timeBytes: 8, &file)
            yearly = try file.footer()
        }
        self.init(
            name: name, changes: body.changes, offsets: body.offsets,
            firstOffset: body.firstOffset, yearly: yearly)
    }
}

/// Why a file gives no rules.
package enum MalformedZone: Error, Equatable, Sendable, CustomStringConvertible {
    /// It does not begin as such files do.
    case notTZif
    /// It ends in the middle.
    case truncated
    case tooLong
    /// A number in it contradicts another.
    case inconsistent
    /// Its last line is no rule.
    case badRule
    /// It counts leap seconds, which RFC 3339 times do not.
    case leapSeconds

    package var description: String {
        switch self {
        case .notTZif: "it is no time zone file (RFC 8536)"
        case .truncated: "it ends in the middle"
        case .tooLong: "it is longer than \(ZoneRules.fileBytesMax) bytes"
        case .inconsistent: "its numbers contradict each other"
        case .badRule: "its last line is no rule for the years to come"
        case .leapSeconds: "it counts leap seconds, which the times of events do not"
        }
    }
}

/// Takes a file apart from its beginning.
private struct TZifReader {
    var rest: ArraySlice<UInt8>

    mutating func take(_ count: Int) throws(MalformedZone) -> ArraySlice<UInt8> {
        guard count <= rest.count else { throw .truncated }
        let taken = rest.prefix(count)
        rest = rest.dropFirst(count)
        return taken
    }

    /// The rule between the two line ends behind the data; `nil` when there is none.
    mutating func footer() throws(MalformedZone) -> YearlyRule? {
        guard try take(1).first == 0x0A, let end = rest.firstIndex(of: 0x0A) else {
            throw .truncated
        }
        let text = rest[..<end]
        guard !text.isEmpty else { return nil }
        guard let rule = YearlyRule(text) else { throw .badRule }
        return rule
    }

    /// What a block holds, and how much of it.
    struct Header {
        let version: UInt8
        let utcMarks, standardMarks, leapSeconds, changes, types, letters: Int

        init(_ file: inout TZifReader) throws(MalformedZone) {
            let start = try file.take(20)
            guard start.starts(with: "TZif".utf8) else { throw .notTZif }
            version = start[start.startIndex + 4]
            var counts: [Int] = []
            for _ in 0..<6 { counts.append(Int(try file.take(4).bigEndian)) }
            guard counts.allSatisfy({ (0...ZoneRules.fileBytesMax).contains($0) }) else {
                throw .inconsistent
            }
            utcMarks = counts[0]
            standardMarks = counts[1]
            leapSeconds = counts[2]
            changes = counts[3]
            types = counts[4]
            letters = counts[5]
            guard types > 0, types <= 256 else { throw .inconsistent }
            guard leapSeconds == 0 else { throw .leapSeconds }
        }

        func byteCount(timeBytes: Int) -> Int {
            changes * (timeBytes + 1) + types * 6 + letters + standardMarks + utcMarks
        }
    }

    /// The changes of a block, each with the offset it leads to.
    struct Body {
        private(set) var changes: [Int64] = []
        private(set) var offsets: [Int] = []
        let firstOffset: Int

        init(_ header: Header, timeBytes: Int, _ file: inout TZifReader) throws(MalformedZone) {
            var times = TZifReader(rest: try file.take(header.changes * timeBytes))
            let kinds = try file.take(header.changes)
            var types = TZifReader(rest: try file.take(header.types * 6))
            _ = try file.take(header.letters + header.standardMarks + header.utcMarks)
            var typeOffsets: [Int] = []
            for _ in 0..<header.types {
                let offset = Int(try types.take(4).bigEndian)
                _ = try types.take(2)
                // RFC 8536 §3.2 recommends these bounds, and no clock was ever further off.
                guard (-25 * 3600...26 * 3600).contains(offset) else { throw .inconsistent }
                typeOffsets.append(offset)
            }
            for kind in kinds {
                let time = try times.take(timeBytes).bigEndian
                guard Int(kind) < typeOffsets.count, time > changes.last ?? .min else {
                    throw .inconsistent
                }
                changes.append(time)
                offsets.append(typeOffsets[Int(kind)])
            }
            firstOffset = typeOffsets[0]
        }
    }
}

extension ArraySlice<UInt8> {
    /// A signed number of four or eight bytes, the highest first.
    fileprivate var bigEndian: Int64 {
        let value = reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return count == 4
            ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }
}
