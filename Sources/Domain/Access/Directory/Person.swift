// SPDX-License-Identifier: Apache-2.0
import Canon

/// Somebody the plant knows, from the day they were enrolled; nobody is ever taken out again.
package struct Person: Hashable, Sendable {
    package let id: PersonID
    /// What they sign in with; `nil` where the body with it was erased.
    package let login: String?
    /// Their name as it is printed beside acts; `nil` where the body with it was erased.
    package let printedName: String?
    /// The zone they work in.
    package let zone: String
    package let verification: IdentityCheck
    package let enrolledAt: Instant
    /// When they left; everything of theirs ended then.
    package internal(set) var deactivatedAt: Instant?
    /// Their signing keys, oldest first; only the last can be in force.
    package internal(set) var keys: [HeldKey] = []
    package internal(set) var acceptances: [Acceptance] = []
    /// The newest record of each qualification, in the order they were first recorded.
    package internal(set) var qualifications: [Qualification] = []
    /// Attempts to sign as them that failed, over all time.
    package internal(set) var failedAttempts = 0

    package var isActive: Bool { deactivatedAt == nil }

    /// The key they sign with now; `nil` before they chose a password, and after a reset.
    package var key: HeldKey? { keys.last.flatMap { $0.until == nil ? $0 : nil } }

    /// Whether they signed a revision of the accountability statement (P11-10j).
    package func hasAccepted(_ revision: String) -> Bool {
        acceptances.contains { $0.revision.hasSameBytes(as: revision) }
    }

    /// What they are qualified for at a moment.
    package func qualifications(at moment: Instant) -> Set<String> {
        Set(qualifications.filter { $0.isInForce(at: moment) }.map(\.name))
    }
}

/// How somebody's identity was checked before they got a signature (21 CFR 11.100(b), P11-100b).
///
/// Whoever enrolled them is the verifier.
package struct IdentityCheck: Hashable, Sendable {
    /// Such as "identity card seen".
    package let method: String
    /// The day it was checked: `2026-11-21`.
    package let date: String

    package init(method: String, date: String) {
        self.method = method
        self.date = date
    }
}

/// Something somebody is qualified for, as it was last recorded.
package struct Qualification: Hashable, Sendable {
    package let name: String
    /// `nil` when it does not run out.
    package let until: Instant?
    /// What shows it: a certificate's number, a training record.
    package let evidence: String

    package init(name: String, until: Instant?, evidence: String) {
        self.name = name
        self.until = until
        self.evidence = evidence
    }

    package func isInForce(at moment: Instant) -> Bool { until.map { moment < $0 } ?? true }
}

/// A signing key and when it could be used.
package struct HeldKey: Hashable, Sendable {
    package internal(set) var facts: SigningKeyFacts
    package let since: Instant
    /// When the password or second factor last changed; the key stays the same.
    package internal(set) var changedAt: Instant
    /// When it ended, by a reset or with the person.
    package internal(set) var until: Instant?

    /// Whether a signature made at a moment could have been made with it.
    package func isValid(at moment: Instant) -> Bool {
        since <= moment && (until.map { moment < $0 } ?? true)
    }
}

/// What the log says about a signing key, and never the key itself.
package struct SigningKeyFacts: Hashable, Sendable {
    /// SHA-256 of the public key.
    package let keyID: Digest
    /// Ed25519, 32 bytes.
    package let publicKey: [UInt8]
    /// What opening the sealed key costs.
    package let cost: ScryptCost
    /// Whether a code of a second factor is asked for.
    package let hasTOTP: Bool
    /// SHA-256 of the sealed key as it is kept, so that an exchanged one is noticed.
    package let sealedKeyDigest: Digest

    package init(publicKey: [UInt8], cost: ScryptCost, hasTOTP: Bool, sealedKeyDigest: Digest) {
        keyID = Digest(of: publicKey)
        self.publicKey = publicKey
        self.cost = cost
        self.hasTOTP = hasTOTP
        self.sealedKeyDigest = sealedKeyDigest
    }

    /// How many bytes a public key has.
    package static let publicKeyLength = 32
}

/// What a guess at a password costs: the parameters of scrypt (RFC 7914).
package struct ScryptCost: Hashable, Sendable {
    /// N: a power of two; memory is 128 · N · r bytes.
    package let rounds: Int
    /// The r of the RFC: how large a block is.
    package let blockSize: Int
    /// The p of the RFC: how often it is done over.
    package let parallelism: Int

    package init(rounds: Int, blockSize: Int, parallelism: Int) {
        self.rounds = rounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// 32 MiB and about a quarter of a second (OWASP's choice with p = 3).
    package static let standard = ScryptCost(rounds: 1 << 15, blockSize: 8, parallelism: 3)

    /// Whether scrypt takes it and no file can make it eat the machine: at most a gibibyte.
    package var isUsable: Bool {
        (2...(1 << 20)).contains(rounds) && rounds.nonzeroBitCount == 1
            && (1...32).contains(blockSize) && (1...16).contains(parallelism)
            && 128 * rounds * blockSize <= 1 << 30
    }
}

/// That somebody takes responsibility for what is signed in their name, under their own signature.
package struct Acceptance: Hashable, Sendable {
    /// The revision of the statement.
    package let revision: String
    package let signature: AccountabilitySignature
    package let at: Instant
}
