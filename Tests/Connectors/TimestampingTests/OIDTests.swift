// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Timestamping

struct OIDTests {
    @Test(arguments: [
        ("1.2.840.113549.1.7.2", [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]),
        ("2.16.840.1.101.3.4.2.1", [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]),
        ("2.999.1", [0x88, 0x37, 0x01]),
        ("0.39", [0x27]),
    ])
    func `Text and encoding belong together`(text: String, content: [UInt8]) {
        #expect(OID(text)?.content == content)
        #expect(OID(content: content)?.text == text)
    }

    @Test(arguments: [
        "", "1", "1.", ".1", "3.1", "1.40", "1.2.-3", "1.2.+3", "1.02", "1.2 ", "1.2.x", "٠.1",
        "1.2.99999999999999999999", "1.4611686018427387904",
        "1.2" + String(repeating: ".1", count: 64),
    ])
    func `Text with another spelling is refused`(text: String) {
        #expect(OID(text) == nil)
    }

    @Test(arguments: [
        [], [0x80, 0x01], [0x2A, 0x80, 0x01], [0x2A, 0x86],
        [0x2A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
        [UInt8](repeating: 1, count: 65),
    ])
    func `An encoding that is padded, unfinished or too large is refused`(content: [UInt8]) {
        #expect(OID(content: content) == nil)
    }
}
