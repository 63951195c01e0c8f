// SPDX-License-Identifier: Apache-2.0
import Canon
import SwiftASN1
@_spi(FixedExpiryValidationTime) import X509

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Checks time-stamp tokens against roots that the plant chose.
///
/// It needs no network and no clock: a certificate is judged at the time in the token, so a token is
/// as good in ten years as today. It does not ask whether a certificate was revoked.
package struct TimestampVerifier: Sendable {
    private static let rootsMax = 64
    private static let pemLengthMax = 1_048_576
    private static let reasonsMax = 3

    private let roots: [Certificate]
    /// The only policy accepted, or `nil` for any.
    package let policy: OID?

    /// Takes the root certificates to trust, as PEM text.
    package init(rootsPEM: String, policy: OID? = nil) throws(MalformedRoots) {
        guard rootsPEM.utf8.count <= TimestampVerifier.pemLengthMax else {
            throw MalformedRoots(reason: "more than \(TimestampVerifier.pemLengthMax) bytes")
        }
        do {
            roots = try PEMDocument.parseMultiple(pemString: rootsPEM)
                .filter { $0.discriminator == Certificate.defaultPEMDiscriminator }
                .map { try Certificate(pemDocument: $0) }
        } catch {
            throw MalformedRoots(reason: "\(error)")
        }
        guard (1...TimestampVerifier.rootsMax).contains(roots.count) else {
            throw MalformedRoots(reason: "\(roots.count) certificates")
        }
        self.policy = policy
    }

    /// The token in a reply, if everything about it holds.
    ///
    /// - Parameters:
    ///   - reply: A whole TimeStampResp, which is what a `.tsr` file holds.
    ///   - imprint: The digest that was to be time-stamped.
    ///   - nonce: The number sent with the question; `nil` when a kept token is checked again.
    /// - Returns: The token, with the time it vouches for.
    /// - Throws: The first thing found wrong.
    package func token(
        in reply: [UInt8], over imprint: Digest, nonce: UInt64? = nil
    ) async throws(TimestampFailure) -> TimestampToken {
        let signed = try SignedToken(TimestampReply(reply).token)
        let statement = try TimestampStatement(signed.content)
        try checkAnswer(statement, to: imprint, nonce: nonce)
        let signer = try checkSignature(of: signed)
        guard try signer.isHolder(statement.authority) else {
            throw .otherAuthority(signer: signer.name)
        }
        try await checkTrust(in: signer, among: signed.readableCertificates, at: statement.time)
        return TimestampToken(
            reply: reply, signed: signed, statement: statement, authority: signer.name)
    }

    /// Asks whether it is an answer to the question.
    private func checkAnswer(
        _ statement: TimestampStatement, to imprint: Digest, nonce: UInt64?
    ) throws(TimestampFailure) {
        guard statement.imprint == imprint else { throw .otherImprint }
        if let nonce, statement.nonce != TimestampQuery.integer(nonce) { throw .otherNonce }
        if let policy, statement.policy != policy { throw .otherPolicy(statement.policy) }
    }

    /// Asks whether the holder of a certificate in the token signed exactly this.
    private func checkSignature(of token: SignedToken) throws(TimestampFailure) -> TokenCertificate
    {
        let signer = token.signer
        let digest = try HashAlgorithm(signer.digestAlgorithm)
        guard try signer.contentType() == .timestampInfo else { throw .contentTypeMismatch }
        guard try signer.messageDigest() == digest.digest(of: token.content) else {
            throw .digestMismatch
        }
        guard
            let certificate = token.readableCertificates.first(where: {
                $0.isNamed(by: signer.name)
            })
        else { throw .signerMissing }
        // The name is not signed, so anyone may swap in another certificate of the same key; the
        // signed digest of the certificate is what binds it.
        for digest in try signer.certificateDigests() {
            guard digest.names(certificate.encoded) else { throw .signerNotBound }
        }
        let scheme = try SignatureScheme(signer.signatureAlgorithm, digest: digest)
        guard
            scheme.isValid(
                signer.signature, over: signer.signedBytes, by: certificate.certificate.publicKey)
        else { throw .signatureInvalid }
        return certificate
    }

    /// Asks whether that certificate was good for this, at that time, under a configured root.
    private func checkTrust(
        in signer: TokenCertificate, among others: [TokenCertificate], at time: Instant
    ) async throws(TimestampFailure) {
        let certificate = signer.certificate
        guard TimestampingPolicy.isForTimestampingOnly(certificate) else {
            throw .notForTimestamping(signer: signer.name)
        }
        // Certificates count in whole seconds, and the last one is included (RFC 5280 §4.1.2.5).
        let date = Date(timeIntervalSince1970: Double(time.seconds))
        guard certificate.notValidBefore <= date, date <= certificate.notValidAfter else {
            throw .outsideValidity(signer: signer.name, at: time)
        }
        var verifier = Verifier(rootCertificates: CertificateStore(roots)) {
            TimestampingPolicy()
            RFC5280Policy(fixedExpiryValidationTime: date)
        }
        let result = await verifier.validate(
            leaf: certificate, intermediates: CertificateStore(others.map(\.certificate)))
        switch result {
        case .validCertificate: return
        case .couldNotValidate(let failures):
            let reasons = failures.prefix(TimestampVerifier.reasonsMax).map {
                PrintableText.of("\($0.policyFailureReason)")
            }
            throw .untrusted(
                signer: signer.name,
                reasons.isEmpty ? "no chain was found" : reasons.joined(separator: "; "))
        }
    }
}

/// Why a list of trusted certificates cannot be used.
package struct MalformedRoots: Error, Equatable, CustomStringConvertible {
    package let reason: String

    package var description: String {
        "the time-stamp roots must be one to 64 certificates in PEM: \(reason)"
    }
}
