// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading
import Testing

/// A good file with a few bytes changed: read or refused, never a trap, in any pieces alike.
package enum DamagedFile {
    /// How many damaged files a suite tries.
    package static let seeds = UInt64(0)..<40

    /// Damages a file that a format reads, and holds the format to its promises.
    package static func expect(_ format: some Format, toBear good: [UInt8], seed: UInt64) throws {
        try #require(!good.isEmpty)
        let bytes = damaged(good, seed)
        let whole = read(bytes, by: format, in: bytes.count)
        let pieces = read(bytes, by: format, in: 61)
        #expect(whole.activities.map(\.activity) == pieces.activities.map(\.activity))
        #expect(whole.activities.map(\.eventID) == pieces.activities.map(\.eventID))
        #expect(whole.problems.listed == pieces.problems.listed)
        #expect(!whole.activities.isEmpty || !whole.problems.isEmpty)
    }

    private static func read(_ bytes: [UInt8], by format: some Format, in step: Int) -> ReadBatch {
        var reader = format.reader(ReadingOptions())
        var batch = ReadBatch()
        for _ in 1...2 {
            var rest = bytes[...]
            while !rest.isEmpty {
                rest.prefix(step).withUnsafeBytes { reader.read($0, into: &batch) }
                rest = rest.dropFirst(step)
            }
            repeat { reader.finish(into: &batch) } while reader.hasMore
            guard reader.wantsAnotherPass else { break }
        }
        return batch
    }

    /// Overwrites, removes and repeats a few stretches, always the same for a seed.
    private static func damaged(_ good: [UInt8], _ seed: UInt64) -> [UInt8] {
        var state = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(1, bound)))
        }
        var bytes = good
        for _ in 0...(seed % 3) {
            let at = next(bytes.count)
            let end = min(bytes.count, at + 1 + next(24))
            switch next(4) {
            case 0: bytes[at] = UInt8(truncatingIfNeeded: next(256))
            case 1: bytes.removeSubrange(at..<end)
            case 2: bytes.insert(contentsOf: bytes[at..<end], at: at)
            default:
                bytes.replaceSubrange(at..<end, with: good[next(good.count)...].prefix(end - at))
            }
        }
        return bytes
    }
}
