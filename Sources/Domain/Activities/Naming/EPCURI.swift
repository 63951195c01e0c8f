// SPDX-License-Identifier: Apache-2.0
import Canon

/// Reads what follows `urn:epc:` in an EPC URI, EPC class URI or EPC pattern URI.
///
/// The form is checked as the EPC Tag Data Standard gives it: a company prefix of six to twelve
/// digits, a reference that fills the number up to its length, and a serial part in the URI
/// alphabet. What is not in good form is no identifier, and stays as it was written.
struct EPCURI {
    let identifier: GS1Identifier

    init?(_ bytes: ArraySlice<UInt8>) {
        guard let first = bytes.firstIndex(of: 0x3A),
            let second = bytes[(first + 1)...].firstIndex(of: 0x3A)
        else { return nil }
        let scheme = String(decoding: bytes[(first + 1)..<second], as: UTF8.self)
        let fields = Fields(bytes[(second + 1)...])
        let found =
            switch String(decoding: bytes[..<first], as: UTF8.self) {
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
///
/// Every identifier of a large file comes through here, so that a path is written into one buffer.
private struct Fields {
    let prefix: ArraySlice<UInt8>
    let reference: ArraySlice<UInt8>
    /// `nil` when there is no second dot.
    let rest: ArraySlice<UInt8>?
    /// All after the first dot.
    let afterPrefix: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        let dot = bytes.firstIndex(of: 0x2E) ?? bytes.endIndex
        prefix = bytes[..<dot]
        afterPrefix = bytes[dot...].dropFirst()
        guard let next = afterPrefix.firstIndex(of: 0x2E) else {
            reference = afterPrefix
            rest = nil
            return
        }
        reference = afterPrefix[..<next]
        rest = afterPrefix[(next + 1)...]
    }

    // MARK: Numbers

    /// Whether prefix and reference are the digits of a number of that length.
    private func isNumber(_ count: Int) -> Bool {
        (6...12).contains(prefix.count) && prefix.count + reference.count == count
            && prefix.allSatisfy(\.isDigit) && reference.allSatisfy(\.isDigit)
    }

    /// A path that begins with a number of so many digits and its check digit.
    ///
    /// Where the reference leads, its first digit (the indicator or extension digit) comes first.
    private func path(
        _ start: StaticString, digits count: Int, leadsWithReference: Bool = false
    ) -> [UInt8]? {
        guard isNumber(count) else { return nil }
        var path: [UInt8] = []
        path.reserveCapacity(64)
        path.append(ascii: start)
        let begin = path.count
        if leadsWithReference {
            guard let first = reference.first else { return nil }
            path.append(first)
            path.append(contentsOf: prefix)
            path.append(contentsOf: reference.dropFirst())
        } else {
            path.append(contentsOf: prefix)
            path.append(contentsOf: reference)
        }
        path.append(checkDigit(of: path[begin...]))
        return path
    }

    func number(
        _ key: GS1Key, _ start: StaticString, digits count: Int, leadsWithReference: Bool = false
    ) -> GS1Identifier? {
        guard rest == nil,
            let path = path(start, digits: count, leadsWithReference: leadsWithReference)
        else { return nil }
        return GS1Identifier(key, path)
    }

    /// A number, and what makes it finer.
    private func finer(
        _ key: GS1Key, _ path: [UInt8]?, _ qualifier: StaticString, _ rest: ArraySlice<UInt8>?,
        max: Int
    ) -> GS1Identifier? {
        guard var path, let rest else { return nil }
        path.append(ascii: qualifier)
        guard Serial.append(rest, max: max, to: &path) else { return nil }
        return GS1Identifier(key, path)
    }

    // MARK: Keys

    func tradeItem(
        _ key: GS1Key, _ qualifier: StaticString, serialMax: Int
    ) -> GS1Identifier? {
        finer(
            key, path("/01/", digits: 13, leadsWithReference: true), qualifier, rest,
            max: serialMax)
    }

    var lgtin: GS1Identifier? { tradeItem(.tradeItemLot, "/10/", serialMax: 20) }

    var tradeItemClass: GS1Identifier? {
        guard isAny(rest), let path = path("/01/", digits: 13, leadsWithReference: true) else {
            return nil
        }
        return GS1Identifier(.tradeItem, path)
    }

    /// Piece and total, two digits each, before the serial.
    private func pieces() -> (path: [UInt8], rest: ArraySlice<UInt8>)? {
        guard let path = path("/8006/", digits: 13, leadsWithReference: true), let rest else {
            return nil
        }
        let parts = rest.split(separator: 0x2E, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3,
            parts[..<2].allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isDigit) })
        else { return nil }
        return (path + parts[0] + parts[1], parts[2])
    }

