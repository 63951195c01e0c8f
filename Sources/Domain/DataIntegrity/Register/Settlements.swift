// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// Which exceptions were settled by a later record, and whether somebody signed for it.
///
/// An exception that is a thing of its own (a `record` that activities are about) is often opened
/// by one activity, closed by another and signed for by a third. The closing names the exception;
/// the signature names the closing, or the exception once it is closed.
package struct Settlements: Sendable {
    private var settlements: [Thing: Settlement] = [:]
    private var signatures: [Thing: Signature] = [:]

    private(set) var isCut = false

    static let settlementsMax = Bound("settled exceptions", 100_000)

    static let signaturesMax = Bound("signed records", 100_000)

    struct Settlement: Sendable {
        let origin: Origin
        fileprivate let time: Instant?
        /// What the closing itself is called, where it is an entry of its own.
        fileprivate let names: [Thing]
        fileprivate(set) var isSigned: Bool
    }

    /// The latest signature for a record.
    private struct Signature: Sendable {
        let origin: Origin
        let time: Instant?
    }

    mutating func note(_ observation: Observation) {
        let activity = observation.activity
        let isSigned = !activity.things(.signatory).isEmpty
        let time = activity.occurred?.instant
        if isSigned {
            for record in Settlements.records(of: activity) {
                guard
                    signatures[record] != nil
                        || signatures.count < Settlements.signaturesMax.most
                else {
                    isCut = true
                    break
                }
                signatures[record] = Signature(origin: Origin(observation), time: time)
            }
        }
        guard activity.exception == .closed else { return }
        let names = activity.things(.subject).filter { $0.kind == .record }
        for record in Settlements.records(of: activity) {
            guard settlements.count < Settlements.settlementsMax.most else {
                isCut = true
                return
            }
            if settlements[record]?.isSigned == true { continue }
            settlements[record] = Settlement(
                origin: Origin(observation), time: time, names: names, isSigned: isSigned)
        }
    }

    mutating func remove(where isWithdrawn: (Origin) -> Bool) {
        settlements = settlements.filter { !isWithdrawn($0.value.origin) }
        signatures = signatures.filter { !isWithdrawn($0.value.origin) }
    }

    /// How the exception that an activity opened was settled.
    func settlement(of activity: Activity) -> Settlement? {
        let found = Settlements.names(of: activity).compactMap { record in
            settlements[record].map { settlement in
                var settlement = settlement
                settlement.isSigned = settlement.isSigned || isSigned(settlement, of: record)
                return settlement
            }
        }
        return found.first { $0.isSigned } ?? found.first
    }

    /// Whether a record of its own signs for a closing: about it, or about the exception since.
    private func isSigned(_ settlement: Settlement, of record: Thing) -> Bool {
        let own = settlement.names.filter { $0 != record }
        if own.contains(where: { signatures[$0] != nil }) { return true }
        guard let signature = signatures[record] else { return false }
        guard let signed = signature.time, let closed = settlement.time else {
            return signature.origin.entry > settlement.origin.entry
        }
        return signed >= closed
    }

    /// What an exception is called: the entry it is, or else what it is about.
    ///
    /// An entry of a batch record is about the batch record too, which names no exception.
    private static func names(of activity: Activity) -> [Thing] {
        let own = activity.things(.subject).filter { $0.kind == .record }
        return own.isEmpty ? records(of: activity) : own
    }

    private static func records(of activity: Activity) -> [Thing] {
        activity.participants.filter {
            $0.thing.kind == .record && ($0.role == .about || $0.role == .subject)
        }.map(\.thing)
    }
}
