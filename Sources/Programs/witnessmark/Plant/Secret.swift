// SPDX-License-Identifier: Apache-2.0
import Canon
import Glibc
import Ledger

/// Something only its holder shall see: from a file, or typed without being shown.
///
/// Never an argument: those are in every user's list of processes and in the shell's history.
enum Secret {
    private static let byteCountMax = 4_096

    /// Reads the first line of a file, or asks at the terminal.
    static func read(
        from file: String?, orAsking prompt: String, option: String
    ) throws(CommandFailure) -> String {
        guard let file else { return try ask(prompt, option: option) }
        let bytes: [UInt8]?
        do { bytes = try DurableFile.read(file, atMost: byteCountMax) } catch {
            throw CommandFailure("WM-WHO-007", "\(error).", status: .usage)
        }
        guard let bytes else {
            throw CommandFailure("WM-WHO-007", "\(file) is not there.", status: .notFound)
        }
        var line = bytes.prefix { $0 != 0x0A }
        if line.last == 0x0D { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }

    /// Writes a new file that nobody else may read.
    static func write(_ text: String, to file: String) throws(FileFault) {
        try DurableFile.create(Array((text + "\n").utf8), at: file, mode: 0o600)
    }

    private static func ask(
        _ prompt: String, option: String
    ) throws(CommandFailure) -> String {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
        var settings = termios()
        guard terminal >= 0, tcgetattr(terminal, &settings) == 0 else {
            if terminal >= 0 { close(terminal) }
            throw CommandFailure(
                "WM-WHO-008", "There is no terminal to ask at.",
                remedy: "Name a file with \(option).", status: .usage)
        }
        defer { close(terminal) }
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(terminal, TCSAFLUSH, &silent)
        defer { tcsetattr(terminal, TCSAFLUSH, &settings) }
        Output.write(Array(prompt.utf8), to: terminal)
        defer { Output.write([0x0A], to: terminal) }
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < byteCountMax, Glibc.read(terminal, &byte, 1) == 1, byte != 0x0A {
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self)
    }
}
