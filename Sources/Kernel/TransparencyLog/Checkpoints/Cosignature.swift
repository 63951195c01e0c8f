// SPDX-License-Identifier: Apache-2.0
import Canon

/// A witness's seal under a checkpoint, with the time it states (C2SP tlog-cosignature, Ed25519).
///
/// It says: as of this time, this is the largest tree of this log that I have seen, and every one I
/// saw before was its beginning.
public struct Cosignature: Hashable, Sendable {
    /// When the witness says it was made, in seconds since 1970-01-01T00:00:00Z.
    public let posixSeconds: UInt64
    /// 64 bytes of Ed25519.
    private let signature: [UInt8]

    private static let timeLength = 8

    /// Takes a seal apart.
    ///
    /// `nil` unless it has 8 bytes of time, at most 2^63-1, and 64 bytes of Ed25519. Nothing is
    /// checked by that.
    public init?(_ seal: Seal) {
        guard seal.bytes.count == Cosignature.timeLength + Ed25519.signatureLength else {
            return nil
        }
        posixSeconds = seal.bytes.prefix(Cosignature.timeLength).reduce(0) { $0 << 8 | UInt64($1) }
        guard posixSeconds <= UInt64(Int64.max) else { return nil }
        signature = Array(seal.bytes.dropFirst(Cosignature.timeLength))
    }

    /// What is sealed: a line that says what this is, a line with the time, the whole checkpoint text.
    public static func message(over text: [UInt8], at posixSeconds: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(posixSeconds)\n".utf8) + text
    }

    func isValid(of key: VerifierKey, over text: [UInt8]) -> Bool {
        Ed25519.isValid(
            signature, of: key.publicKey,
            over: Cosignature.message(over: text, at: posixSeconds))
    }
}

extension SealingKey {
    /// Cosigns the text of a checkpoint.
    ///
    /// - Parameters:
    ///   - text: the whole text of the checkpoint's note.
    ///   - posixSeconds: the time to state, in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: the line for the note.
    /// - Throws: ``SealingError``.
    public func cosign(_ text: [UInt8], at posixSeconds: UInt64) throws(SealingError) -> Seal {
        guard text.last == 0x0A else { throw .lineNotEnded }
        guard posixSeconds <= UInt64(Int64.max) else { throw .timeOutOfRange }
        let time = (0..<8).reversed().map { UInt8(truncatingIfNeeded: posixSeconds >> (8 * $0)) }
        let message = Cosignature.message(over: text, at: posixSeconds)
        return try made(by: cosignerKey, time + signature(over: message))
    }
}
