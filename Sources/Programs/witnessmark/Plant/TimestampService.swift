// SPDX-License-Identifier: Apache-2.0
import Assembly
import Canon

#if canImport(Timestamping)
    import Timestamping

    /// An RFC 3161 service as the assembler asks it.
    struct TimestampService: TimeStamping {
        private let client: TimestampClient

        init(url: String, rootsPEM: String) throws {
            client = TimestampClient(try TimestampAuthority(url: url, rootsPEM: rootsPEM))
        }

        func token(over digest: Digest) async throws -> (reply: [UInt8], time: Instant) {
            let token = try await client.token(over: digest)
            return (token.reply, token.time)
        }
    }
#endif

/// A service whose settings are not in order: asked, it says why there is no token.
///
/// It is found out when a package is made and must not stop that, so it stands in for the service.
struct UnusableTimestampService: TimeStamping {
    let reason: String

    func token(over digest: Digest) async throws -> (reply: [UInt8], time: Instant) {
        throw Unusable(reason: reason)
    }

    private struct Unusable: Error, CustomStringConvertible {
        let reason: String
        var description: String { reason }
    }
}
