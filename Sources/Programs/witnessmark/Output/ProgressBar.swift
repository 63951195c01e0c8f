// SPDX-License-Identifier: Apache-2.0
import Glibc
import Intake
import Reading
import Synchronization

/// A line on a terminal that is rewritten as work goes on; silent everywhere else.
struct ProgressBar {
    private let isShown: Bool
    private let began = ProgressBar.monotonicNanoseconds()
    private var shownAt: UInt64 = 0
    private var hasToldProblems = false
    /// How long somebody waits for the result before they are told the first problems.
    private static let patienceNanoseconds: UInt64 = 1_000_000_000
    private static let intervalNanoseconds: UInt64 = 100_000_000
    private static let width = 24

    init(_ output: Output) {
        isShown = !output.isQuiet && !output.isJSON && isatty(STDERR_FILENO) == 1
    }

    /// Shows how much of the whole is done, at most ten times a second.
    mutating func show(
        _ done: UInt64, of whole: UInt64, _ label: @autoclosure () -> String
    ) {
        guard isShown else { return }
        let now = ProgressBar.monotonicNanoseconds()
        guard now - shownAt >= ProgressBar.intervalNanoseconds else { return }
        shownAt = now
        let share = whole == 0 ? 0 : min(1, Double(done) / Double(whole))
        let filled = Int(share * Double(ProgressBar.width))
        let bar =
            String(repeating: "#", count: filled)
            + String(repeating: "-", count: ProgressBar.width - filled)
        Output.write(
            Array("\r\u{1B}[K[\(bar)] \(Int(share * 100)) %  \(label())".utf8), to: STDERR_FILENO)
    }

    /// Tells the first problems of a file that takes long, once; the result lists them all.
    mutating func tell(_ problems: ProblemList, of file: String) {
        guard isShown, !hasToldProblems, !problems.isEmpty,
            ProgressBar.monotonicNanoseconds() - began >= ProgressBar.patienceNanoseconds
        else { return }
        hasToldProblems = true
        clear()
        let lines = problems.listed.prefix(IntakeProgress.problemsMax).map { "  \($0)\n" }
        Output.write(
            Array("\(file) has problems; these come first:\n\(lines.joined())".utf8),
            to: STDERR_FILENO)
    }

    /// Takes the line away again.
    func clear() {
        guard isShown, shownAt > 0 else { return }
        Output.write(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO)
    }

    private static func monotonicNanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

/// A progress bar that several tasks may report to.
final class SharedProgressBar: Sendable {
    // A class, because the closures that report share one line on the terminal.
    private let bar: Mutex<ProgressBar>

    init(_ output: Output) { bar = Mutex(ProgressBar(output)) }

    func show(_ done: UInt64, of whole: UInt64, _ label: @autoclosure () -> String) {
        bar.withLock { $0.show(done, of: whole, label()) }
    }

    func tell(_ problems: ProblemList, of file: String) {
        bar.withLock { $0.tell(problems, of: file) }
    }

    func clear() { bar.withLock { $0.clear() } }
}
