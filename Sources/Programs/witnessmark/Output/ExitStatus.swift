// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// What the program tells the shell; both programs use the same numbers.
enum ExitStatus: Int32, CaseIterable {
    case ok = 0
    case failed = 1
    case partlyDone = 3
    case notRecognised = 4
    case notFound = 5
    case conflict = 6
    case verificationFailed = 10
    case cannotTell = 11
    case packageIncomplete = 12
    case findingsFail = 13
    case ruleSaysNo = 20
    case usage = 64
    case tryAgainLater = 75

    var code: ExitCode { ExitCode(rawValue) }

    /// What the number means, as the table in the help says it.
    var meaning: String {
        switch self {
        case .ok: "done"
        case .failed: "failed; the message says why and what to do"
        case .partlyDone: "partly done: some items were rejected, the rest is stored"
        case .notRecognised: "who acts was not recognised, or may not do this"
        case .notFound: "what was named is not there"
        case .conflict: "the store or the event says otherwise than the caller expects"
        case .verificationFailed: "verification FAILED"
        case .cannotTell:
            "cannot be verified: the file cannot be read, or a key, proof or checkpoint is missing"
        case .packageIncomplete: "the package is sealed, but required items are missing"
        case .findingsFail: "a data-integrity check fails; the findings name the entries"
        case .ruleSaysNo: "a rule says no; everything that stands in the way is listed"
        case .usage: "the command line is not understood"
        case .tryAgainLater: "the store is in use or a service does not answer; try again"
        }
    }
}
