// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// An act of a governed record, as far as a verifier looks into it (`FORMAT.md` §16).
struct RecordAct: Sendable {
    static let typePrefix = "record."
    static let schema = "witnessmark.record-act/1"
    static let schemaName = "witnessmark.record-act/"
    /// The largest act, revision or version number; far above what a record may have.
    static let numberMax: Int64 = 1 << 31

    let index: LeafIndex
    let leaf: Digest
    /// The last part of the type: `signed`.
    let deed: String
    let record: String
    let kind: String
    let number: Int64
    let revision: Int64
    let version: Int64
    let content: JSON
    /// `nil` where it was withheld.
    let person: JSON?

    /// What an entry is to a reader of acts.
    enum Reading {
        case act(RecordAct)
        /// It is nothing of a record's, or its content was withheld.
        case none
        /// It is of a later version, or of a kind that is not known yet.
        case unknown(String)
        case malformed(expected: String)
    }

    /// Reads an entry.
    static func reading(_ entry: OpenedEntry) -> Reading {
        guard entry.type.text.utf8.starts(with: typePrefix.utf8), let content = entry.content,
            let schema = content["schema"]?.text, schema.utf8.starts(with: schemaName.utf8)
        else { return .none }
        guard schema.hasSameBytes(as: RecordAct.schema) else {
            return .unknown("it is of the format \(schema)")
        }
        let deed = String(entry.type.text.dropFirst(typePrefix.count))
        guard knownDeeds.contains(deed) else { return .unknown("it is of type \(entry.type)") }
        func number(_ name: String) -> Int64? {
            content[name]?.integer.flatMap { (1...numberMax).contains($0) ? $0 : nil }
        }
        guard let record = content["record"]?.text, isIdentifier(record) else {
            return .malformed(expected: "the number of a record")
        }
        guard let kind = content["kind"]?.text, let act = number("act"),
            let revision = number("revision"), let version = number("version")
        else { return .malformed(expected: "kind, act, revision and version") }
        return .act(
            RecordAct(
                index: entry.index, leaf: entry.leaf, deed: deed, record: record, kind: kind,
                number: act, revision: revision, version: version, content: content,
                person: entry.person))
    }

    /// Letters, digits and hyphens, at most 64: the numbers of records and of people.
    static func isIdentifier(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                    || (0x61...0x7A).contains($0) || $0 == 0x2D
            }
    }

    /// Acts that say something new, each of which is one more version.
    private static let contentDeeds: Set<String> = [
        "opened", "amended", "attached", "linked", "unlinked", "synchronised", "reopened",
    ]
    private static let knownDeeds = contentDeeds.union([
        "system-linked", "system-checked", "proposed", "signed", "refused", "transitioned",
        "superseded", "voided",
    ])

    var changesContent: Bool { RecordAct.contentDeeds.contains(deed) }
    var isSignature: Bool { deed == "signed" || deed == "voided" }

    /// As a message names it: `NC-2026-0001 act 7 (entry 31)`.
    var name: String { "\(record) act \(number) (entry \(index))" }

    /// The step that the act is about; a record is declared void by a signature for `void`.
    var transition: String? {
        deed == "voided" ? SignedStatement.voiding : content["transition"]?.text
    }
}
