// SPDX-License-Identifier: Apache-2.0
import SwiftASN1
import X509

/// What a chain must look like when its leaf signs time-stamps (RFC 3161 §2.3, RFC 5280 §4.2.1).
struct TimestampingPolicy: VerifierPolicy {
    let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [
        .X509ExtensionID.extendedKeyUsage, .X509ExtensionID.keyUsage,
    ]

    func chainMeetsPolicyRequirements(
        chain: UnverifiedCertificateChain
    ) -> PolicyEvaluationResult {
        guard TimestampingPolicy.isForTimestampingOnly(chain.leaf) else {
            return .failsToMeetPolicy(reason: "the signer is not for time-stamping alone")
        }
        guard chain.dropFirst().allSatisfy(TimestampingPolicy.mayIssue) else {
            return .failsToMeetPolicy(reason: "an issuer may not issue for time-stamping")
        }
        return .meetsPolicy
    }

    /// Whether a certificate has the extended key usage critical, with time-stamping as its only use.
    ///
    /// A key that also serves a web site or signs software would let whoever runs that make time.
    static func isForTimestampingOnly(_ certificate: Certificate) -> Bool {
        // Extensions that cannot be read allow nothing.
        guard let raw = certificate.extensions[oid: .X509ExtensionID.extendedKeyUsage],
            raw.critical, let usages = try? ExtendedKeyUsage(raw),
            usages.elementsEqual([.timeStamping])
        else { return false }
        guard let rawUsage = certificate.extensions[oid: .X509ExtensionID.keyUsage] else {
            return true
        }
        // As above.
        guard let usage = try? KeyUsage(rawUsage) else { return false }
        return usage.digitalSignature || usage.nonRepudiation
    }

    /// Whether nothing in an issuer's certificate forbids it to issue for time-stamping.
    private static func mayIssue(_ certificate: Certificate) -> Bool {
        if let raw = certificate.extensions[oid: .X509ExtensionID.keyUsage] {
            // An extension that cannot be read allows nothing.
            guard let usage = try? KeyUsage(raw), usage.keyCertSign else { return false }
        }
        if let raw = certificate.extensions[oid: .X509ExtensionID.extendedKeyUsage] {
            // As above.
            guard let usages = try? ExtendedKeyUsage(raw),
                usages.contains(.timeStamping) || usages.contains(.any)
            else { return false }
        }
        return true
    }
}
