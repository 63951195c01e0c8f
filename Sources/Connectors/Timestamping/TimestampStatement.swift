// SPDX-License-Identifier: Apache-2.0
import Canon
import SwiftASN1

/// What an authority signs: this digest, at this time, under these rules (TSTInfo, RFC 3161 §2.4.2).
struct TimestampStatement {
    private static let serialByteCountMax = 64
    private static let extensionsMax = 16

    let policy: OID
    let imprint: Digest
    let serial: String
    let time: Instant
    let accuracyMicroseconds: Int64?
    /// The content bytes of the INTEGER, without needless bytes in front.
    let nonce: [UInt8]?
    /// The GeneralName that the authority gives itself, in its wrapping.
    let authority: ASN1Node?

    /// Reads the signed content; an imprint by another digest than SHA-256 is refused.
    init(_ content: [UInt8]) throws(TimestampFailure) {
        var fields = try FieldReader(
            FieldReader.parse(content, at: "TSTInfo"), at: "TSTInfo")
        _ = try fields.number("version", in: 1...1)
        policy = try fields.oid("policy")
        imprint = try TimestampStatement.imprint(fields.next("messageImprint"))
        serial = try TimestampStatement.serial(fields.integer("serialNumber"))
        time = try TimestampStatement.time(fields.next("genTime"))
        accuracyMicroseconds = try fields.next(ifTagged: .sequence).map(TimestampStatement.accuracy)
        _ = fields.next(ifTagged: .boolean)
        let nonce = fields.next(ifTagged: .integer)
        self.nonce = try nonce.map { node throws(TimestampFailure) in
            try FieldReader.integer(node, .integer, at: "TSTInfo.nonce")
        }
        authority = fields.next(ifContext: 0)
        if let extensions = fields.next(ifContext: 1) {
            try TimestampStatement.refuseCritical(extensions)
        }
        try fields.end()
    }

    private static func imprint(_ node: ASN1Node) throws(TimestampFailure) -> Digest {
        var fields = try FieldReader(node, at: "TSTInfo.messageImprint")
        let algorithm = try fields.algorithm("hashAlgorithm")
        guard algorithm.oid == .sha256, algorithm.parameters == nil else {
            throw .unsupported(what: "an imprint by the digest", algorithm.oid)
        }
        let octets = try fields.octets("hashedMessage")
        try fields.end()
        guard let digest = Digest(bytes: octets) else {
            throw .malformed(
                place: "TSTInfo.messageImprint.hashedMessage", expected: "32 bytes long")
        }
        return digest
    }

    private static func serial(_ bytes: [UInt8]) throws(TimestampFailure) -> String {
        guard bytes.count <= serialByteCountMax else {
            throw .malformed(
                place: "TSTInfo.serialNumber", expected: "at most \(serialByteCountMax) bytes long")
        }
        return Hex.text(bytes)
    }

    /// `YYYYMMDDhhmmss[.f…]Z`: the only form of GeneralizedTime that RFC 3161 allows.
    private static func time(_ node: ASN1Node) throws(TimestampFailure) -> Instant {
        guard node.identifier == .generalizedTime, case .primitive(let content) = node.content,
            let time = instant([UInt8](content))
        else {
            throw .malformed(place: "TSTInfo.genTime", expected: "a time such as 20261121101502.5Z")
        }
        return time
    }

    private static func instant(_ ascii: [UInt8]) -> Instant? {
        guard (15...26).contains(ascii.count), ascii.last == 0x5A,
            let year = decimal(ascii[0..<4]), let month = decimal(ascii[4..<6]),
            let day = decimal(ascii[6..<8]), let hour = decimal(ascii[8..<10]), hour < 24,
            let minute = decimal(ascii[10..<12]), minute < 60,
            let second = decimal(ascii[12..<14]), second <= 60,
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        var micros: Int64 = 0
        let fraction = ascii[14..<(ascii.count - 1)]
        if !fraction.isEmpty {
            let digits = fraction.dropFirst()
            guard fraction.first == 0x2E, !digits.isEmpty, decimal(digits) != nil else {
                return nil
            }
            let six =
                Array(digits.prefix(6)) + Array(repeating: 0x30, count: max(0, 6 - digits.count))
            micros = decimal(six[...]) ?? 0
        }
        // A leap second is the last microsecond of its minute, as everywhere in this program.
        if second == 60 { micros = 999_999 }
        let clock = hour * 3600 + minute * 60 + min(second, 59)
        return Instant(seconds: date.daysSinceEpoch * 86_400 + clock).adding(microseconds: micros)
    }

    private static func decimal(_ ascii: ArraySlice<UInt8>) -> Int64? {
        var number: Int64 = 0
        for digit in ascii {
            guard (0x30...0x39).contains(digit) else { return nil }
            number = number * 10 + Int64(digit - 0x30)
        }
        return number
    }

    private static func accuracy(_ node: ASN1Node) throws(TimestampFailure) -> Int64 {
        let place = "TSTInfo.accuracy"
        var fields = try FieldReader(node, at: place)
        var micros: Int64 = 0
        if let seconds = fields.next(ifTagged: .integer) {
            let number = try FieldReader.number(
                seconds, .integer, in: 0...1_000_000_000, at: "\(place).seconds")
            micros = Int64(number) * 1_000_000
        }
        for (context, unit, name) in [(UInt(0), Int64(1000), "millis"), (1, 1, "micros")] {
            guard let node = fields.next(ifContext: context) else { continue }
            let number = try FieldReader.number(
                node, node.identifier, in: 0...999, at: "\(place).\(name)")
            micros += Int64(number) * unit
        }
        try fields.end()
        return micros
    }

    /// No extension of a time-stamp is known here, so a critical one must be refused.
    private static func refuseCritical(_ node: ASN1Node) throws(TimestampFailure) {
        let place = "TSTInfo.extensions"
        var list = try FieldReader(node, node.identifier, at: place)
        for element in try list.rest(countMax: extensionsMax) {
            var fields = try FieldReader(element, at: place)
            let oid = try fields.oid("extnID")
            guard let critical = fields.next(ifTagged: .boolean) else { continue }
            guard case .primitive(let value) = critical.content, value.elementsEqual([0]) else {
                throw .unknownCriticalExtension(oid)
            }
        }
    }
}
