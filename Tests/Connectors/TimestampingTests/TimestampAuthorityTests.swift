// SPDX-License-Identifier: Apache-2.0
import Testing
import Timestamping

struct TimestampAuthorityTests {
    @Test(arguments: [
        "", "tsa.example", "ftp://tsa.example/", "file:///etc/passwd", "http://", "https:///x",
        "http://tsa.example/a b", "http://tsa.example/\r\nX: y", "http://?x", "http://:80/",
        "http://" + String(repeating: "a", count: 2048),
    ])
    func `An address that is not one of HTTP is refused`(url: String) {
        #expect(throws: MalformedAuthority.address(url)) {
            try TimestampAuthority(url: url, rootsPEM: "")
        }
    }

    @Test func `A policy that is no object identifier is refused`() {
        #expect(throws: MalformedAuthority.policy("gold")) {
            try TimestampAuthority(url: "http://tsa.example/", rootsPEM: "", policy: "gold")
        }
    }

    @Test(arguments: [
        "", "no certificate",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n", "-----BEGIN KEY-----\nAAAA\n-----END KEY-----\n",
        String(repeating: "\n", count: 1_048_577),
    ])
    func `Roots that hold no certificate are refused`(pem: String) {
        #expect(throws: MalformedRoots.self) { try TimestampVerifier(rootsPEM: pem) }
    }
}
