// SPDX-License-Identifier: Apache-2.0

/// An identifier under a GS1 key, however it was spelled: EPC URI, class or pattern URI, or GS1
/// Digital Link.
///
/// EPC URIs leave the check digit out and split the company prefix off; Digital Links do neither.
/// (GS1 EPC Tag Data Standard 2.0 §6, GS1 Digital Link: URI Syntax 1.2 §4.11.)
package struct GS1Identifier: Hashable, Sendable {
    /// What the identifier is for.
    package let key: GS1Key
    /// The path of its constrained canonical Digital Link: `/01/04012345111118/21/9876`.
    package let path: String

    /// The canonical Digital Link, as CBV 2.0 hashes it.
    package var digitalLink: String { "https://id.gs1.org" + path }

    /// Reads any spelling; `nil` when the text is no GS1 identifier in good form.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        let found =
            bytes.starts(with: GS1Identifier.urn)
            ? EPCURI(bytes.dropFirst(GS1Identifier.urn.count))?.identifier
            : DigitalLinkPath(bytes)?.identifier
        guard let found else { return nil }
        self = found
    }

    init(_ key: GS1Key, _ path: [UInt8]) {
        self.key = key
        self.path = String(decoding: path, as: UTF8.self)
    }

    private static let urn = Array("urn:epc:".utf8)
}

/// What GS1 identifies by a key and its qualifiers.
package enum GS1Key: Hashable, Sendable {
    /// Trade item with a serial number (SGTIN), with a lot number (LGTIN), and as a class (GTIN).
    case tradeItemInstance, tradeItemLot, tradeItem
    /// A piece of a trade item that comes in several, with serial number, lot, and as a class.
    case pieceInstance, pieceLot, piece
    /// Logistic unit (SSCC).
    case logisticUnit
    /// Physical location (GLN with AI 414) and party (GLN with AI 417).
    case location, party
    /// Returnable asset (GRAI) with a serial number and as a type; individual asset (GIAI).
    case returnableAsset, returnableAssetType, individualAsset
    /// Service relation, of the recipient (GSRN) and of the provider (GSRNP).
    case serviceRecipient, serviceProvider
    /// Document (GDTI) with a serial number and as a type.
    case document, documentType
    /// Component or part (CPI) with a serial number and as a class.
    case part, partClass
    /// Coupon (SGCN, GCN).
    case coupon, couponClass
    /// Consignment (GINC) and shipment (GSIN).
    case consignment, shipment
}

/// The digit that closes a GS1 number (GS1 General Specifications §7.9.1).
///
/// Counted from the right, digits weigh three and one in turn; the check digit brings the sum to a
/// multiple of ten.
func checkDigit(of digits: ArraySlice<UInt8>) -> UInt8 {
    var sum = 0
    var weight = 3
    for digit in digits.reversed() {
        sum += Int(digit - 0x30) * weight
        weight = 4 - weight
    }
    return 0x30 + UInt8((10 - sum % 10) % 10)
}
