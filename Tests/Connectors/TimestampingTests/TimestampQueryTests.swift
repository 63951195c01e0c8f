// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

@testable import Timestamping

struct TimestampQueryTests {
    @Test func `A question is the DER of RFC 3161`() {
        let query = TimestampQuery(imprint: imprint, nonce: 0x80, policy: OID("1.2.3.4"))
        let algorithm = "300d0609608648016503040201" + "0500"
        let expected =
            "3042020101" + "3031" + algorithm + "0420" + imprint.hex + "06032a0304" + "02020080"
            + "0101ff"
        #expect(Hex.text(query.encoded) == expected)
    }

    @Test(arguments: [
        (UInt64(0), "00"), (1, "01"), (0x7F, "7f"), (0x80, "0080"), (0x1234, "1234"),
        (.max, "00ffffffffffffffff"),
    ])
    func `A nonce is the shortest INTEGER that is not negative`(nonce: UInt64, hex: String) {
        #expect(Hex.text(TimestampQuery.integer(nonce)) == hex)
    }

    @Test(.enabled(if: TestAuthority.isPossible, TestAuthority.missing))
    func `openssl reads the question as it was meant`() throws {
        let authority = try TestAuthority.shared
        let query = TimestampQuery(imprint: imprint, nonce: .max, policy: OID("2.999.7"))
        let file = try authority.file(query.encoded)
        let text = try authority.openssl("ts", "-query", "-in", file, "-text").text
        #expect(text.contains("Hash Algorithm: sha256"))
        #expect(text.contains("Policy OID: 2.999.7"))
        #expect(text.contains("Nonce: 0xFFFFFFFFFFFFFFFF"))
        #expect(text.contains("Certificate required: yes"))
    }
}
