// SPDX-License-Identifier: Apache-2.0
import Canon

/// Why there is no time-stamp token, by name.
///
/// A time-stamp service that is down or wrong never stops anything: the caller shows "no token yet"
/// with this reason and asks again when ``isTransient`` says that it may help.
package enum TimestampFailure: Error, Equatable, Sendable {
    // MARK: Nothing usable came back

    /// No connection, or it broke.
    case unreachable(String)
    /// No complete reply in time.
    case timedOut(seconds: Int)
    /// The reply is longer than any honest one.
    case tooLong(byteCountMax: Int)
    /// The web server in front answered by itself; redirects are not followed.
    case answeredHTTP(status: Int)
    /// The authority understood the question and said no (RFC 3161 §2.4.2).
    case rejected(TimestampRejection)

    // MARK: What came back is not a token

    /// The bytes stop being a time-stamp reply at a place such as `TSTInfo.genTime`.
    case malformed(place: String, expected: String)
    /// An algorithm that is too weak, or that is not known here.
    case unsupported(what: String, OID)
    /// Something else was signed than a time-stamp.
    case notATimestamp(contentType: OID)
    /// An extension that must be understood and is not.
    case unknownCriticalExtension(OID)

    // MARK: It is a token, and not the one that was asked for

    /// The token is over other bytes.
    case otherImprint
    /// The token answers another question: a replay.
    case otherNonce
    /// The token was issued under another policy than the one configured.
    case otherPolicy(OID)

    // MARK: It is not to be believed

    /// The signed digest is not that of the time-stamp beside it.
    case digestMismatch
    /// The signed attributes name another content type.
    case contentTypeMismatch
    /// The reply does not hold the certificate of its signer.
    case signerMissing
    /// The signed attributes name another certificate than the signer's.
    case signerNotBound
    /// The time-stamp names another authority than the one that signed it.
    case otherAuthority(signer: String)
    /// The signature is not the signer's over these bytes.
    case signatureInvalid
    /// The signer's certificate is not for time-stamping, and for that only (RFC 3161 §2.3).
    case notForTimestamping(signer: String)
    /// The signer's certificate was not in force at the time in the token.
    case outsideValidity(signer: String, at: Instant)
    /// No chain leads from the signer to a configured root.
    case untrusted(signer: String, String)

    /// Whether the same question may well be answered later.
    package var isTransient: Bool {
        switch self {
        case .unreachable, .timedOut: true
        case .answeredHTTP(let status): status == 429 || status >= 500
        case .rejected(let rejection): rejection.isTransient
        case .tooLong, .malformed, .unsupported, .notATimestamp, .unknownCriticalExtension,
            .otherImprint, .otherNonce, .otherPolicy, .digestMismatch, .contentTypeMismatch,
            .signerMissing, .signerNotBound, .otherAuthority, .signatureInvalid,
            .notForTimestamping, .outsideValidity, .untrusted:
            false
        }
    }
}

extension TimestampFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreachable(let reason): "the time-stamp service cannot be reached: \(reason)"
        case .timedOut(let seconds): "the time-stamp service gave no answer in \(seconds) s"
        case .tooLong(let most): "the time-stamp service sent more than \(most) bytes"
        case .answeredHTTP(let status):
            "the time-stamp service answered HTTP \(status) instead of a reply; check its address"
        case .rejected(let rejection): rejection.description
        case .malformed(let place, let expected):
            "not a time-stamp reply: \(place) must be \(expected)"
        case .unsupported(let what, let oid): "\(what) \(oid) is not accepted"
        case .notATimestamp(let type): "the signed content is \(type), not a time-stamp"
        case .unknownCriticalExtension(let oid): "the critical extension \(oid) is not known"
        case .otherImprint: "the token is over other bytes"
        case .otherNonce: "the token answers another request"
        case .otherPolicy(let oid): "the token was issued under the policy \(oid)"
        case .digestMismatch: "the signed digest is not that of the time-stamp"
        case .contentTypeMismatch: "the signed content type is not that of a time-stamp"
        case .signerMissing: "the token does not hold its signer's certificate"
        case .signerNotBound: "the token is bound to another certificate than its signer's"
        case .otherAuthority(let signer):
            "the time-stamp names another authority than \(signer), who signed it"
        case .signatureInvalid: "the signature does not match"
        case .notForTimestamping(let signer):
            "the certificate of \(signer) is not for time-stamping alone"
        case .outsideValidity(let signer, let time):
            "the certificate of \(signer) was not in force at \(time.rfc3339Seconds)"
        case .untrusted(let signer, let reason):
            "the certificate of \(signer) does not lead to a configured root: \(reason)"
        }
    }
}
