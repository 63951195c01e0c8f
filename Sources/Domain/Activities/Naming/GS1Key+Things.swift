// SPDX-License-Identifier: Apache-2.0

extension GS1Key {
    /// What kind of thing an identifier under this key names.
    package var thingKind: ThingKind {
        switch self {
        case .tradeItemInstance, .pieceInstance, .part: .serial
        case .tradeItemLot, .pieceLot: .lot
        case .tradeItem, .piece, .partClass: .material
        case .logisticUnit: .container
        case .location: .place
        // A service relation may be a person's; EPCIS does not say, so no person is made of it.
        case .party, .serviceRecipient, .serviceProvider: .party
        case .returnableAsset, .returnableAssetType, .individualAsset: .equipment
        case .document, .documentType, .coupon, .couponClass: .document
        case .consignment, .shipment: .shipment
        }
    }
}
