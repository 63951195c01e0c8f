// SPDX-License-Identifier: Apache-2.0

extension EventBuilder {
    /// The fields that EPCIS 2.0 has at the level of the event.
    enum Field: String, CaseIterable {
        case type
        case context = "@context"
        case isA
        case eventTime, recordTime, eventTimeZoneOffset, eventID, certificationInfo
        case errorDeclaration
        case epcList, parentID, childEPCs, inputEPCList, outputEPCList
        case quantityList, childQuantityList, inputQuantityList, outputQuantityList
        case action, transformationID, bizStep, disposition, persistentDisposition
        case readPoint, bizLocation, bizTransactionList, sourceList, destinationList
        case sensorElementList, ilmd

        /// Every field by its name in XML and JSON-LD, with a bit of its own.
        static let named: [String: (field: Field, bit: UInt64)] = {
            var named: [String: (field: Field, bit: UInt64)] = [:]
            for (number, field) in allCases.enumerated() {
                named[field.rawValue] = (field, 1 << UInt64(number))
            }
            return named
        }()

        /// Whether it has one value; the others may be repeated or are lists.
        var isSingle: Bool {
            switch self {
            case .eventTime, .recordTime, .eventTimeZoneOffset, .eventID, .errorDeclaration,
                .parentID, .action, .transformationID, .bizStep, .disposition,
                .persistentDisposition, .readPoint, .bizLocation:
                true
            case .type, .context, .isA, .certificationInfo, .epcList, .childEPCs, .inputEPCList,
                .outputEPCList, .quantityList, .childQuantityList, .inputQuantityList,
                .outputQuantityList, .bizTransactionList, .sourceList, .destinationList,
                .sensorElementList, .ilmd:
                false
            }
        }
    }
}
