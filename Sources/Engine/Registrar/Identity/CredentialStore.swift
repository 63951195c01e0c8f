// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Glibc
import Ledger

/// Where credentials are kept. Contract:
///
/// - What `write` took is durable when it returns, whole or not at all.
/// - `read` gives what was last written; `nil` when nothing ever was.
/// - Nobody but the product reads it.
package protocol CredentialStore: Sendable {
    func read(_ person: PersonID) throws -> Credential?
    func write(_ credential: Credential) throws
    /// The token for the first administrator.
    func setUpToken() throws -> SetUpToken?
    func write(setUpToken: SetUpToken) throws
}

/// Credentials as one file a person, which nobody but the owner may read.
package struct CredentialFolder: CredentialStore {
    /// Ends without a slash.
    package let path: String

    package static let mode: mode_t = 0o600
    private static let byteCountMax = 64 << 10

    package init(_ path: String) { self.path = path }

    package func read(_ person: PersonID) throws -> Credential? {
        guard let json = try json(of: file(person.text)) else { return nil }
        guard let credential = Credential(json: json), credential.person == person else {
            throw CredentialFault.damaged(file(person.text))
        }
        return credential
    }

    package func write(_ credential: Credential) throws {
        try write(credential.json, to: file(credential.person.text))
    }

    package func setUpToken() throws -> SetUpToken? {
        guard let json = try json(of: file("set-up")) else { return nil }
        guard let token = SetUpToken(json: json) else {
            throw CredentialFault.damaged(file("set-up"))
        }
        return token
    }

    package func write(setUpToken: SetUpToken) throws {
        try write(setUpToken.json, to: file("set-up"))
    }

    private func file(_ name: String) -> String { "\(path)/\(name).json" }

    private func json(of file: String) throws -> JSON? {
        var status = stat()
        guard stat(file, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw FileFault(file, "be opened")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw CredentialFault.readableByOthers(file, mode: status.st_mode & 0o777)
        }
        guard let bytes = try DurableFile.read(file, atMost: CredentialFolder.byteCountMax) else {
            return nil
        }
        do throws(JSONError) { return try JSON(parsing: bytes) } catch {
            throw CredentialFault.damaged(file)
        }
    }

    private func write(_ json: JSON, to file: String) throws {
        if mkdir(path, 0o700) == 0 { try DurableFile.syncFolder(of: path) }
        try DurableFile.write(json.canonical + [0x0A], to: file, mode: CredentialFolder.mode)
    }
}

/// Why a credential was not taken from where it is kept.
package enum CredentialFault: Error, Hashable, Sendable, CustomStringConvertible {
    case damaged(String)
    case readableByOthers(String, mode: mode_t)

    package var description: String {
        switch self {
        case .damaged(let path):
            "\(path) is damaged. An administrator can reset that person's password."
        case .readableByOthers(let path, let mode):
            "\(path) has mode \(String(mode, radix: 8)), so others could have copied it and guess "
                + "at the password at leisure. chmod 600 it, and change the password."
        }
    }
}
