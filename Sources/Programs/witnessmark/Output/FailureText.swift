// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Intake
import Ledger

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
                "WM-STORE-006", "\(JournalError.corrupt(position: position, what))",
                status: .conflict)
        case LogReadError.journal(let error): return failure(for: error)
        case let error as LogReadError:
            return CommandFailure("WM-LOG-007", "\(error)", status: .conflict)
        case let error as JournalError:
            return CommandFailure(
                "WM-STORE-004", "The store cannot be used: \(error)", status: .tryAgainLater)
        case let fault as FileFault: return CommandFailure("WM-FILE-003", "\(fault)")
        case let refusal as LogKeyRefusal: return CommandFailure("WM-KEY-001", "\(refusal)")
        case let fault as IntakeFault: return CommandFailure("WM-IN-001", "\(fault)")
        case let refusal as WaiverRefused:
            return CommandFailure("WM-PKG-001", "\(refusal)", status: .usage)
        case DossierRefusal.unknown(let thing):
            return CommandFailure(
                "WM-TRACE-001", "No record names \(thing).",
                remedy: "Names count byte for byte, as the source wrote them. "
                    + "`witnessmark trace --find \(thing.name.prefix(4))` lists names that begin so.",
                status: .notFound)
        default: return CommandFailure("WM-000", "\(error)")
        }
    }
}
