// SPDX-License-Identifier: Apache-2.0
import Activities

/// Where the objects of an event stand afterwards, told from business step and disposition.
///
/// CBV has no word for quarantine: a hold is `holding` with a disposition that says why, a release
/// is `accepting` with one that says it is over.
struct DispositionState {
    let product: ProductState?
    /// The disposition's bare word.
    let word: String?

    init(_ event: EPCISEvent) {
        let step = event.bizStep.flatMap { Vocabulary.bizStep.word($0, event.prefixes) }
        let disposition = event.disposition
            .flatMap { Vocabulary.disposition.word($0, event.prefixes) ?? $0 }
        word = disposition
        product = DispositionState.product(step, disposition)
    }

    private static func product(_ step: String?, _ disposition: String?) -> ProductState? {
        switch (step, disposition) {
        case ("holding", "non_conformant"), ("holding", "unavailable"): .onHold
        case ("accepting", "conformant"), ("accepting", "available"): .released
        case ("destroying", _), (_, "destroyed"), (_, "disposed"): .scrapped
        case (_, "recalled"): .onHold
        case (_, "in_transit"): .shipped
        case ("shipping", nil), ("departing", nil): .shipped
        case (_, "in_progress"): .inProcess
        case (_, "sellable_accessible"), (_, "sellable_not_accessible"), (_, "available"): .inStock
        case (_, "returned"): .returned
        case (_, "dispensed"): .consumed
        case (_, "retail_sold"): .shipped
        case (_, "unknown"), (_, "mismatch_instance"), (_, "mismatch_class"),
            (_, "mismatch_quantity"), (_, "damaged"), (_, "expired"), (_, "needs_replacement"),
            (_, "stolen"):
            .unknown
        default: nil
        }
    }
}
