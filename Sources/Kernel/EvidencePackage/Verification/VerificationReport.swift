// SPDX-License-Identifier: Apache-2.0
import Canon

/// Everything that was found out about a package, for a person and for a machine.
public struct VerificationReport: Sendable {
    /// The format of ``json``.
    public static let schema = "witnessmark.verification/1"
    /// More failures than this are counted and not listed.
    public static let listedFailuresMax = 200

    /// How one check went.
    public struct Check: Hashable, Sendable {
        public enum Outcome: String, Sendable {
            case passed, failed
            /// It could not be made, or not to its end; never counted as passed.
            case open
        }

        public let name: CheckName
        public internal(set) var outcome: Outcome
        public internal(set) var detail: String
    }

    /// A key or policy that was used, and where it came from.
    public struct TrustUsed: Hashable, Sendable {
        /// What was trusted: a file's name, or a key's name and ID.
        public let name: String
        /// False for a key that only the package itself carries.
        public let isGivenByReader: Bool
    }

    /// What was verified, as the reader called it.
    public let subject: String
    /// What kind of package, of what, by whom; empty when that could not be read.
    public internal(set) var title = ""
    /// Identifier and revision, once the statement has been read.
    public internal(set) var package: (id: String, revision: Int64)?
    public internal(set) var checks: [Check]
    /// At most ``listedFailuresMax``; the first is the first line of the report.
    public private(set) var failures: [Failure] = []
    public private(set) var failureCount = 0
    /// Why no verdict can be given, when nothing has failed.
    public private(set) var doubts: [String] = []
    /// What is shown to be left out, and why.
    public internal(set) var withheld: [String] = []
    /// What a reader might think was checked and was not.
    public internal(set) var notChecked: [String] = []
    public internal(set) var trust: [TrustUsed] = []
    /// The signatures of people in it, in the order of the log.
    public internal(set) var signatures: [JudgedSignature] = []

    init(subject: String, checks: [CheckName] = CheckName.ofEveryPackage) {
        self.subject = subject
        self.checks = checks.map { Check(name: $0, outcome: .open, detail: "") }
    }

    /// *Verified* needs every check to have passed, and nothing passes by default.
    public var verdict: Verdict {
        if failureCount > 0 { return .failed }
        let isWhole = doubts.isEmpty && checks.allSatisfy { $0.outcome == .passed }
        return isWhole ? .verified : .cannotTell
    }

    mutating func fail(_ failure: Failure) {
        failureCount += 1
        if failures.count < Self.listedFailuresMax { failures.append(failure) }
        set(failure.check, .failed, "")
    }

    mutating func fail(
        _ check: CheckName, _ item: String, expected: String, found: String
    ) {
        fail(Failure(check, item, expected: expected, found: found))
    }

    mutating func doubt(_ reason: String) { doubts.append(reason.visible) }

    /// Marks a check as passed, unless it has failed already.
    mutating func pass(_ check: CheckName, _ detail: String) { set(check, .passed, detail) }

    /// Adds a check that not every package needs, in its place.
    mutating func begin(_ check: CheckName) {
        guard !checks.contains(where: { $0.name == check }) else { return }
        let order = CheckName.allCases
        let place = order.firstIndex(of: check) ?? order.endIndex
        let later = checks.firstIndex { place < order.firstIndex(of: $0.name) ?? order.endIndex }
        checks.insert(
            Check(name: check, outcome: .open, detail: ""), at: later ?? checks.endIndex)
    }

    /// Says how far a check came that could not be made to its end.
    mutating func leaveOpen(_ check: CheckName, _ detail: String) { set(check, .open, detail) }

    private mutating func set(_ name: CheckName, _ outcome: Check.Outcome, _ detail: String) {
        for index in checks.indices where checks[index].name == name {
            guard checks[index].outcome != .failed else { return }
            checks[index].outcome = outcome
            checks[index].detail = detail
        }
    }

    func hasFailed(_ name: CheckName) -> Bool {
        checks.contains { $0.name == name && $0.outcome == .failed }
    }
}
