// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Assembly
import Glibc
import Intake
import Ledger
import Records
import Registrar

/// What a person is told when something below a command failed, and with which code.
enum FailureText {
    static func failure(for error: any Error) -> CommandFailure {
        switch error {
        case let refusal as LedgerRefusal:
            return CommandFailure(
                "WM-LOG-002", "The log was not opened. \(refusal)", status: .conflict)
        case let error as AppendError:
            return CommandFailure(
                "WM-LOG-003", "The log gave no receipt: \(error)", status: .tryAgainLater)
        case JournalError.corrupt(let position, let what):
            return CommandFailure(
                "WM-STORE-008", "\(JournalError.corrupt(position: position, what))",
                status: .conflict)
        case LogReadError.journal(let error): return failure(for: error)
        case let error as LogReadError:
            return CommandFailure("WM-LOG-009", "\(error)", status: .conflict)
        case let error as JournalError:
            return CommandFailure(
                "WM-STORE-004", "The store cannot be used: \(error)", status: .tryAgainLater)
        case let fault as FileFault: return self.failure(for: fault)
        case LogExportError.file(let fault): return self.failure(for: fault)
        case let error as LogExportError: return CommandFailure("WM-LOG-008", "\(error)")
        case let error as LogReadError: return CommandFailure("WM-LOG-008", "\(error)")
        case let fault as BackupFault: return self.failure(for: fault)
        case let refusal as LogKeyRefusal: return CommandFailure("WM-KEY-001", "\(refusal)")
        case let refusal as Refusal:
            return CommandFailure(
                refusal.reasons.count == 1 ? "WM-RULE-001" : "WM-RULE-002", "\(refusal)",
                remedy: "Nothing was changed.", status: .ruleSaysNo)
        case is AccessRefusal, is SigningRefusal, is PasswordRefused, is NotRecognised,
            is CredentialFault, is AccessFault:
            return identityFailure(for: error)
        case let fault as RecordFault:
            return CommandFailure("WM-REC-005", "\(fault)", status: .conflict)
        case let history as BrokenHistory:
            return CommandFailure("WM-REC-006", "\(history) Run fsck.", status: .conflict)
        case let fault as IntakeFault: return CommandFailure("WM-IN-001", "\(fault)")
        case let refusal as WaiverRefused:
            return CommandFailure("WM-PKG-001", "\(refusal)", status: .usage)
        case let fault as AssemblyFault:
            return CommandFailure("WM-PKG-006", "\(fault)", status: .conflict)
        case DossierRefusal.unknown(let thing):
            return CommandFailure(
                "WM-TRACE-001", "No record names \(thing).",
                remedy: "Names count byte for byte, as the source wrote them. "
                    + "`witnessmark trace --find \(thing.name.prefix(4))` lists names that begin so.",
                status: .notFound)
        default: return CommandFailure("WM-000", "\(error)")
        }
    }

    /// What is said when somebody was not recognised, or a rule about people says no.
    private static func identityFailure(for error: any Error) -> CommandFailure {
        switch error {
        case let refusal as AccessRefusal:
            CommandFailure(
                refusal.reasons.count == 1 ? "WM-RULE-001" : "WM-RULE-002", "\(refusal)",
                remedy: "Nothing was changed.", status: .ruleSaysNo)
        case is SigningRefusal, is PasswordRefused:
            CommandFailure(
                "WM-RULE-001", "\(error)", remedy: "Nothing was changed.", status: .ruleSaysNo)
        case is NotRecognised: CommandFailure("WM-WHO-001", "\(error)", status: .notRecognised)
        case is CredentialFault: CommandFailure("WM-WHO-002", "\(error)", status: .conflict)
        case _: CommandFailure("WM-WHO-003", "\(error)", status: .conflict)
        }
    }

    private static func failure(for fault: FileFault) -> CommandFailure {
        switch fault.code {
        case ENOENT: CommandFailure("WM-FILE-004", "\(fault).", status: .notFound)
        case EEXIST:
            CommandFailure(
                "WM-FILE-005", "\(fault).", remedy: "Choose another name. Nothing was changed.",
                status: .conflict)
        case ENOSPC:
            CommandFailure(
                "WM-FILE-006", "\(fault).", remedy: "Make room on the disk and try again.",
                status: .tryAgainLater)
        case _: CommandFailure("WM-FILE-003", "\(fault).")
        }
    }

    private static func failure(for fault: BackupFault) -> CommandFailure {
        switch fault {
        case .file(let fault): failure(for: fault)
        case .journal: CommandFailure("WM-BACKUP-001", "\(fault)")
        case .folderNotEmpty: CommandFailure("WM-BACKUP-002", "\(fault)", status: .conflict)
        case .unknownVersion: CommandFailure("WM-BACKUP-003", "\(fault)", status: .cannotTell)
        case .notABackup(at: 0):
            CommandFailure("WM-BACKUP-004", "This is no backup.", status: .verificationFailed)
        case .badPath, .truncated, .notABackup, .badDescription, .changed, .notListed, .missing,
            .anotherLog:
            CommandFailure("WM-BACKUP-004", "\(fault)", status: .verificationFailed)
        }
    }
}
