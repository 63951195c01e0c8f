// SPDX-License-Identifier: Apache-2.0
import AsyncHTTPClient
import Canon
import Glibc
import NIOCore
import NIOHTTP1

/// Asks a time-stamp service for tokens over HTTP (RFC 3161 §3.4).
///
/// Tokens are rare, one a package or a checkpoint, so each question uses a connection of its own and
/// leaves nothing behind to be shut down. Redirects are not followed: they would let whoever answers
/// at the configured address send us to any other.
package struct TimestampClient: Sendable {
    /// How long one question may take from connecting to the last byte, in seconds.
    package static let secondsMax = 15
    private static let connectSecondsMax: Int64 = 5

    package let authority: TimestampAuthority
    private let secondsMax: Int

    /// Asks this authority, waiting at most so many seconds for each reply.
    package init(_ authority: TimestampAuthority, secondsMax: Int = TimestampClient.secondsMax) {
        self.authority = authority
        self.secondsMax = secondsMax
    }

    /// Gets a token over a digest and checks it.
    ///
    /// - Parameters:
    ///   - imprint: What is to be time-stamped, such as the digest of a checkpoint.
    ///   - nonce: A number that nobody can guess, so that no old reply fits.
    /// - Returns: A token that has been verified against the authority's roots.
    /// - Throws: Why there is none. Nothing else depends on it: go on without, and ask again later.
    package func token(
        over imprint: Digest, nonce: UInt64 = .random(in: .min ... .max)
    ) async throws(TimestampFailure) -> TimestampToken {
        let query = TimestampQuery(
            imprint: imprint, nonce: nonce, policy: authority.verifier.policy)
        let reply = try await post(query.encoded)
        return try await authority.verifier.token(in: reply, over: imprint, nonce: nonce)
    }

    private func post(_ body: [UInt8]) async throws(TimestampFailure) -> [UInt8] {
        let http = HTTPClient(configuration: configuration)
        let outcome = await first { await exchange(body, by: http) }
        do { try await http.shutdown() } catch {
            // The reply is complete or given up by now; how the connection closed changes nothing.
        }
        return try outcome.get()
    }

    /// What comes first: the outcome of the work, or the end of the time allowed.
    ///
    /// The HTTP client's own timeouts bound each silence; a service that sends a byte now and then
    /// would stay below them for ever.
    private func first(
        _ work: @escaping @Sendable () async -> Result<[UInt8], TimestampFailure>
    ) async -> Result<[UInt8], TimestampFailure> {
        await withTaskGroup(of: Result<[UInt8], TimestampFailure>.self) { group in
            group.addTask(operation: work)
            group.addTask {
                do { try await Task.sleep(for: .seconds(secondsMax)) } catch {
                    // Read only when the caller gave up; when the work is done, nobody looks.
                    return .failure(.unreachable("the request was cancelled"))
                }
                return .failure(.timedOut(seconds: secondsMax))
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(.timedOut(seconds: secondsMax))
        }
    }

    private func exchange(
        _ body: [UInt8], by http: HTTPClient
    ) async -> Result<[UInt8], TimestampFailure> {
        var request = HTTPClientRequest(url: authority.url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/timestamp-query")
        request.headers.add(name: "Accept", value: "application/timestamp-reply")
        request.body = .bytes(ByteBuffer(bytes: body))
        do {
            let response = try await http.execute(request, timeout: .seconds(Int64(secondsMax)))
            guard response.status == .ok else {
                return .failure(.answeredHTTP(status: Int(response.status.code)))
            }
            let body = try await response.body.collect(upTo: TimestampReply.byteCountMax)
            return .success(Array(body.readableBytesView))
        } catch is NIOTooManyBytesError {
            return .failure(.tooLong(byteCountMax: TimestampReply.byteCountMax))
        } catch let error as HTTPClientError {
            return .failure(TimestampClient.failure(error, after: secondsMax))
        } catch let error as IOError where error.errnoCode == ECONNREFUSED {
            return .failure(.unreachable("nobody listens at \(authority.url)"))
        } catch {
            return .failure(.unreachable("\(error)"))
        }
    }

    private static func failure(
        _ error: HTTPClientError, after seconds: Int
    ) -> TimestampFailure {
        let timeouts: [HTTPClientError] = [
            .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded,
            .getConnectionFromPoolTimeout, .tlsHandshakeTimeout,
        ]
        return timeouts.contains(error)
            ? .timedOut(seconds: seconds) : .unreachable(error.shortDescription)
    }

    private var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(
                connect: .seconds(TimestampClient.connectSecondsMax),
                read: .seconds(Int64(secondsMax)), write: .seconds(Int64(secondsMax))),
            decompression: .disabled)
        // A refused connection is an answer: said at once, not tried until the time is up.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        return configuration
    }
}
