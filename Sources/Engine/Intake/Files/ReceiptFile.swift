// SPDX-License-Identifier: Apache-2.0
import Canon
import Glibc
import Ledger

/// A file that gets a line for each entry once the entry is in the log for good.
///
/// Whoever sends activity may delete their copy of what is named in it, and of nothing else. Each line
/// is a JSON object: what the source calls its event, where it stands, its leaf hash, and how it came
/// to stand there.
///
/// ```json
/// {"event":"HT-2041","leaf":"5b1e…","outcome":"recorded","position":17,"source":"urn:plant7:mes"}
/// ```
///
/// A line may be cut short by a crash; the next run then begins a new one. The file itself is not put
/// on the disk: after a power cut send everything again that has no line, it is recognised.
///
/// A class because it owns a descriptor that must be closed once.
package final class ReceiptFile: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Opens a file to add to it; makes it when it is not there.
    package init(_ path: String) throws(FileFault) {
        descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        self.path = path
        guard descriptor >= 0 else { throw FileFault(path, "be opened") }
        if endsWithinALine { try write([0x0A]) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Writes a line for each entry, all of them before it returns.
    func add(_ entries: [PreparedEntry], _ receipts: [Receipt]) throws(FileFault) {
        var lines: [UInt8] = []
        for (entry, receipt) in zip(entries, receipts) {
            lines += receipt.line(of: entry.event).canonical
            lines.append(0x0A)
        }
        try write(lines)
    }

    /// Whether the last run was stopped while it wrote; never so for what cannot be read again.
    private var endsWithinALine: Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size > 0
        else { return false }
        var last: UInt8 = 0x0A
        return pread(descriptor, &last, 1, status.st_size - 1) == 1 && last != 0x0A
    }

    private func write(_ bytes: [UInt8]) throws(FileFault) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(
                    descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileFault(path, "be written") }
            written += count
        }
    }
}

/// A log that writes each receipt down before it hands it on.
package struct ReceiptedLog: EntryLog {
    private let log: any EntryLog
    private let file: ReceiptFile

    package init(_ log: any EntryLog, writing file: ReceiptFile) {
        self.log = log
        self.file = file
    }

    package func append(_ entries: [PreparedEntry]) async throws(AppendError) -> [Receipt] {
        let receipts = try await log.append(entries)
        do { try file.add(entries, receipts) } catch {
            throw .outcomeUnknown("all of it is stored, but the receipts are not: \(error)")
        }
        return receipts
    }
}

extension Receipt {
    /// What the source of an event is told.
    fileprivate func line(of event: EventKey) -> JSON {
        var members: [JSON.Member] = [
            .init("event", .string(event.event)), .init("source", .string(event.source)),
            .init("leaf", .string(leaf.hex)),
            .init("position", .integer(Int64(clamping: position))),
        ]
        switch outcome {
        case .recorded: members.append(.init("outcome", "recorded"))
        case .duplicate: members.append(.init("outcome", "duplicate"))
        case .conflict(let first):
            members.append(.init("outcome", "conflict"))
            members.append(.init("with", .integer(Int64(clamping: first))))
        case .duplicateConflict(let first):
            members.append(.init("outcome", "duplicate conflict"))
            members.append(.init("with", .integer(Int64(clamping: first))))
        }
        return .object(members)
    }
}
