// SPDX-License-Identifier: Apache-2.0
import SwiftASN1

/// Who signed a token, over what, and how (SignerInfo, RFC 5652 §5.3).
struct TokenSigner {
    private static let attributesMax = 64

    /// How the signer's certificate is named: a hint to find it by, for it is not signed.
    enum Name {
        case issuer(ASN1Node, serial: [UInt8])
        case keyIdentifier([UInt8])
    }

    let name: Name
    let digestAlgorithm: AlgorithmName
    let signatureAlgorithm: AlgorithmName
    let signature: [UInt8]
    /// The bytes that the signature is over.
    let signedBytes: [UInt8]
    private let attributes: [OID: ASN1Node]

    init(_ node: ASN1Node) throws(TimestampFailure) {
        var fields = try FieldReader(node, at: "SignerInfo")
        _ = try fields.number("version", in: 1...5)
        name = try TokenSigner.name(fields.next("sid"))
        digestAlgorithm = try fields.algorithm("digestAlgorithm")
        guard let signed = fields.next(ifContext: 0) else {
            throw .malformed(place: "SignerInfo.signedAttrs", expected: "present")
        }
        signedBytes = try TokenSigner.signedBytes(signed)
        attributes = try TokenSigner.attributes(signed)
        signatureAlgorithm = try fields.algorithm("signatureAlgorithm")
        signature = try fields.octets("signature")
        _ = fields.next(ifContext: 1)
        try fields.end()
    }

    /// The content type that the signer says was signed.
    func contentType() throws(TimestampFailure) -> OID {
        try FieldReader.oid(attribute(.contentType), at: "SignerInfo.signedAttrs.contentType")
    }

    /// The digest of the content that was signed.
    func messageDigest() throws(TimestampFailure) -> [UInt8] {
        let node = try attribute(.messageDigest)
        guard node.identifier == .octetString, case .primitive(let digest) = node.content else {
            throw .malformed(
                place: "SignerInfo.signedAttrs.messageDigest", expected: "an OCTET STRING")
        }
        return [UInt8](digest)
    }

    /// The digests by which the signer names its own certificate.
    ///
    /// There must be one at least (RFC 3161 §2.4.2, RFC 5816 §2.2.1); where there are two, both count.
    func certificateDigests() throws(TimestampFailure) -> [CertificateDigest] {
        var digests: [CertificateDigest] = []
        if attributes[.signingCertificateV2] != nil {
            digests.append(try certificateDigestV2())
        }
        if attributes[.signingCertificate] != nil {
            var identifier = try identifier(in: .signingCertificate, at: "ESSCertID")
            digests.append(
                CertificateDigest(algorithm: .sha1, value: try identifier.octets("certHash")))
        }
        guard !digests.isEmpty else { throw .signerNotBound }
        return digests
    }

    private func certificateDigestV2() throws(TimestampFailure) -> CertificateDigest {
        var identifier = try identifier(in: .signingCertificateV2, at: "ESSCertIDv2")
        var algorithm = HashAlgorithm.sha256
        if let given = identifier.next(ifTagged: .sequence) {
            algorithm = try HashAlgorithm(AlgorithmName(given, at: "ESSCertIDv2.hashAlgorithm"))
        }
        return CertificateDigest(algorithm: algorithm, value: try identifier.octets("certHash"))
    }

    /// The first of the certificate identifiers in an attribute; it is the signer's (RFC 5035 §3).
    private func identifier(
        in attribute: OID, at place: String
    ) throws(TimestampFailure) -> FieldReader {
        var value = try FieldReader(self.attribute(attribute), at: place)
        var list = try FieldReader(value.next("certs"), at: place)
        return try FieldReader(list.next("certs"), at: place)
    }

    private func attribute(_ oid: OID) throws(TimestampFailure) -> ASN1Node {
        guard let values = attributes[oid] else {
            throw .malformed(place: "SignerInfo.signedAttrs.\(oid)", expected: "present")
        }
        var set = try FieldReader(values, .set, at: "SignerInfo.signedAttrs.\(oid)")
        let value = try set.next("value")
        try set.end()
        return value
    }

    /// The attributes as they were signed, which is not quite as they are sent.
    ///
    /// They are signed as a SET OF and sent under a tag of their own: the first byte is put back
    /// (RFC 5652 §5.4). Sorting them again would hide what was really signed.
    private static func signedBytes(_ node: ASN1Node) throws(TimestampFailure) -> [UInt8] {
        var bytes = [UInt8](node.encodedBytes)
        guard bytes.count >= 2, bytes[1] != 0x80 else {
            throw .malformed(place: "SignerInfo.signedAttrs", expected: "of definite length")
        }
        bytes[0] = 0x31
        return bytes
    }

    private static func attributes(_ node: ASN1Node) throws(TimestampFailure) -> [OID: ASN1Node] {
        let place = "SignerInfo.signedAttrs"
        var list = try FieldReader(node, .context(0), at: place)
        var attributes: [OID: ASN1Node] = [:]
        for element in try list.rest(countMax: attributesMax) {
            var fields = try FieldReader(element, at: place)
            let oid = try fields.oid("attrType")
            let values = try fields.next("attrValues")
            try fields.end()
            // Two values for one attribute would let two readers see two digests.
            guard attributes.updateValue(values, forKey: oid) == nil else {
                throw .malformed(place: "\(place).\(oid)", expected: "given once")
            }
        }
        return attributes
    }

    private static func name(_ node: ASN1Node) throws(TimestampFailure) -> Name {
        if node.identifier == .context(0), case .primitive(let identifier) = node.content {
            return .keyIdentifier([UInt8](identifier))
        }
        var fields = try FieldReader(node, at: "SignerInfo.sid")
        let issuer = try fields.next("issuer")
        let serial = try fields.integer("serialNumber")
        try fields.end()
        return .issuer(issuer, serial: serial)
    }
}
