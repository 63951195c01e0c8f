// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Fixtures
import Foundation
import Ledger
import Testing

@testable import Registrar

struct CredentialFolderTests {
    let folder = CredentialFolder(
        FileManager.default.temporaryDirectory
            .appending(path: "credentials-\(UUID().uuidString)").path)
    let lind = PersonID(number: 2)

    func credential() throws -> Credential {
        var credential = Credential(lind)
        credential.sealed = try SealedKey(
            .init(key: SigningKey(), totp: nil), under: "correct horse", cost: Gatehouse.cost,
            of: .init(origin: Gatehouse.origin, person: lind),
            salt: [UInt8](repeating: 1, count: 16))
        credential.failedAttempts = 2
        credential.lockedUntil = t0
        credential.lastStep = 59
        credential.setUp = SetUpToken.make(from: [UInt8](repeating: 7, count: 32), at: t0).0
        return credential
    }

    @Test func `What was written is read, and nobody else may read it`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        #expect(try folder.read(lind) == nil)
        let written = try credential()
        try folder.write(written)
        #expect(try folder.read(lind) == written)
        let attributes = try FileManager.default.attributesOfItem(
            atPath: "\(folder.path)/P-0002.json")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let above = try FileManager.default.attributesOfItem(atPath: folder.path)
        #expect(above[.posixPermissions] as? Int == 0o700)
    }

    @Test(.covers("P11-300d")) func `A file that others could read is not used`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try folder.write(try credential())
        let path = "\(folder.path)/P-0002.json"
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(throws: CredentialFault.readableByOthers(path, mode: 0o640)) {
            try folder.read(lind)
        }
    }

    @Test func `A damaged file, and that of somebody else, are said to be so`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try folder.write(try credential())
        let other = PersonID(number: 3)
        try FileManager.default.copyItem(
            atPath: "\(folder.path)/P-0002.json", toPath: "\(folder.path)/P-0003.json")
        #expect(throws: CredentialFault.damaged("\(folder.path)/P-0003.json")) {
            try folder.read(other)
        }
        try DurableFile.write(
            Array("{\"schema\":\"witnessmark.credential/1\"".utf8),
            to: "\(folder.path)/P-0002.json", mode: 0o600)
        #expect(throws: CredentialFault.damaged("\(folder.path)/P-0002.json")) {
            try folder.read(lind)
        }
    }

    @Test func `A code is good for half an hour, however it is typed`() {
        let (token, code) = SetUpToken.make(from: [UInt8](repeating: 0xA7, count: 32), at: t0)
        let end = t0.adding(microseconds: SetUpToken.lifeMicroseconds)
        #expect(token.takes(code, at: t0))
        #expect(token.takes(" " + code.lowercased().replacing("-", with: " "), at: t0))
        #expect(!token.takes(code, at: end))
        #expect(!token.takes(String(code.dropLast()), at: t0))
        #expect(SetUpToken(json: token.json) == token)
    }
}
