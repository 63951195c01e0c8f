// SPDX-License-Identifier: Apache-2.0
import Canon

/// Which logs are believed, and which witnesses must have seen a checkpoint (C2SP tlog-policy).
///
/// The policy is the whole of a verifier's trust: everything else is computed.
/// ``open(_:)`` is the only way from bytes to a ``VerifiedCheckpoint``.
public struct TrustPolicy: Hashable, Sendable {
    /// A log that is believed.
    public struct Log: Hashable, Sendable {
        /// Its key; the key's name is the log's origin.
        public let key: VerifierKey
        /// Where it can be reached; meaning nothing to verification.
        public let url: String?
    }

    /// A witness that can count.
    public struct Witness: Hashable, Sendable {
        /// What the policy calls it.
        public let name: MemberName
        /// Its key.
        public let key: VerifierKey
        /// Where it takes checkpoints; meaning nothing to verification.
        public let url: String?
    }

    /// Members of whom some number must have cosigned.
    public struct Group: Hashable, Sendable {
        /// What the policy calls it.
        public let name: MemberName
        /// How many members it needs, at least 1, at most all.
        public let threshold: Int
        /// Witnesses and groups defined before it, each in one group only.
        public let members: [MemberName]
    }

    /// A name inside the policy, of a witness or a group; kept and compared as bytes.
    public struct MemberName: Hashable, Sendable, CustomStringConvertible {
        /// The name, any bytes but controls, space and tab.
        public let bytes: [UInt8]

        init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

        /// The name as text.
        public var description: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// The logs, in the order of their lines.
    public let logs: [Log]
    /// The witnesses, in the order of their lines.
    public let witnesses: [Witness]
    /// The groups, each after its members.
    public let groups: [Group]
    /// The witness or group that must have cosigned; `nil` when none need have.
    public let quorum: MemberName?

    init(logs: [Log], witnesses: [Witness], groups: [Group], quorum: MemberName?) {
        self.logs = logs
        self.witnesses = witnesses
        self.groups = groups
        self.quorum = quorum
    }

    /// Believes one log on its own word.
    ///
    /// Without witnesses the operator can show different histories to different people, each under
    /// a valid seal; only who compares finds out.
    public init(log key: VerifierKey) {
        self.init(logs: [Log(key: key, url: nil)], witnesses: [], groups: [], quorum: nil)
    }

    /// Whether the quorum is met when these witnesses have cosigned.
    public func isSatisfied(by cosigners: Set<MemberName>) -> Bool {
        guard let quorum else { return true }
        var met = cosigners.intersection(witnesses.map(\.name))
        // Each group stands after its members, so one pass is enough.
        for group in groups where group.members.count(where: met.contains) >= group.threshold {
            met.insert(group.name)
        }
        return met.contains(quorum)
    }
}
