// SPDX-License-Identifier: Apache-2.0
import Canon
import Foundation
import Glibc

/// Where and how much is measured: a new folder on the disk in question.
struct Bench: Sendable {
    let scale: Scale
    /// Gone when everything is done.
    let folder: String
    let baselines: String

    init(scale: Scale, under place: String, baselines: String) throws {
        self.scale = scale
        self.baselines = baselines
        folder = "\(place)/witnessmark-benchmarks-\(getpid())"
        try WholeFile.makeFolder(folder)
    }

    /// A folder of its own.
    func folder(_ name: String) throws -> String {
        let path = "\(folder)/\(name)"
        try WholeFile.makeFolder(path)
        return path
    }

    func clear() { WholeFile.remove(folder) }

    /// The folder that this program was started from, where the others are.
    static var programs: String {
        get throws {
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = buffer.withUnsafeMutableBytes { (bytes) -> Int in
                guard let base = bytes.baseAddress else { return -1 }
                return readlink("/proc/self/exe", base, bytes.count)
            }
            guard count > 0 else { throw Skipped("/proc is not there") }
            let path = String(decoding: buffer[..<count], as: UTF8.self)
            return path.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        }
    }
}

/// Whole files and folders, in few words.
enum WholeFile {
    static func write(_ bytes: [UInt8], to path: String) throws {
        guard let file = fopen(path, "we") else { throw WrongResult("\(path) cannot be written") }
        let count = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, count == bytes.count else {
            throw WrongResult("\(path) cannot be written whole")
        }
    }

    static func read(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "re") else { throw WrongResult("\(path) cannot be read") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&piece, 1, piece.count, file)
            if count == 0 { return bytes }
            bytes += piece[..<count]
        }
    }

    /// The length of a file in bytes, 0 when it is not there.
    static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Whether there is a regular file.
    static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
            throw WrongResult("\(path) cannot be made: \(String(cString: strerror(errno)))")
        }
    }

    /// Removes a folder and all in it.
    static func remove(_ path: String) {
        // What stays behind lies in a folder for temporary files.
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// What is said on standard output and standard error.
enum Terminal {
    static func say(_ text: String) { put(text, to: .standardOutput) }

    /// What goes on, for whoever waits.
    static func note(_ text: String) { put(text, to: .standardError) }

    private static func put(_ text: String, to handle: FileHandle) {
        handle.write(Data((text + "\n").utf8))
    }
}

extension Instant {
    /// The time of the computer's clock.
    static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}
