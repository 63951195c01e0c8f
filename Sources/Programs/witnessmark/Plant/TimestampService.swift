// SPDX-License-Identifier: Apache-2.0
#if canImport(Timestamping)
    import Assembly
    import Canon
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
