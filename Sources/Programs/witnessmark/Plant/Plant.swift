// SPDX-License-Identifier: Apache-2.0
import Canon
import Glibc
import Intake
import Ledger
import Synchronization
import TransparencyLog

/// A plant that is open for work: its log at the head, its originals, its settings.
struct Plant: Sendable {
    let folder: PlantFolder
    let settings: PlantSettings
    let ledger: Ledger
    let preparer: EntryPreparer

    var journal: any Journal { ledger.journal }
    var originals: OriginalStore { OriginalStore(folder: folder.originals) }
    var quarantine: QuarantineFolder { QuarantineFolder(folder: folder.quarantine) }

    /// The pseudonym of whoever runs this program: a digest of the account's name and the log's.
    ///
    /// A header is for everybody to read, so it never holds a name; who stands behind a pseudonym
    /// is known on this computer, where the account is.
    var actor: String {
        let name = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "\(geteuid())"
        let digest = Digest(of: Array("\(settings.origin)\n\(name)".utf8))
        return "account-" + digest.hex.prefix(16)
    }

    /// Serves and seals while the closure runs, and seals what is left at its end.
    func working<Value: Sendable>(
        _ output: Output, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        let faults = SealFaults()
        let value = try await ledger.running(
            clock: { .now }, pause: { try await Task.sleep(for: .milliseconds(250)) },
            report: { fault in
                if faults.isFirst(fault) { output.talk("Nothing is sealed for now: \(fault)") }
            }, body)
        if unsealedStatus != nil, let fault = faults.last {
            output.warn(
                "What was answered is in the log, but no checkpoint was sealed over all of it. "
                    + "\(fault) [WM-LOG-008]")
        }
        return value
    }

    /// What tells the shell that entries are not under a checkpoint; `nil` when all are.
    ///
    /// Nothing is lost then, and the next command that works on the plant seals them.
    var unsealedStatus: ExitStatus? {
        let status = ledger.sequencer.currentStatus
        if status.halt != nil { return .failed }
        return ledger.sealer.published.head.size < status.head.size ? .tryAgainLater : nil
    }
}

/// Why nothing was sealed, as told from the sealer's task.
private final class SealFaults: Sendable {
    // A class, because a closure that escapes shares it with the function that made it.
    private let newest = Mutex<SealFault?>(nil)

    var last: SealFault? { newest.withLock { $0 } }

    func isFirst(_ fault: SealFault) -> Bool {
        newest.withLock { newest in
            defer { newest = fault }
            return newest == nil
        }
    }
}

/// A plant that is open for reading, beside whoever works on it.
struct PlantOnRead: Sendable {
    let folder: PlantFolder
    let settings: PlantSettings
    let journal: any JournalInspection & JournalBackup
    let key: VerifierKey

    var originals: OriginalStore { OriginalStore(folder: folder.originals) }
    var quarantine: QuarantineFolder { QuarantineFolder(folder: folder.quarantine) }
    var anchor: AnchorFile { AnchorFile(path: settings.anchor ?? folder.anchor) }

    /// The newest checkpoint that was sealed.
    func checkpoint() throws -> SealedCheckpoint {
        guard let checkpoint = try journal.lastCheckpoint() else {
            throw CommandFailure(
                "WM-LOG-001", "\(folder.path) has no checkpoint.",
                remedy: "Run `witnessmark fsck`: every log is founded with one.")
        }
        return checkpoint
    }
}
