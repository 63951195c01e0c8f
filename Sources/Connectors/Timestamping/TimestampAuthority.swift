// SPDX-License-Identifier: Apache-2.0

/// A time-stamp service as a plant configured it: where it is, and whom to believe.
package struct TimestampAuthority: Sendable {
    private static let urlLengthMax = 2048

    /// The address that questions are posted to, `http` or `https`.
    ///
    /// Plain HTTP is usual and does no harm: the reply is signed and the digest says nothing. Any
    /// host is allowed, loopback too, because only an administrator sets it.
    package let url: String
    /// What replies are checked with.
    package let verifier: TimestampVerifier

    /// Takes an address, trusted certificates in PEM, and the policy to insist on, if any.
    package init(url: String, rootsPEM: String, policy: String? = nil) throws(MalformedAuthority) {
        let isPlain = url.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard url.utf8.count <= TimestampAuthority.urlLengthMax, isPlain,
            let scheme = ["http://", "https://"].first(where: url.lowercased().hasPrefix),
            !["", "/", ":", "?", "#"].contains(url.dropFirst(scheme.count).prefix(1))
        else { throw .address(url) }
        self.url = url
        let oid = policy.map { OID($0) }
        if case .some(.none) = oid { throw .policy(policy ?? "") }
        do {
            verifier = try TimestampVerifier(rootsPEM: rootsPEM, policy: oid ?? nil)
        } catch {
            throw .roots(error)
        }
    }
}

/// What is wrong with the settings of a time-stamp service.
package enum MalformedAuthority: Error, Equatable {
    case address(String)
    case policy(String)
    case roots(MalformedRoots)
}

extension MalformedAuthority: CustomStringConvertible {
    package var description: String {
        switch self {
        case .address(let url):
            "the time-stamp service's address must start with http:// or https://, not \(url)"
        case .policy(let text):
            "the time-stamp policy must be an object identifier such as 1.3.6.1.4.1.99999.1, "
                + "not \(text)"
        case .roots(let roots): roots.description
        }
    }
}
