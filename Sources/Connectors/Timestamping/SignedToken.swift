// SPDX-License-Identifier: Apache-2.0
import SwiftASN1

/// The CMS envelope of a token: content, certificates and one signer (SignedData, RFC 5652 §5).
///
/// Read, not verified. Every part that is signed or hashed is kept as the bytes that came; nothing is
/// encoded again. The certificate set may be out of order: `openssl ts -chain` writes it so.
struct SignedToken {
    /// Certificates in one token; the bound also keeps chain building short.
    private static let certificatesMax = 16
    private static let digestsMax = 16

    /// The whole token.
    let encoded: [UInt8]
    /// What is signed: the bytes of the TSTInfo.
    let content: [UInt8]
    /// The certificates, each as it came.
    let certificates: [ASN1Node]
    let signer: TokenSigner

    init(_ node: ASN1Node) throws(TimestampFailure) {
        encoded = [UInt8](node.encodedBytes)
        var outer = try FieldReader(node, at: "ContentInfo")
        let type = try outer.oid("contentType")
        guard type == .signedData else { throw .notATimestamp(contentType: type) }
        let explicit = try outer.next("content")
        try outer.end()
        var wrapper = try FieldReader(explicit, .context(0), at: "ContentInfo.content")

        var fields = try FieldReader(wrapper.next("SignedData"), at: "SignedData")
        try wrapper.end()
        _ = try fields.number("version", in: 1...5)
        let digests = try SignedToken.digests(fields.next("digestAlgorithms"))
        content = try SignedToken.content(fields.next("encapContentInfo"))
        certificates = try SignedToken.certificates(fields.next(ifContext: 0))
        // Revocation lists: not used.
        _ = fields.next(ifContext: 1)
        var signers = try FieldReader(
            fields.next("signerInfos"), .set, at: "SignedData.signerInfos")
        try fields.end()
        signer = try TokenSigner(signers.next("SignerInfo"))
        // A token has the authority's signature and no other (RFC 3161 §2.4.2).
        try signers.end()
        guard digests.contains(signer.digestAlgorithm.oid) else {
            throw .malformed(
                place: "SignedData.digestAlgorithms", expected: "a list with the signer's digest")
        }
    }

    private static func digests(_ node: ASN1Node) throws(TimestampFailure) -> [OID] {
        let place = "SignedData.digestAlgorithms"
        var set = try FieldReader(node, .set, at: place)
        var digests: [OID] = []
        for element in try set.rest(countMax: digestsMax) {
            digests.append(try AlgorithmName(element, at: place).oid)
        }
        return digests
    }

    private static func content(_ node: ASN1Node) throws(TimestampFailure) -> [UInt8] {
        var fields = try FieldReader(node, at: "SignedData.encapContentInfo")
        let type = try fields.oid("eContentType")
        guard type == .timestampInfo else { throw .notATimestamp(contentType: type) }
        var wrapper = try FieldReader(
            fields.next("eContent"), .context(0), at: "SignedData.encapContentInfo")
        let content = try wrapper.octets("eContent")
        try wrapper.end()
        try fields.end()
        return content
    }

    private static func certificates(_ node: ASN1Node?) throws(TimestampFailure) -> [ASN1Node] {
        guard let node else { return [] }
        var set = try FieldReader(node, .context(0), at: "SignedData.certificates")
        // Other kinds of certificate carry a context tag; there is no use for them here.
        return try set.rest(countMax: certificatesMax).filter { $0.identifier == .sequence }
    }
}

extension ASN1Identifier {
    static func context(_ number: UInt) -> ASN1Identifier {
        ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific)
    }
}
