// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// Whom the reader of a package believes, and how that came about.
///
/// Only what the reader gives counts. A key that lies in the package itself proves nothing: whoever
/// forges a package forges the key beside it.
public struct PackageTrust: Sendable {
    /// `nil` when nothing was given.
    public let policy: TrustPolicy?
    /// What was given, as the reader called it: a file's name or a key.
    public let given: [String]

    /// Nothing is believed; the verdict can be *failed* or *cannot tell*.
    public static let nobody = PackageTrust(policy: nil, given: [])

    /// Believes a policy.
    public init(_ policy: TrustPolicy, given: String) {
        self.init(policy: policy, given: [given])
    }

    /// Believes logs by their keys, and a policy if there is one.
    ///
    /// A key that the policy names already changes nothing.
    ///
    /// - Parameters:
    ///   - keys: keys of logs, each with what the reader called it.
    ///   - policyText: the text of a policy file, and its name.
    /// - Throws: ``MalformedText`` when the policy cannot be read.
    public init(
        keys: [(key: VerifierKey, name: String)], policy policyText: (text: [UInt8], name: String)?
    ) throws(MalformedText) {
        let written = try policyText.map { given throws(MalformedText) in
            try TrustPolicy(given.text)
        }
        var lines: [UInt8] = []
        var seen = written?.logs.map(\.key.publicKey) ?? []
        for (key, _) in keys where !seen.contains(key.publicKey) {
            seen.append(key.publicKey)
            lines += Array("log \(key.text)\n".utf8)
        }
        let names = keys.map(\.name) + (policyText.map { [$0.name] } ?? [])
        if let policyText {
            self.init(policy: try TrustPolicy(lines + policyText.text), given: names)
        } else if !keys.isEmpty {
            self.init(policy: try TrustPolicy(lines + Array("quorum none\n".utf8)), given: names)
        } else {
            self = .nobody
        }
    }

    private init(policy: TrustPolicy?, given: [String]) {
        self.policy = policy
        self.given = given
    }
}
