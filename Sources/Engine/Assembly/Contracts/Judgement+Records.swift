// SPDX-License-Identifier: Apache-2.0
import Activities
import Traceability

/// Judgements that every contract makes of the records it holds.
extension Judgement {
    /// Whether each record's original bytes are at hand.
    static func originals(of records: [DossierRecord]) -> Judgement {
        guard !records.isEmpty else { return .nothingToReport("There are no records.") }
        let absent = records.filter { !$0.hasOriginal }
        return absent.isEmpty
            ? .present(
                "The original bytes of \(records.count.records).", in: records.map(\.position))
            : .missing("The original is not in the store for \(absent.map(\.entryName).list).")
    }

    /// Which records have a time whose zone nobody gave.
    static func times(of records: [DossierRecord]) -> Judgement {
        let unclear = records.filter { record in
            switch record.activity.occurred?.zone {
            case .given: false
            case .assumed, .absent, nil: true
            }
        }
        return unclear.isEmpty
            ? .nothingToReport("Every record gives its time with its zone.")
            : .present(
                "Zone assumed or absent in \(unclear.map(\.entryName).list).",
                in: unclear.map(\.position))
    }
}

extension DossierRecord {
    var kindAndEntry: String { "\(activity.kind) (\(entryName))" }

    /// Whether it is a certificate, or names one or another piece of evidence.
    var namesCertificate: Bool {
        !things(.evidence).isEmpty
            || activity.participants.contains { $0.thing.kind == .certificate }
    }

    /// Whether it is about one of these things, was done on it, or made it.
    func speaks(of things: Set<Thing>) -> Bool {
        activity.participants.contains {
            [.subject, .about, .output].contains($0.role) && things.contains($0.thing)
        }
    }

    /// Whether it was done to product, rather than said about it.
    var isOperation: Bool {
        activity.participants.contains { $0.role == .order }
            && activity.participants.contains { $0.role == .programme || $0.role == .equipment }
            || activity.participants.contains { $0.role == .output }
    }
}

extension [String] {
    /// Up to five of them, and how many more there are.
    var list: String {
        guard count > 5 else { return joined(separator: ", ") }
        return prefix(5).joined(separator: ", ") + " and \(count - 5) more"
    }

    /// Each once, in the order they first came; told apart by bytes.
    var unique: [String] {
        var seen: Set<[UInt8]> = []
        return filter { seen.insert([UInt8]($0.utf8)).inserted }
    }
}

extension Int {
    /// "1 record", "2 records".
    package var records: String { counted("record") }
    package var things: String { counted("thing") }

    /// The number with the noun in the right number.
    package func counted(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
