// SPDX-License-Identifier: Apache-2.0
import Canon

/// What a verification comes to.
public enum Verdict: String, Sendable, CaseIterable {
    /// Every byte of evidence is what the log of a key you gave committed to.
    case verified
    /// Something is not what it should be. The failures say what.
    case failed
    /// Nothing wrong was found, but something needed to decide is missing: most often a key.
    case cannotTell = "cannot_tell"

    /// The exit status of programs that verify.
    public var exitStatus: Int32 {
        switch self {
        case .verified: 0
        case .failed: 10
        case .cannotTell: 11
        }
    }

    /// As a person reads it.
    public var word: String {
        switch self {
        case .verified: "VERIFIED"
        case .failed: "FAILED"
        case .cannotTell: "CANNOT TELL"
        }
    }
}

/// What is checked, in the order of a report.
public enum CheckName: String, Sendable, CaseIterable {
    /// The archive and the bag: every file is there, no other is, every digest matches.
    case contents
    /// The checkpoint is sealed by a log that the reader trusts.
    case checkpoint
    /// The log's own entry about this package pins its files.
    case seal
    /// The statement can be read and speaks of this package and this log.
    case statement
    /// Each entry is in the log, and each disclosed body is what its entry committed to.
    case ledger
    /// Each original is named by the entries that were made from it.
    case originals
    /// The acts of each governed record follow one another; only where there are any.
    case records
    /// Each signature of a person is one, on this very record; only where there are records.
    case signatures
    /// The stated outcome is what the listed items come to.
    case completeness
    /// A time-stamp token, where there is one, is over this checkpoint.
    case time

    /// What is checked of every package.
    static let ofEveryPackage = allCases.filter { $0 != .records && $0 != .signatures }
}

/// Something that is not what it should be.
public struct Failure: Hashable, Sendable {
    public let check: CheckName
    /// The thing, in words a person knows: `entry 412 content (mes-000412 of urn:plant7:mes)`.
    public let item: String
    public let expected: String
    public let found: String

    init(_ check: CheckName, _ item: String, expected: String, found: String) {
        self.check = check
        self.item = item.visible
        self.expected = expected.visible
        self.found = found.visible
    }

    /// One line: what, where, expected, found.
    public var line: String { "\(item): expected \(expected); found \(found)" }
}
