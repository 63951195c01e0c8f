// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

/// What is kept of one person for recognising them, outside the log.
///
/// The log says which sealed key counts, by its digest; so of what stands here only attempts and
/// codes already used are believed without being held against it.
package struct Credential: Hashable, Sendable {
    package let person: PersonID
    /// The sealed key; `nil` before the first password and after a reset.
    var sealed: SealedKey?
    /// A new sealed key that the log may not speak of yet: a crash between the two loses neither.
    var pending: SealedKey?
    /// Attempts that failed since the last that did not.
    var failedAttempts = 0
    var lockedUntil: Instant?
    /// The step of the last code that was taken.
    var lastStep: Int64?
    /// What a first or new password is chosen with.
    var setUp: SetUpToken?

    package init(_ person: PersonID) { self.person = person }

    /// The sealed key that the log speaks of; `nil` when neither is it.
    func key(with digest: Digest) -> SealedKey? {
        [sealed, pending].compactMap { $0 }.first { $0.digest == digest }
    }

    static let schema = "witnessmark.credential/1"

    package var json: JSON {
        var members: [JSON.Member] = [
            .init("failedAttempts", .integer(Int64(failedAttempts))),
            .init("person", .string(person.text)), .init("schema", .string(Credential.schema)),
        ]
        if let lastStep { members.append(.init("lastStep", .integer(lastStep))) }
        if let lockedUntil { members.append(.init("lockedUntil", .string(lockedUntil.rfc3339))) }
        if let pending { members.append(.init("pending", pending.json)) }
        if let sealed { members.append(.init("sealed", sealed.json)) }
        if let setUp { members.append(.init("setUp", setUp.json)) }
        return .object(members)
    }

    /// Reads it; `nil` when a member is not what it should be.
    package init?(json: JSON) {
        guard json["schema"]?.text == Credential.schema,
            let person = json["person"]?.text.flatMap({ PersonID($0) }),
            let attempts = json["failedAttempts"]?.integer, attempts >= 0
        else { return nil }
        self.init(person)
        failedAttempts = Int(attempts)
        lastStep = json["lastStep"]?.integer
        lockedUntil = json["lockedUntil"]?.text.flatMap { WrittenTime($0)?.instant }
        sealed = json["sealed"].flatMap { SealedKey(json: $0) }
        pending = json["pending"].flatMap { SealedKey(json: $0) }
        setUp = json["setUp"].flatMap { SetUpToken(json: $0) }
        // A member that is there and says nothing is damage, not absence.
        guard (json["sealed"] == nil) == (sealed == nil),
            (json["pending"] == nil) == (pending == nil),
            (json["setUp"] == nil) == (setUp == nil),
            (json["lockedUntil"] == nil) == (lockedUntil == nil)
        else { return nil }
    }
}

/// The digest of a code that is shown once, and until when the code is good.
package struct SetUpToken: Hashable, Sendable {
    package let digest: Digest
    package let expires: Instant

    /// Half an hour: long enough to walk to somebody's desk.
    package static let lifeMicroseconds: Int64 = 30 * 60_000_000
    /// 96 bits, which nobody guesses in half an hour.
    private static let byteCount = 12

    init(digest: Digest, expires: Instant) {
        self.digest = digest
        self.expires = expires
    }

    /// A new code and what is kept of it.
    package static func make(from random: [UInt8], at now: Instant) -> (SetUpToken, code: String) {
        let letters = Array(Base32.text(Array(random.prefix(byteCount))).utf8)
        let code = stride(from: 0, to: letters.count, by: 5).map {
            String(decoding: letters[$0..<min($0 + 5, letters.count)], as: UTF8.self)
        }.joined(separator: "-")
        let expires = now.adding(microseconds: lifeMicroseconds)
        return (SetUpToken(digest: digest(of: code), expires: expires), code)
    }

    /// Whether a code is the one, and still good.
    package func takes(_ code: String, at now: Instant) -> Bool {
        now < expires && SetUpToken.digest(of: code) == digest
    }

    /// Of the letters alone, in upper case, however they were typed.
    package static func digest(of code: String) -> Digest {
        Digest(of: code.uppercased().utf8.filter { $0 > 0x20 && $0 != 0x2D })
    }

    var json: JSON {
        ["digest": .string(digest.hex), "expires": .string(expires.rfc3339)]
    }

    init?(json: JSON) {
        guard let digest = json["digest"]?.text.flatMap({ Digest(hex: $0) }),
            let expires = json["expires"]?.text.flatMap({ WrittenTime($0)?.instant })
        else { return nil }
        self.init(digest: digest, expires: expires)
    }
}
