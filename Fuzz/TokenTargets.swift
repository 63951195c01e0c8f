// SPDX-License-Identifier: Apache-2.0
#if canImport(Timestamping)
    import Canon
    import SwiftASN1

    @testable import EvidencePackage
    @testable import Timestamping

    /// Replies of time-stamping authorities, as the connector reads them before it checks signatures.
    enum TokenTargets {
        static let targets: [String: Property] = ["timestamp-token": token]

        /// Two readers see one token: whoever checks its signature, and whoever checks what it is over.
        @Sendable static func token(_ bytes: UnsafeRawBufferPointer) throws {
            let bytes = Array(bytes)
            guard let node = node(bytes), let signed = try? SignedToken(node),
                let statement = try? TimestampStatement(signed.content)
            else { return }
            try hold(
                statement.time.rfc3339.utf8.count == 27,
                "the time of a token has no four-digit year")
            guard let again = try? SignedToken(BER.parse(signed.encoded)) else {
                throw Broken("the token by itself is not read")
            }
            try hold(again.content == signed.content, "the token by itself says something else")
            guard let offline = TimeStampToken(bytes) else { return }
            try hold(
                offline.imprint == statement.imprint.bytes,
                "the offline verifier sees another imprint than the one that was signed")
            try hold(
                offline.time == statement.time,
                "the offline verifier sees \(offline.time.rfc3339), not \(statement.time.rfc3339)")
        }

        /// The token in a reply, or the bare one.
        private static func node(_ bytes: [UInt8]) -> ASN1Node? {
            // What is no reply may be a token, and what is neither is of no interest.
            if let reply = try? TimestampReply(bytes) { return reply.token }
            return try? BER.parse(bytes)
        }
    }
#endif
