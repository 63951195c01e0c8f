// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

@testable import Registrar

struct TOTPTests {
    let totp = TOTP(secret: Array("12345678901234567890".utf8))

    /// RFC 6238, appendix B.
    @Test(
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"), (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func `Codes are those of the RFC`(seconds: Int64, code: String) {
        let step = TOTP.step(at: Instant(seconds: seconds))
        #expect(totp.code(step: step, digits: 8) == code)
        #expect(totp.code(step: step) == code.suffix(6))
    }

    @Test(arguments: [-2, -1, 0, 1, 2] as [Int64])
    func `A phone may be off by one step`(steps: Int64) {
        let step = TOTP.step(at: t0) + steps
        let answer = totp.judge(totp.code(step: step), at: t0, last: nil)
        #expect(answer == (abs(steps) <= 1 ? .right(step: step) : .wrong))
    }

    @Test func `A code is taken once, and none before it afterwards`() {
        let step = TOTP.step(at: t0)
        #expect(totp.judge(totp.code(step: step), at: t0, last: step) == .replayed)
        #expect(totp.judge(totp.code(step: step - 1), at: t0, last: step) == .replayed)
        #expect(
            totp.judge(totp.code(step: step + 1), at: t0, last: step) == .right(step: step + 1))
    }

    @Test(arguments: ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"])
    func `What is no code is wrong`(text: String) {
        #expect(totp.judge(text, at: t0, last: nil) == .wrong)
    }

    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
        ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
    ])
    func `A secret is written as the RFC says`(bytes: String, text: String) {
        #expect(Base32.text(Array(bytes.utf8)) == text)
    }

    @Test func `An app reads the secret from an address`() {
        #expect(
            totp.address(for: "k.lind", at: "plant7.example/log-1")
                == "otpauth://totp/plant7.example%2Flog-1:k.lind?secret="
                + "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=plant7.example%2Flog-1"
                + "&algorithm=SHA1&digits=6&period=30")
    }
}
