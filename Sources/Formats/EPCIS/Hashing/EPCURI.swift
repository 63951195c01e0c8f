// SPDX-License-Identifier: Apache-2.0

/// Reads what follows `urn:epc:` in an EPC URI, EPC class URI or EPC pattern URI.
///
/// The form is checked as the EPC Tag Data Standard gives it: a company prefix of six to twelve
/// digits, a reference that fills the number up to its length, and a serial part in the URI
/// alphabet. What is not in good form is no identifier, and stays as it was written.
struct EPCURI {
    let identifier: GS1Identifier

    init?(_ bytes: ArraySlice<UInt8>) {
        let parts = bytes.split(separator: 0x3A, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let scheme = String(decoding: parts[1], as: UTF8.self)
        let fields = Fields(parts[2])
        let found =
            switch String(decoding: parts[0], as: UTF8.self) {
            case "id": EPCURI.instance(scheme, fields)
            case "class": scheme == "lgtin" ? fields.lgtin : nil
            case "idpat": EPCURI.pattern(scheme, fields)
            default: nil as GS1Identifier?
            }
        guard let found else { return nil }
        identifier = found
    }

    private static func instance(_ scheme: String, _ fields: Fields) -> GS1Identifier? {
        switch scheme {
        case "sgtin": fields.tradeItem(.tradeItemInstance, "/21/", serialMax: 20)
        case "upui": fields.tradeItem(.tradeItemInstance, "/235/", serialMax: 28)
        case "itip": fields.piece
        case "sscc": fields.number(.logisticUnit, "/00/", digits: 17, leadsWithReference: true)
        case "gsrn": fields.number(.serviceRecipient, "/8018/", digits: 17)
        case "gsrnp": fields.number(.serviceProvider, "/8017/", digits: 17)
        case "gsin": fields.number(.shipment, "/402/", digits: 16)
        case "pgln": fields.number(.party, "/417/", digits: 12)
        case "sgln": fields.location
        case "grai": fields.serialized(.returnableAsset, "/8003/0", serialMax: 16)
        case "gdti": fields.serialized(.document, "/253/", serialMax: 17)
        case "sgcn": fields.serialized(.coupon, "/255/", serialMax: 12, digitsOnly: true)
        case "giai": fields.open(.individualAsset, "/8004/")
        case "ginc": fields.open(.consignment, "/401/")
        case "cpi": fields.part
        default: nil
        }
    }

    private static func pattern(_ scheme: String, _ fields: Fields) -> GS1Identifier? {
        switch scheme {
        case "sgtin", "upui": fields.tradeItemClass
        case "itip": fields.pieceClass
        case "grai": fields.typeOnly(.returnableAssetType, "/8003/0")
        case "gdti": fields.typeOnly(.documentType, "/253/")
        case "sgcn": fields.typeOnly(.couponClass, "/255/")
        case "cpi": fields.partClass
        default: nil
        }
    }
}

/// Company prefix, reference and the rest, which may itself have dots in it.
private struct Fields {
    let prefix: ArraySlice<UInt8>
    let reference: ArraySlice<UInt8>
    /// `nil` when there is no second dot.
    let rest: ArraySlice<UInt8>?
    /// All after the first dot.
    let afterPrefix: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        let parts = bytes.split(separator: 0x2E, maxSplits: 2, omittingEmptySubsequences: false)
        prefix = parts.first ?? []
        reference = parts.count > 1 ? parts[1] : []
        rest = parts.count > 2 ? parts[2] : nil
        afterPrefix = bytes.dropFirst(prefix.count + 1)
    }

    /// Prefix and reference as digits of a number of that length without its check digit.
    private func digits(_ count: Int) -> [UInt8]? {
        guard (6...12).contains(prefix.count), prefix.count + reference.count == count,
            prefix.allSatisfy(\.isDigit), reference.allSatisfy(\.isDigit)
        else { return nil }
        return Array(prefix + reference)
    }

    /// The first digit of the reference, the indicator or extension digit, leads the number.
    private func leading(_ count: Int) -> [UInt8]? {
        guard digits(count) != nil, let first = reference.first else { return nil }
        return ([first] + prefix + reference.dropFirst()).withCheckDigit()
    }

    func number(
        _ key: GS1Key, _ start: StaticString, digits count: Int, leadsWithReference: Bool = false
    ) -> GS1Identifier? {
        guard rest == nil else { return nil }
        let number = leadsWithReference ? leading(count) : digits(count)?.withCheckDigit()
        return number.map { GS1Identifier(key, start.bytes + $0) }
    }

    func tradeItem(
        _ key: GS1Key, _ qualifier: StaticString, serialMax: Int
    ) -> GS1Identifier? {
        guard let number = leading(13), let serial = Serial(rest, max: serialMax) else {
            return nil
        }
        return GS1Identifier(key, "/01/".bytes + number + qualifier.bytes + serial.encoded)
    }

    var lgtin: GS1Identifier? { tradeItem(.tradeItemLot, "/10/", serialMax: 20) }

