// SPDX-License-Identifier: Apache-2.0
import Activities

/// What a business transaction is to an activity, by its CBV type.
enum TransactionWord {
    /// The role it plays and the kind of thing it is.
    ///
    /// Test results and certificates carry the quality evidence; a test procedure governs.
    static func part(_ type: String?) -> (role: Participation.Role, kind: ThingKind) {
        switch type {
        case "po", "poc", "prodorder", "rma": (.order, .order)
        case "desadv", "recadv", "bol": (.order, .shipment)
        case "inv", "pedigree": (.about, .document)
        case "cert": (.evidence, .certificate)
        case "testres": (.evidence, .record)
        case "testprd": (.document, .document)
        case "upevt": (.about, .record)
        default: (.order, .order)
        }
    }
}
