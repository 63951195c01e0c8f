// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing
import TransparencyLog

/// The rules that `Ed25519` states, each with the input that tells it from its opposite.
struct Ed25519Tests {
    /// The group order L, little-endian (RFC 8032 §5.1).
    static let order: [UInt8] = [
        0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ]
    static let identity: [UInt8] = [1] + Array(repeating: 0, count: 31)
    static let text = Array("text\n".utf8)

    /// Whether a seal of these bytes counts as one of the key.
    func accepts(_ bytes: [UInt8], of publicKey: [UInt8], over text: [UInt8] = text) throws -> Bool
    {
        let key = try VerifierKey(
            name: #require(KeyName("k")), type: .ed25519, publicKey: publicKey)
        let seal = try #require(Seal(name: key.name, keyID: key.id, bytes: bytes))
        do {
            _ = try SignedNote(text: text, seals: [seal]).verified(by: [key])
            return true
        } catch { return false }
    }

    func honest() throws -> (key: [UInt8], bytes: [UInt8]) {
        let key = try SealingKey(name: #require(KeyName("k")), seed: TestLog.seed)
        return (key.verifierKey.publicKey, try key.seal(Ed25519Tests.text).bytes)
    }

    @Test func `The key and signature of RFC 8032 test 2 verify`() throws {
        let seed = try #require(
            Hex.bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
        let key = try SealingKey(name: #require(KeyName("k")), seed: seed)
        #expect(
            Hex.text(key.verifierKey.publicKey)
                == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    }

    @Test func `S above the group order is refused`() throws {
        let (key, bytes) = try honest()
        #expect(try accepts(bytes, of: key))
        var (higher, carry) = (bytes, 0)
        for position in 0..<32 {
            let sum = Int(bytes[32 + position]) + Int(Ed25519Tests.order[position]) + carry
            higher[32 + position] = UInt8(truncatingIfNeeded: sum)
            carry = sum >> 8
        }
        #expect(try !accepts(higher, of: key))
    }

    @Test(arguments: [0, 63, 65, 128])
    func `A seal that has not 64 bytes is none`(count: Int) throws {
        let (key, bytes) = try honest()
        let other = (bytes + bytes).prefix(count)
        guard !other.isEmpty else { return }
        #expect(try !accepts(Array(other), of: key))
    }

    @Test func `R in another encoding of the same point is refused`() throws {
        // With the neutral element as key, R = identity and S = 0 fit every text. y = 1 can also be
        // written as p + 1, which is not canonical.
        let zero = Array(repeating: UInt8(0), count: 32)
        let canonical = Ed25519Tests.identity + zero
        let notCanonical = [0xEE] + Array(repeating: UInt8(0xFF), count: 30) + [0x7F] + zero
        #expect(try accepts(canonical, of: Ed25519Tests.identity))
        #expect(try !accepts(notCanonical, of: Ed25519Tests.identity))
    }

    @Test func `A key of small order is not refused for it, as the rules state`() throws {
        let forged = Ed25519Tests.identity + Array(repeating: UInt8(0), count: 32)
        #expect(try accepts(forged, of: Ed25519Tests.identity, over: Array("anything\n".utf8)))
    }

    @Test func `Bytes that are no point of the curve are a key that nothing verifies under`() throws
    {
        // y = 2 has no x on the curve.
        let noPoint = [2] + Array(repeating: UInt8(0), count: 31)
        #expect(try !accepts(honest().bytes, of: noPoint))
    }
}
