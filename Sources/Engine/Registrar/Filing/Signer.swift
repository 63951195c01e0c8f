// SPDX-License-Identifier: Apache-2.0
import Canon
import Records

/// A person who has just proved who they are and whose key is open for one request.
///
/// The port behind which a password, a second factor or another organisation's sign-on stands.
package protocol Signer: Sendable {
    /// Commits to the signer's printed name; the same for every signature of the request.
    var nameCommitment: Digest { get }
    /// How the signer was recognised: `password`, `password+totp`.
    var authentication: String { get }
    /// Signs a statement with the person's own key.
    func sign(_ statement: SignatureStatement) throws -> GivenSignature
}
