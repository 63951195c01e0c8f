// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Records

/// A permission to depart from a requirement, with its limits: a concession or a deviation permit.
///
/// Permissions are limited by amount, by time and by use (ISO 9000 3.12.4 and 3.12.5); one without
/// a limit would be another requirement that nobody approved as such.
package struct Permission: Sendable {
    package let record: RecordID
    package let isInForce: Bool
    /// Which serials or lots; none named: any of the part.
    package let product: Set<Thing>
    package let part: Thing?
    /// How much; `nil` is not limited by amount.
    package let limit: Amount?
    package let from: Instant?
    /// The first moment at which it does not hold any more; `nil` is not limited by time.
    package let until: Instant?
    /// What its record says is used without a disposition line.
    package let usedElsewhere: Amount?

    /// `nil` when the record is no permission.
    package init?(_ record: RecordState) {
        guard record.kind == "concession" || record.kind == "deviation-permit" else { return nil }
        self.record = record.id
        isInForce = record.state == "active"
        product = Set(record.things("product"))
        part = record.things("part").first
        limit = record.quantity("limit").flatMap(Amount.init)
        from = record.moment("from")
        until = record.moment("until")
        usedElsewhere = record.quantity("used").flatMap(Amount.init)
    }

    /// The amounts of the disposition lines that rest on a permission, one of them aside.
    package static func uses(
        of permission: RecordID, in book: RecordBook, besides line: RecordID? = nil
    ) -> [Amount] {
        book.all("disposition").filter {
            $0.id != line && $0.records("permission").contains(permission)
                && book.status(of: $0) != .cancelled && $0.state != "pending"
        }.compactMap { $0.quantity("quantity").flatMap(Amount.init) }
    }

    /// How much is left; `nil` when it is not limited by amount, or uses are in another unit.
    package func left(after uses: [Amount]) -> Amount? {
        var rest = limit
        for use in uses + (usedElsewhere.map { [$0] } ?? []) { rest = rest?.subtracting(use) }
        return rest
    }

    /// Whether it holds at a moment, its state aside.
    package func isInTime(at moment: Instant) -> Bool {
        (from.map { $0 <= moment } ?? true) && (until.map { moment < $0 } ?? true)
    }

    /// Why it does not cover an amount of product at a moment; empty when it does.
    ///
    /// - Parameters:
    ///   - amount: how much; `nil` asks about none in particular.
    ///   - things: serials, lots and the part they are of.
    ///   - moment: when it was made, or is used.
    ///   - uses: what was taken from it already.
    /// - Returns: every reason, each as a sentence without its full stop.
    package func obstacles(
        to amount: Quantity?, of things: [Thing], at moment: Instant, after uses: [Amount]
    ) -> [String] {
        var reasons: [String] = []
        if !isInForce { reasons.append("the permission is not in force") }
        if !isInTime(at: moment) { reasons.append("the permission does not hold at that time") }
        let items = things.filter(\.kind.isProduct)
        if !product.isEmpty {
            for item in items where !product.contains(item) {
                reasons.append("the permission is not for \(item)")
            }
            if items.isEmpty { reasons.append("it is for named product, and none is named here") }
        } else if let part, !things.contains(part) {
            reasons.append("the permission is for \(part)")
        }
        guard limit != nil else { return reasons }
        guard let amount = amount.flatMap(Amount.init), let left = left(after: uses),
            let rest = left.subtracting(amount)
        else { return reasons + ["the permission is limited by amount, in another unit"] }
        if rest.isNegative { reasons.append("\(left) of the permission are left") }
        return reasons
    }
}
