// SPDX-License-Identifier: Apache-2.0
import Canon

/// A time-stamp token that has been checked: this digest existed at this time, says this authority.
///
/// ``TimestampVerifier/token(in:over:nonce:)`` is the only way to get one, so whoever is handed a
/// `TimestampToken` need not check it again. Revocation is not checked.
package struct TimestampToken: Equatable, Sendable {
    /// The whole reply as it came, which is what a `.tsr` file holds.
    package let reply: [UInt8]
    /// The token in it as it came: CMS SignedData in a ContentInfo.
    package let token: [UInt8]
    /// What was time-stamped.
    package let imprint: Digest
    /// When the authority says it saw the digest.
    package let time: Instant
    /// By how many microseconds the time may be off either way, if the authority says so.
    package let accuracyMicroseconds: Int64?
    /// The rules that the authority says it followed.
    package let policy: OID
    /// The token's number at the authority, in lower-case hexadecimal.
    package let serial: String
    /// The subject of the certificate that signed, which led to a configured root.
    package let authority: String

    init(reply: [UInt8], signed: SignedToken, statement: TimestampStatement, authority: String) {
        self.reply = reply
        token = signed.encoded
        imprint = statement.imprint
        time = statement.time
        accuracyMicroseconds = statement.accuracyMicroseconds
        policy = statement.policy
        serial = statement.serial
        self.authority = authority
    }
}
