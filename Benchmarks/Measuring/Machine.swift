// SPDX-License-Identifier: Apache-2.0
import Canon
import Glibc

/// What the figures were taken on.
struct Machine: Sendable {
    let processor: String
    let cores: Int
    let memoryMiB: Int
    let system: String
    let loadAtStart: String
    let began: Instant

    static func here(disk: String) -> Machine {
        Machine(
            processor: field("model name", in: "/proc/cpuinfo") ?? "unknown",
            cores: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
            memoryMiB: (field("MemTotal", in: "/proc/meminfo").flatMap(kibibytes) ?? 0) / 1024,
            system: firstLine("/proc/sys/kernel/osrelease"), loadAtStart: load, began: .now)
    }

    /// How many programs wanted to run, over the last 1, 5 and 15 minutes.
    static var load: String {
        firstLine("/proc/loadavg").split(separator: " ").prefix(3).joined(separator: " ")
    }

    /// The most memory that this process ever had, in MiB.
    static var peakMemory: Double {
        Double(field("VmHWM", in: "/proc/self/status").flatMap(kibibytes) ?? 0) / 1024
    }

    /// The memory that this process has by itself now, without pages of mapped files, in MiB.
    ///
    /// The system drops mapped pages as soon as it needs the room, and counts them all the same.
    static var ownMemory: Double {
        Double(field("RssAnon", in: "/proc/self/status").flatMap(kibibytes) ?? 0) / 1024
    }

    /// The most that ``ownMemory`` was while the work went on, looked at twenty times a second.
    static func peakOfOwnMemory<Value: Sendable>(
        _ work: @Sendable () async throws -> Value
    ) async throws -> (Double, Value) {
        try await withThrowingTaskGroup(of: Double.self) { group in
            group.addTask {
                var peak = ownMemory
                while !Task.isCancelled {
                    // A sleep that throws was cancelled: the work is done.
                    do { try await Task.sleep(for: .milliseconds(50)) } catch { break }
                    peak = max(peak, ownMemory)
                }
                return peak
            }
            let value = try await work()
            group.cancelAll()
            return (try await group.next() ?? ownMemory, value)
        }
    }

    /// What all threads of this process have used of the cores so far, in seconds.
    static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func kibibytes(_ text: String) -> Int? {
        text.split(separator: " ").first.flatMap { Int($0) }
    }

    private static func field(_ name: String, in path: String) -> String? {
        for line in lines(path) {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].trimmed == name else { continue }
            return String(parts[1].trimmed)
        }
        return nil
    }

    private static func firstLine(_ path: String) -> String {
        lines(path).first.map(String.init) ?? ""
    }

    private static func lines(_ path: String) -> [Substring] {
        // A file of /proc that is not there is a fact about the machine that stays unknown.
        guard let bytes = try? WholeFile.read(path) else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }
}

extension Substring {
    /// Without white space at either end.
    var trimmed: Substring {
        var text = self
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text.drop(while: \.isWhitespace)
    }
}
