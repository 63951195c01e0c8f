// SPDX-License-Identifier: Apache-2.0
import SwiftASN1
import X509

/// A certificate that came with a token, with the bytes it came as.
struct TokenCertificate {
    let certificate: Certificate
    let encoded: ArraySlice<UInt8>

    /// The holder, as people write it: `CN=Test TSA,O=Plant 7`.
    var name: String { PrintableText.of(certificate.subject.description) }

    /// Whether this is the certificate that a signer's name points at.
    func isNamed(by name: TokenSigner.Name) -> Bool {
        switch name {
        case .issuer(let issuer, let serial):
            // An issuer that cannot be read is nobody's.
            guard let issuer = try? DistinguishedName(derEncoded: issuer) else { return false }
            return issuer == certificate.issuer
                && Certificate.SerialNumber(bytes: serial) == certificate.serialNumber
        case .keyIdentifier(let identifier):
            // An extension that cannot be read names no key.
            let own = try? certificate.extensions.subjectKeyIdentifier
            return own.map { $0.keyIdentifier.elementsEqual(identifier) } ?? false
        }
    }

    /// Whether the name in a time-stamp, if there is one, is the holder's (RFC 3161 §2.4.2, `tsa`).
    func isHolder(_ wrappedName: ASN1Node?) throws(TimestampFailure) -> Bool {
        guard let wrappedName else { return true }
        var wrapper = try FieldReader(wrappedName, .context(0), at: "TSTInfo.tsa")
        // A name that cannot be read is nobody's.
        guard let name = try? GeneralName(derEncoded: wrapper.next("tsa")) else { return false }
        try wrapper.end()
        if name == .directoryName(certificate.subject) { return true }
        // Alternative names that cannot be read name nobody.
        let others = try? certificate.extensions.subjectAlternativeNames
        return others?.contains(name) ?? false
    }
}

extension SignedToken {
    /// The certificates that can be read; one that cannot is no use as an intermediate.
    var readableCertificates: [TokenCertificate] {
        certificates.compactMap { node in
            // A certificate of an unknown kind of key is left out, and what needs it will say so.
            guard let certificate = try? Certificate(derEncoded: node) else { return nil }
            return TokenCertificate(certificate: certificate, encoded: node.encodedBytes)
        }
    }
}
