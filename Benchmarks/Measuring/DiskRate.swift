// SPDX-License-Identifier: Apache-2.0
import Glibc

/// How often a second the disk makes a small write durable, for one caller who waits each time.
///
/// What is measured is what a commit of one row does at least: four kibibytes are written over an
/// existing part of a file, then `fdatasync`.
struct DiskRate: Sendable, CustomStringConvertible {
    /// Syncs a second.
    let perSecond: Double

    private static let fileBytes = 16 << 20
    private static let block = 4096
    private static let time = Duration.milliseconds(400)

    var description: String {
        "the disk syncs \(Report.number(perSecond)) times a second"
    }

    static func measured(in folder: String) throws -> DiskRate {
        let path = "\(folder)/sync-rate"
        if WholeFile.size(path) != fileBytes {
            try WholeFile.write([UInt8](repeating: 0x5A, count: fileBytes), to: path)
        }
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw WrongResult("\(path) cannot be opened") }
        defer { close(file) }
        fsync(file)
        var bytes = [UInt8](repeating: 0, count: block)
        var count = 0
        let start = ContinuousClock.now
        var end = start
        while end - start < time {
            bytes[0] = UInt8(truncatingIfNeeded: count)
            let place = off_t(count * block % fileBytes)
            guard pwrite(file, bytes, block, place) == block, fdatasync(file) == 0 else {
                throw WrongResult("\(path) cannot be written")
            }
            count += 1
            end = ContinuousClock.now
        }
        return DiskRate(perSecond: Double(count) / (end - start).seconds)
    }
}
