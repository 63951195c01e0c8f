// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

import struct Crypto.HMAC
import struct Crypto.SHA256
import struct Crypto.SymmetricKey

struct DigestTests {
    static let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test func `The digest of abc is the one FIPS 180-4 prints`() {
        #expect(Digest(of: Array("abc".utf8)).hex == DigestTests.abc)
    }

    // An optimised build once lent zeros to whoever read more than a byte at a time.
    @Test func `Lent bytes are the digest's, however many are read at a time`() {
        let digest = Digest(of: Array("abc".utf8))
        let first = digest.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self).bigEndian }
        #expect(first == 0xba78_16bf_8f01_cfea)
        #expect(digest.withUnsafeBytes { [UInt8]($0) } == digest.bytes)
    }

    @Test func `Bytes in pieces give the digest of the whole`() {
        var stream = DigestStream()
        for byte in "abc".utf8 { stream.update([byte]) }
        #expect(stream.digest.hex == DigestTests.abc)
    }

    @Test(arguments: ["", "BA", "0g", "012"])
    func `Text that is not 64 lower-case digits is no digest`(text: String) {
        #expect(Digest(hex: text) == nil)
        #expect(Digest(hex: DigestTests.abc.uppercased()) == nil)
    }

    @Test func `HMAC agrees with RFC 4231 test case 2`() {
        let code = MAC.code(
            key: Array("Jefe".utf8),
            over: [Array("what do ya ".utf8), Array("want for nothing?".utf8)])
        #expect(code.hex == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test(arguments: [
        (
            20, 0x0b, "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            131, 0xaa, "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ])
    func `HMAC agrees with RFC 4231 test cases 1 and 6`(
        length: Int, byte: UInt8, text: String, code: String
    ) {
        let key = [UInt8](repeating: byte, count: length)
        #expect(MAC.code(key: key, over: [Array(text.utf8)]).hex == code)
    }

    // The code is put together from two hashes here; swift-crypto's own is the other opinion.
    @Test(arguments: [0, 1, 31, 32, 63, 64, 65, 200])
    func `HMAC agrees with swift-crypto for any length of key and text, in any pieces`(
        length: Int
    ) {
        let key = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7 + 1) }
        for count in [0, 1, 55, 56, 64, 119, 120, 1_000, 5_000] {
            let text = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 31 + length) }
            let expected = HMAC<SHA256>.authenticationCode(
                for: text, using: SymmetricKey(data: key))
            for cut in Set([0, count / 3, count]) {
                let code = MAC.code(key: key, over: [Array(text[..<cut]), [], Array(text[cut...])])
                #expect(code.bytes == Array(expected))
            }
        }
    }

    @Test func `Digests are in the order of their bytes`() {
        let digests = (0..<200).map { Digest(of: [UInt8($0)]) }
        #expect(
            digests.sorted() == digests.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) })
    }
}

struct Base64Tests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
    ])
    func `The vectors of RFC 4648 go both ways`(plain: String, text: String) {
        #expect(Base64.text(Array(plain.utf8)) == text)
        #expect(Base64.bytes(text) == Array(plain.utf8))
    }

    @Test(arguments: [
        "Zh==", "Zm9=", "Zg", "Zg=", "Zg==Zg==", "Zm9v\n", "Z===", "====", "Zm_v", "=AAA",
    ])
    func `A second spelling of a value is refused`(text: String) {
        #expect(Base64.bytes(text) == nil)
    }
}
