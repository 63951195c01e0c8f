// SPDX-License-Identifier: Apache-2.0
import Canon
import Crypto

/// Codes that change every thirty seconds (RFC 6238 with HMAC-SHA-1, six digits).
///
/// SHA-1 is what authenticator apps implement; HMAC does not need its resistance to collisions.
package struct TOTP: Hashable, Sendable {
    package let secret: [UInt8]

    /// How long a new secret is: the length of the hash, as RFC 4226 §4 recommends.
    package static let secretLength = 20
    static let stepSeconds: Int64 = 30
    /// How many steps a phone's clock may be off, either way (RFC 6238 §5.2).
    static let driftSteps: Int64 = 1
    static let digitCount = 6

    package init(secret: [UInt8]) { self.secret = secret }

    /// The number of the step that a moment is in.
    package static func step(at moment: Instant) -> Int64 { moment.seconds / stepSeconds }

    /// The code of a step.
    package func code(step: Int64, digits: Int = digitCount) -> String {
        let counter = withUnsafeBytes(of: UInt64(bitPattern: step).bigEndian) { [UInt8]($0) }
        let code = [UInt8](
            HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        // Dynamic truncation, RFC 4226 §5.3.
        let offset = Int(code[code.count - 1] & 0x0F)
        let number = code[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let modulus = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
        let text = String((number & 0x7FFF_FFFF) % modulus)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    package enum Answer: Hashable, Sendable {
        /// It is right, and stands for this step; no code of it or before may be taken again.
        case right(step: Int64)
        /// It would be right, and was used before.
        case replayed
        case wrong
    }

    /// Judges a code that was given at a moment, after one of `last` was taken.
    package func judge(_ code: String, at moment: Instant, last: Int64?) -> Answer {
        let now = TOTP.step(at: moment)
        var answer = Answer.wrong
        for step in (now - TOTP.driftSteps)...(now + TOTP.driftSteps)
        where TOTP.isSame(code, self.code(step: step)) {
            if let last, step <= last {
                if answer == .wrong { answer = .replayed }
            } else {
                answer = .right(step: step)
            }
        }
        return answer
    }

    /// Compares without stopping at the first difference.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// The secret as a person types it into an app: base32 without padding (RFC 4648 §6).
    package var secretText: String { Base32.text(secret) }

    /// The address that authenticator apps read from a picture.
    package func address(for login: String, at origin: String) -> String {
        let issuer = origin.utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + Hex.text([byte]).uppercased()
        }.joined()
        return "otpauth://totp/\(issuer):\(login)?secret=\(secretText)&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=\(TOTP.digitCount)&period=\(TOTP.stepSeconds)"
    }
}

/// Letters that people can read out: RFC 4648 §6, without padding.
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var letters: [UInt8] = []
        var (held, count) = (UInt32(0), 0)
        for byte in bytes {
            held = (held & 0x1F) << 8 | UInt32(byte)
            count += 8
            while count >= 5 {
                count -= 5
                letters.append(alphabet[Int(held >> UInt32(count) & 0x1F)])
            }
        }
        if count > 0 { letters.append(alphabet[Int(held << UInt32(5 - count) & 0x1F)]) }
        return String(decoding: letters, as: UTF8.self)
    }
}