    var tradeItemClass: GS1Identifier? {
        guard let number = leading(13), isAny(rest) else { return nil }
        return GS1Identifier(.tradeItem, "/01/".bytes + number)
    }

    /// Piece and total, two digits each, before the serial.
    private func pieces() -> (number: [UInt8], rest: ArraySlice<UInt8>)? {
        guard let number = leading(13), let rest else { return nil }
        let parts = rest.split(separator: 0x2E, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3,
            parts[..<2].allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isDigit) })
        else { return nil }
        return (number + parts[0] + parts[1], parts[2])
    }

    var piece: GS1Identifier? {
        guard let pieces = pieces(), let serial = Serial(pieces.rest, max: 20) else { return nil }
        return GS1Identifier(
            .pieceInstance, "/8006/".bytes + pieces.number + "/21/".bytes + serial.encoded)
    }

    var pieceClass: GS1Identifier? {
        guard let pieces = pieces(), isAny(pieces.rest) else { return nil }
        return GS1Identifier(.piece, "/8006/".bytes + pieces.number)
    }

    /// Extension 0 means the location itself.
    var location: GS1Identifier? {
        guard let number = digits(12)?.withCheckDigit(), let part = Serial(rest, max: 20) else {
            return nil
        }
        let path = "/414/".bytes + number
        return GS1Identifier(
            .location, part.isZero ? path : path + "/254/".bytes + part.encoded)
    }

    func serialized(
        _ key: GS1Key, _ start: StaticString, serialMax: Int, digitsOnly: Bool = false
    ) -> GS1Identifier? {
        guard let number = digits(12)?.withCheckDigit(), let serial = Serial(rest, max: serialMax)
        else { return nil }
        if digitsOnly, !serial.encoded.allSatisfy(\.isDigit) { return nil }
        return GS1Identifier(key, start.bytes + number + serial.encoded)
    }

    func typeOnly(_ key: GS1Key, _ start: StaticString) -> GS1Identifier? {
        guard let number = digits(12)?.withCheckDigit(), isAny(rest) else { return nil }
        return GS1Identifier(key, start.bytes + number)
    }

    /// Prefix and reference have thirty characters together at most.
    func open(_ key: GS1Key, _ start: StaticString) -> GS1Identifier? {
        guard (6...12).contains(prefix.count), prefix.allSatisfy(\.isDigit),
            let reference = Serial(afterPrefix, max: 30 - prefix.count)
        else { return nil }
        return GS1Identifier(key, start.bytes + prefix + reference.encoded)
    }

    private var partNumber: [UInt8]? {
        guard (6...12).contains(prefix.count), prefix.allSatisfy(\.isDigit),
            let reference = Serial(reference, max: 30 - prefix.count)
        else { return nil }
        return Array(prefix) + reference.encoded
    }

    var part: GS1Identifier? {
        guard let number = partNumber, let serial = rest, (1...12).contains(serial.count),
            serial.allSatisfy(\.isDigit)
        else { return nil }
        return GS1Identifier(.part, "/8010/".bytes + number + "/8011/".bytes + serial)
    }

    var partClass: GS1Identifier? {
        guard let number = partNumber, isAny(rest) else { return nil }
        return GS1Identifier(.partClass, "/8010/".bytes + number)
    }

    private func isAny(_ rest: ArraySlice<UInt8>?) -> Bool { rest?.elementsEqual([0x2A]) ?? false }
}

/// A serial number, lot or other part in the alphabet of EPC URIs.
struct Serial {
    /// As a Digital Link writes it.
    let encoded: [UInt8]

    /// `nil` when it is empty, too long, or has characters that must be escaped and are not.
    init?(_ bytes: ArraySlice<UInt8>?, max: Int) {
        guard let bytes, !bytes.isEmpty else { return nil }
        var encoded: [UInt8] = []
        var length = 0
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let byte = bytes[at]
            length += 1
            if byte == 0x25 {
                guard at + 2 < bytes.endIndex, bytes[at + 1].isHexDigit, bytes[at + 2].isHexDigit
                else { return nil }
                encoded += bytes[at...(at + 2)]
                at += 3
                continue
            }
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x27, 0x2D, 0x2E, 0x3B, 0x3D, 0x5F:
                encoded.append(byte)
            case 0x21, 0x28...0x2C, 0x3A:
                // Plain in an EPC URI, escaped in a Digital Link (GS1 Digital Link 1.2 §4.2).
                encoded.append(0x25)
                encoded.append(Serial.hexDigit(byte >> 4))
                encoded.append(Serial.hexDigit(byte & 15))
            default:
                return nil
            }
            at += 1
        }
        guard length <= max else { return nil }
        self.encoded = encoded
    }

    var isZero: Bool { encoded == [0x30] }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 + value : 0x41 + value - 10
    }
}

extension UInt8 {
    var isDigit: Bool { (0x30...0x39).contains(self) }
    var isHexDigit: Bool { isDigit || (0x41...0x46).contains(self) || (0x61...0x66).contains(self) }
}

extension StaticString {
    var bytes: [UInt8] { withUTF8Buffer { Array($0) } }
}

extension String {
    fileprivate var bytes: [UInt8] { Array(utf8) }
}
