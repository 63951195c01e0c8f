// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Records

/// Finds the earlier nonconformities that one may be a repetition of.
///
/// Two reports of one defect are a finding in every audit, and a defect that comes back says that an
/// action did not help (IATF 10.2.3, ISO 9001 10.2.1 b).
package struct Recurrence: Sendable {
    /// How far back is looked, in days.
    package let windowDays: Int64
    /// How many of the signs must agree.
    package let signsMin: Int
    /// How many earlier ones make it a recurrence.
    package let earlierMin: Int

    package init(windowDays: Int64, signsMin: Int, earlierMin: Int) {
        self.windowDays = windowDays
        self.signsMin = signsMin
        self.earlierMin = earlierMin
    }

    /// A year, two signs, one earlier one.
    ///
    /// A vendor default: no standard gives numbers.
    package static let vendorDefault = Recurrence(windowDays: 365, signsMin: 2, earlierMin: 1)

    /// What two nonconformities can have in common.
    package enum Sign: String, CaseIterable, Sendable {
        case part, characteristic, defectCode = "defect code", equipment
    }

    /// An earlier nonconformity and what it has in common with the one asked about.
    package struct Match: Hashable, Sendable {
        package let record: RecordID
        package let signs: [Sign]
        package let detectedAt: Instant
    }

    /// The earlier ones within the window, those with most in common first, then the latest.
    package func earlier(than record: RecordState, among others: [RecordState]) -> [Match] {
        let moment = Recurrence.moment(of: record)
        let start = moment.adding(microseconds: -windowDays * 86_400_000_000)
        let matches = others.compactMap { other -> Match? in
            let then = Recurrence.moment(of: other)
            guard other.kind == "nonconformity", other.id != record.id,
                other.state != Voided.state, start <= then,
                (then, other.id) < (moment, record.id)
            else { return nil }
            let signs = Sign.allCases.filter { $0.agrees(record, other) }
            return signs.count >= signsMin
                ? Match(record: other.id, signs: signs, detectedAt: then) : nil
        }
        return matches.sorted {
            ($0.signs.count, $0.detectedAt, $0.record) > ($1.signs.count, $1.detectedAt, $1.record)
        }
    }

    /// Whether so many earlier ones make it a recurrence.
    package func isRecurrence(_ matches: [Match]) -> Bool { matches.count >= earlierMin }

    private static func moment(of record: RecordState) -> Instant {
        record.moment("detected-at") ?? record.openedAt
    }
}

extension Recurrence.Sign {
    fileprivate func agrees(_ one: RecordState, _ other: RecordState) -> Bool {
        switch self {
        case .part: shares(one.things("part"), other.things("part"))
        case .equipment: shares(one.things("equipment"), other.things("equipment"))
        case .characteristic:
            shares(texts(one, "characteristic"), texts(other, "characteristic"))
        case .defectCode: shares(texts(one, "defect-codes"), texts(other, "defect-codes"))
        }
    }

    private func shares<Value: Hashable>(_ one: [Value], _ other: [Value]) -> Bool {
        !Set(one).isDisjoint(with: other)
    }

    private func texts(_ record: RecordState, _ field: String) -> [[UInt8]] {
        (record[field]?.elements ?? []).map { Array($0.written.utf8) }
    }
}
