// SPDX-License-Identifier: Apache-2.0

/// Reads a GS1 Digital Link and constrains it to its finest level of identification.
///
/// Any domain and any path before the key are allowed in a Digital Link, so a key is looked for
/// from left to right; it counts only if everything after it is in good form. Query and fragment
/// say nothing about identity.
struct DigitalLinkPath {
    let identifier: GS1Identifier

    init?(_ bytes: [UInt8]) {
        guard let start = DigitalLinkPath.hostStart(bytes) else { return nil }
        let path = bytes[start...].prefix { $0 != 0x3F && $0 != 0x23 }
        var segments = path.split(separator: 0x2F, omittingEmptySubsequences: false).dropFirst()
        if segments.last?.isEmpty == true { segments.removeLast() }
        while segments.count >= 2 {
            if let found = DigitalLinkPath.identifier(segments) {
                identifier = found
                return
            }
            segments.removeFirst()
        }
        return nil
    }

    private static func hostStart(_ bytes: [UInt8]) -> Int? {
        for scheme in ["https://", "http://"] where bytes.starts(with: scheme.utf8) {
            return scheme.utf8.count
        }
        return nil
    }

    private static func identifier(_ segments: ArraySlice<ArraySlice<UInt8>>) -> GS1Identifier? {
        guard segments.count.isMultiple(of: 2), let first = segments.first,
            let key = keys[String(decoding: first, as: UTF8.self)]
        else { return nil }
        let parts = Array(segments)
        guard let value = key.read(parts[1]) else { return nil }
        var qualifiers: [String: [UInt8]] = [:]
        for index in stride(from: 2, to: parts.count, by: 2) {
            let name = String(decoding: parts[index], as: UTF8.self)
            guard let known = qualifierNames[name],
                let serial = Serial(parts[index + 1], max: 90)
            else { return nil }
            qualifiers[known] = serial.encoded
        }
        let path = [0x2F] + Array(key.code.utf8) + [0x2F] + value
        for (qualifier, kind) in key.finer {
            guard let value = qualifiers[qualifier] else { continue }
            return GS1Identifier(kind, path + [0x2F] + Array(qualifier.utf8) + [0x2F] + value)
        }
        return GS1Identifier(key.kind(value), path)
    }

    /// A primary key: how its value is written and which qualifiers make it finer, finest first.
    private struct Key {
        let code: String
        /// How many digits it begins with; `nil` when it begins with a company prefix.
        let digits: Int?
        /// How many characters may follow the digits.
        let extra: Int
        let base: GS1Key
        /// What it is when characters follow.
        let withExtra: GS1Key
        let finer: [(String, GS1Key)]

        init(
            _ code: String, digits: Int?, extra: Int = 0, _ base: GS1Key,
            withExtra: GS1Key? = nil, finer: [(String, GS1Key)] = []
        ) {
            self.code = code
            self.digits = digits
            self.extra = extra
            self.base = base
            self.withExtra = withExtra ?? base
            self.finer = finer
        }

        func kind(_ value: [UInt8]) -> GS1Key {
            value.count > (digits ?? value.count) ? withExtra : base
        }

        func read(_ segment: ArraySlice<UInt8>) -> [UInt8]? {
            guard let digits else {
                // Every company prefix begins with four digits at least.
                guard segment.count > 4, segment.prefix(4).allSatisfy(\.isDigit) else {
                    return nil
                }
                return Serial(segment, max: extra)?.encoded
            }
            let number = segment.prefix(code == "01" ? segment.count : digits)
            guard number.allSatisfy(\.isDigit) else { return nil }
            if code == "01" {
                guard [8, 12, 13, 14].contains(number.count) else { return nil }
                return [UInt8](repeating: 0x30, count: 14 - number.count) + number
            }
            guard number.count == digits else { return nil }
            let rest = segment.dropFirst(digits)
            if rest.isEmpty { return Array(number) }
            guard let serial = Serial(rest, max: extra) else { return nil }
            return number + serial.encoded
        }
    }

    private static let keys: [String: Key] = {
        let tradeItem: [(String, GS1Key)] = [
            ("21", .tradeItemInstance), ("235", .tradeItemInstance), ("10", .tradeItemLot),
        ]
        let list = [
            Key("00", digits: 18, .logisticUnit),
            Key("01", digits: 14, .tradeItem, finer: tradeItem),
            Key("253", digits: 13, extra: 17, .documentType, withExtra: .document),
            Key("255", digits: 13, extra: 12, .couponClass, withExtra: .coupon),
            Key("401", digits: nil, extra: 30, .consignment),
            Key("402", digits: 17, .shipment),
            Key("414", digits: 13, .location, finer: [("254", .location)]),
            Key("417", digits: 13, .party),
            Key("8003", digits: 14, extra: 16, .returnableAssetType, withExtra: .returnableAsset),
            Key("8004", digits: nil, extra: 30, .individualAsset),
            Key(
                "8006", digits: 18, .piece, finer: [("21", .pieceInstance), ("10", .pieceLot)]),
            Key("8010", digits: nil, extra: 30, .partClass, finer: [("8011", .part)]),
            Key("8017", digits: 18, .serviceProvider),
            Key("8018", digits: 18, .serviceRecipient),
        ]
        var keys: [String: Key] = [:]
        for key in list { keys[key.code] = key }
        for (name, code) in shortNames { keys[name] = keys[code] }
        return keys
    }()

    /// The names that Digital Link 1.1 allowed in place of the numbers.
    private static let shortNames = [
        ("sscc", "00"), ("gtin", "01"), ("gdti", "253"), ("gcn", "255"), ("ginc", "401"),
        ("gsin", "402"), ("gln", "414"), ("party", "417"), ("grai", "8003"), ("giai", "8004"),
        ("itip", "8006"), ("cpid", "8010"), ("gsrnp", "8017"), ("gsrn", "8018"),
    ]

    /// Qualifiers that may follow a key, by number and by name; those that make nothing finer are left
    /// out of the canonical link.
    private static let qualifierNames: [String: String] = [
        "21": "21", "ser": "21", "10": "10", "lot": "10", "22": "22", "cpv": "22",
        "235": "235", "tpx": "235", "254": "254", "glnx": "254", "8011": "8011", "cpsn": "8011",
        "8019": "8019", "srin": "8019", "7040": "7040", "uic-ext": "7040",
    ]
}
