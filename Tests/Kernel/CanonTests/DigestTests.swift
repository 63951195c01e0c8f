// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

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