    var piece: GS1Identifier? {
        let pieces = pieces()
        return finer(.pieceInstance, pieces?.path, "/21/", pieces?.rest, max: 20)
    }

    var pieceClass: GS1Identifier? {
        guard let pieces = pieces(), isAny(pieces.rest) else { return nil }
        return GS1Identifier(.piece, pieces.path)
    }

    /// Extension 0 means the location itself.
    var location: GS1Identifier? {
        guard let path = path("/414/", digits: 12) else { return nil }
        return rest?.elementsEqual([0x30]) == true
            ? GS1Identifier(.location, path) : finer(.location, path, "/254/", rest, max: 20)
    }

    func serialized(
        _ key: GS1Key, _ start: StaticString, serialMax: Int, digitsOnly: Bool = false
    ) -> GS1Identifier? {
        if digitsOnly, rest?.allSatisfy(\.isDigit) != true { return nil }
        return finer(key, path(start, digits: 12), "", rest, max: serialMax)
    }

    func typeOnly(_ key: GS1Key, _ start: StaticString) -> GS1Identifier? {
        guard isAny(rest), let path = path(start, digits: 12) else { return nil }
        return GS1Identifier(key, path)
    }

    /// A path that begins with the company prefix as it is.
    private func openPath(_ start: StaticString) -> [UInt8]? {
        guard (6...12).contains(prefix.count), prefix.allSatisfy(\.isDigit) else { return nil }
        var path: [UInt8] = []
        path.append(ascii: start)
        path.append(contentsOf: prefix)
        return path
    }

    /// Prefix and reference have thirty characters together at most.
    func open(_ key: GS1Key, _ start: StaticString) -> GS1Identifier? {
        finer(key, openPath(start), "", afterPrefix, max: 30 - prefix.count)
    }

    private var partNumber: [UInt8]? {
        guard var path = openPath("/8010/"),
            Serial.append(reference, max: 30 - prefix.count, to: &path)
        else { return nil }
        return path
    }

    var part: GS1Identifier? {
        guard var path = partNumber, let serial = rest, (1...12).contains(serial.count),
            serial.allSatisfy(\.isDigit)
        else { return nil }
        path.append(ascii: "/8011/")
        path.append(contentsOf: serial)
        return GS1Identifier(.part, path)
    }

    var partClass: GS1Identifier? {
        guard isAny(rest), let path = partNumber else { return nil }
        return GS1Identifier(.partClass, path)
    }

    private func isAny(_ rest: ArraySlice<UInt8>?) -> Bool { rest?.elementsEqual([0x2A]) ?? false }
}

/// A serial number, lot or other part in the alphabet of EPC URIs.
struct Serial {
    /// As a Digital Link writes it.
    let encoded: [UInt8]

    /// `nil` when it is empty, too long, or has characters that must be escaped and are not.
    init?(_ bytes: ArraySlice<UInt8>?, max: Int) {
        guard let bytes else { return nil }
        var encoded: [UInt8] = []
        guard Serial.append(bytes, max: max, to: &encoded) else { return nil }
        self.encoded = encoded
    }

    /// Adds it to a path; `false` when it is none, and what was added then is to be thrown away.
    static func append(_ bytes: ArraySlice<UInt8>, max: Int, to path: inout [UInt8]) -> Bool {
        guard !bytes.isEmpty else { return false }
        var length = 0
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let byte = bytes[at]
            length += 1
            if byte == 0x25 {
                guard at + 2 < bytes.endIndex, bytes[at + 1].isHexDigit, bytes[at + 2].isHexDigit
                else { return false }
                path.append(contentsOf: bytes[at...(at + 2)])
                at += 3
                continue
            }
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x27, 0x2D, 0x2E, 0x3B, 0x3D, 0x5F:
                path.append(byte)
            case 0x21, 0x28...0x2C, 0x3A:
                // Plain in an EPC URI, escaped in a Digital Link (GS1 Digital Link 1.2 §4.2).
                path.append(0x25)
                path.append(Serial.hexDigit(byte >> 4))
                path.append(Serial.hexDigit(byte & 15))
            default:
                return false
            }
            at += 1
        }
        return length <= max
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 + value : 0x41 + value - 10
    }
}

extension UInt8 {
    var isDigit: Bool { (0x30...0x39).contains(self) }
    var isHexDigit: Bool { isDigit || (0x41...0x46).contains(self) || (0x61...0x66).contains(self) }
}
