// SPDX-License-Identifier: Apache-2.0
import Canon

@testable import EvidencePackage
@testable import TransparencyLog

/// Something that whoever holds the log's key can put into the log, and still not make fit.
///
/// Every entry of it is in the log and every proof holds.
struct Forgery: Sendable, CustomStringConvertible {
    let name: String
    let check: CheckName
    /// What the first line that finds it says.
    let words: String
    private let change: @Sendable (inout RecordFixture) throws -> Void

    init(
        _ name: String, _ check: CheckName, _ words: String,
        _ change: @escaping @Sendable (inout RecordFixture) throws -> Void
    ) {
        self.name = name
        self.check = check
        self.words = words
        self.change = change
    }

    var description: String { name }

    func make() throws -> RecordFixture {
        var fixture = try RecordFixture.opened()
        try change(&fixture)
        return fixture
    }

    static let all = copies + keys + outOfTurn
}

extension RecordFixture {
    /// An approval as its signer would give it now.
    fileprivate func approval(
        by signer: String = RecordFixture.lind, key: String? = nil
    ) throws -> JSON {
        try RecordFixture.signature(
            try statement("approve", "approved", by: signer),
            by: RecordFixture.key(of: key ?? signer))
    }
}

extension Forgery {
    private static let copies = [
        Forgery(
            "a signature copied to another record", .signatures,
            "expected the record NC-2026-0002"
        ) {
            let signature = try $0.approval()
            try $0.act("opened", ["site": "Plant 7"], record: "NC-2026-0002")
            try $0.act("amended", ["changes": []], record: "NC-2026-0002")
            try $0.put(signature, record: "NC-2026-0002")
        },
        Forgery(
            "a signature on an earlier version given for a later", .signatures,
            "expected the version 3"
        ) {
            let signature = try $0.approval()
            try $0.act("amended", ["changes": []])
            try $0.put(signature)
        },
        Forgery(
            "a signature of one revision given for the next", .signatures,
            "expected the revision 2"
        ) {
            let signature = try $0.approval()
            try $0.act("reopened", ["from": "closed", "to": "open"])
            try $0.put(signature)
        },
        Forgery(
            "a signature for one step given for another", .signatures, "expected the step release"
        ) {
            try $0.put(try $0.approval(), for: "release")
        },
        Forgery(
            "a signature counted twice", .signatures, "found the one of entry 4"
        ) {
            let signature = try $0.approval()
            try $0.put(signature)
            try $0.put(signature)
        },
        Forgery(
            "content exchanged under a signature", .signatures,
            "digest: expected the record as it stands"
        ) {
            let signature = try $0.approval()
            // The same record, act for act, with another quantity.
            $0 = try RecordFixture()
            try $0.enrol(RecordFixture.lind)
            try $0.act("opened", ["changes": [], "site": "Plant 7"])
            try $0.act("amended", ["changes": [["field": "quantity", "new": "9000"]]])
            try $0.put(signature)
        },
        Forgery(
            "another name beside a signature", .signatures,
            "the name that the statement commits to"
        ) {
            try $0.put(try $0.approval(), named: "A. Ortiz")
        },
    ]

    private static let keys = [
        Forgery(
            "another person's key", .signatures, "that P-0003 has since entry 0"
        ) {
            try $0.put(try $0.approval(key: RecordFixture.ortiz))
        },
        Forgery(
            "the ID of the right key over a signature of another", .signatures, "found none of it"
        ) {
            let forged = try $0.approval(key: RecordFixture.ortiz)
            let right = try RecordFixture.key(of: RecordFixture.lind).verifierKey.publicKey
            try $0.put(forged.replacing("keyID", with: .string(Digest(of: right).hex)))
        },
        Forgery(
            "a key that was replaced", .signatures, "that P-0003 has since entry 4"
        ) {
            let signature = try $0.approval()
            try $0.enrol(RecordFixture.lind, key: try RecordFixture.key(of: "fresh"))
            try $0.put(signature)
        },
        Forgery(
            "a key that comes after the signature", .signatures, "that P-0003 has since entry 0"
        ) {
            try $0.put(try $0.approval(key: "fresh"))
            try $0.enrol(RecordFixture.lind, key: try RecordFixture.key(of: "fresh"))
        },
        Forgery(
            "a signature of somebody who was deactivated", .signatures,
            "P-0003 was deactivated in entry 4"
        ) {
            try $0.append("person.deactivated", ["person": "P-0003", "reason": "left"])
            try $0.sign()
        },
        Forgery(
            "a signature with a key that was ended", .signatures,
            "P-0003 had their key ended in entry 4"
        ) {
            try $0.append("person.reset", ["person": "P-0003"])
            try $0.sign()
        },
        Forgery(
            "a key whose ID is another's", .records, "a key of 32 bytes and its SHA-256"
        ) {
            let publicKey = try RecordFixture.key(of: RecordFixture.lind).verifierKey.publicKey
            try $0.append(
                "person.keyed",
                [
                    "keyID": .string(Digest(of: [1]).hex), "person": "P-0009",
                    "publicKey": .string(Hex.text(publicKey)),
                ])
            try $0.sign()
        },
    ]

    private static let outOfTurn = [
        Forgery(
            "an act that is there twice", .records, "expected an act after act 2; found act 2"
        ) {
            $0.progress[RecordFixture.record]?.number -= 1
            try $0.act("amended", ["changes": []])
        },
        Forgery(
            "an amendment that hides its new version", .records,
            "expected version 3; found version 2"
        ) {
            $0.progress[RecordFixture.record]?.version -= 1
            try $0.act("amended", ["changes": []])
        },
        Forgery(
            "an act of a revision that nobody opened", .records,
            "expected revision 1; found revision 2"
        ) {
            $0.progress[RecordFixture.record]?.revision = 2
            try $0.act("amended", ["changes": []])
        },
        Forgery(
            "a record that is opened twice", .records, "to be opened by act 1 and by no other"
        ) {
            try $0.act("opened", ["site": "Plant 7"])
        },
        Forgery(
            "a step that rests on a signature for another step", .records,
            "act 3 to be a signature for close"
        ) {
            try $0.sign()
            try $0.act("transitioned", ["signatures": [3], "transition": "close"])
        },
        Forgery(
            "a step that rests on a signature from before an amendment", .records,
            "signature for approve on version 3"
        ) {
            try $0.sign()
            try $0.act("amended", ["changes": []])
            try $0.act("transitioned", ["signatures": [3], "transition": "approve"])
        },
        Forgery(
            "a step that rests on an act that is no signature", .records,
            "act 2 to be a signature for approve"
        ) {
            try $0.act("transitioned", ["signatures": [2], "transition": "approve"])
        },
    ]
}
