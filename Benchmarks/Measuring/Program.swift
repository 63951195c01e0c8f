// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc

/// Another program, run to its end.
struct Program {
    let path: String
    let arguments: [String]

    /// What a run took and said.
    struct Outcome {
        let seconds: Double
        /// On the processor's cores, all its threads together.
        let processor: Double
        /// The most memory it had, in MiB.
        let memory: Double
        let status: Int32
        let output: String
    }

    init(_ path: String, _ arguments: String...) { self.init(path, arguments) }

    init(_ path: String, _ arguments: [String]) {
        self.path = path
        self.arguments = arguments
    }

    /// Runs it with its standard output in a file, since a pipe would have to be emptied meanwhile.
    func run(outputIn folder: String) throws -> Outcome {
        let file = "\(folder)/output-\(getpid())"
        defer { unlink(file) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        // A thread that runs tasks blocks signals, and a program would inherit that: pgbench never
        // heard its own alarm.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let start = ContinuousClock.now
        guard posix_spawnp(&process, path, &actions, &attributes, words, environ) == 0 else {
            throw Skipped("\(path) cannot be run")
        }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        let seconds = (ContinuousClock.now - start).seconds
        return Outcome(
            seconds: seconds,
            processor: usage.ru_utime.seconds + usage.ru_stime.seconds,
            memory: Double(usage.ru_maxrss) / 1024,
            status: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F,
            output: String(decoding: try WholeFile.read(file), as: UTF8.self))
    }

    /// Runs it from a process that has done nothing else.
    ///
    /// The system counts a parent's memory as a child's until the child has its own program, so
    /// what is started from a large process seems to be large.
    func runAlone(in folder: String, ending status: Int32 = 0) throws -> Outcome {
        let outcome = try Program(
            "\(Bench.programs)/benchmarks", ["program-once", folder, path, "--"] + arguments
        ).run(outputIn: folder)
        let lines = outcome.output.split(
            separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        let words = lines[0].split(separator: " ").compactMap { Double($0) }
        guard outcome.status == 0, words.count == 4, words[3] == Double(status) else {
            throw WrongResult("\(path) \(arguments.prefix(8)): \(outcome.output)")
        }
        return Outcome(
            seconds: words[0], processor: words[1], memory: words[2], status: status,
            output: lines.count > 1 ? String(lines[1].trimmed) : "")
    }

    /// What a script printed: a line a figure, with name, value and unit between tabs.
    ///
    /// Exit status 77 says that something it needs is not there.
    func samples(in folder: String) throws -> [Sample] {
        let outcome = try run(outputIn: folder)
        if outcome.status == 77 { throw Skipped(outcome.output.split(separator: "\n").joined()) }
        guard outcome.status == 0 else {
            throw WrongResult("\(path) ended with \(outcome.status): \(outcome.output)")
        }
        return try outcome.output.split(separator: "\n").map { line in
            let parts = line.split(separator: "\t")
            guard parts.count == 3, let value = Double(parts[1]) else {
                throw WrongResult("\(path) printed: \(line)")
            }
            return Sample(String(parts[0]), value, String(parts[2]))
        }
    }
}

/// Runs one program; prints seconds, processor seconds, MiB and exit status, then what it said.
struct ProgramOnce: ParsableCommand {
    static let configuration = CommandConfiguration(shouldDisplay: false)

    @Argument var folder: String
    @Argument var program: String
    @Argument var arguments: [String] = []

    func run() throws {
        let outcome = try Program(program, arguments).run(outputIn: folder)
        Terminal.say(
            "\(outcome.seconds) \(outcome.processor) \(outcome.memory) \(outcome.status)\n"
                + outcome.output)
    }
}

extension timeval {
    fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
