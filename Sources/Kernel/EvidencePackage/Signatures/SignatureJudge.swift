// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// Holds signatures against the log, the record and the signer's key, one after another.
struct SignatureJudge {
    static let types: Set<String> = ["record.signed", "record.voided"]
    static let algorithm = "ed25519"

    let keys: PersonKeys
    let origin: String
    /// The entries in which signatures were met, by their bytes.
    private var seen: [[UInt8]: LeafIndex] = [:]

    init(keys: PersonKeys, origin: String) {
        self.keys = keys
        self.origin = origin
    }

    /// A part that does not hold, or that cannot be decided.
    private enum Obstacle: Error {
        case invalid(JudgedSignature.Part, expected: String, found: String)
        case undecided(String)
    }

    /// Judges the signature of an entry.
    ///
    /// - Parameters:
    ///   - act: the entry as an act; `nil` when it could not be read as one.
    ///   - entry: an entry of one of ``types``.
    ///   - history: the acts of the same record.
    /// - Returns: the signature with its judgement.
    mutating func judge(
        _ act: RecordAct?, _ entry: OpenedEntry, in history: RecordHistory?
    ) -> JudgedSignature {
        guard let act, let history else {
            let reason =
                entry.content == nil ? "its content is withheld" : "it is no act that can be read"
            return JudgedSignature(
                entry: entry.index, name: "entry \(entry.index)", statement: nil,
                printedName: .withheld, judgement: .undecided(reason))
        }
        let signature = act.content["signature"]
        let statement = signature?["statement"].flatMap { SignedStatement($0) }
        var judgement = JudgedSignature.Judgement.valid
        do throws(Obstacle) {
            try check(signature, statement, act, history)
        } catch {
            switch error {
            case .invalid(let part, let expected, let found):
                judgement = .invalid(part, expected: expected.visible, found: found.visible)
            case .undecided(let reason): judgement = .undecided(reason)
            }
        }
        let printed = act.person?["names"]?.elements?.first?.text
        return JudgedSignature(
            entry: act.index, name: act.name, statement: statement,
            printedName: printed.map { .shown($0) } ?? .withheld, judgement: judgement)
    }

    private mutating func check(
        _ signature: JSON?, _ statement: SignedStatement?, _ act: RecordAct,
        _ history: RecordHistory
    ) throws(Obstacle) {
        guard let signature, let written = signature["statement"] else {
            throw .invalid(.form, expected: "a signature", found: "none")
        }
        try checkVersion(signature, written)
        guard let statement, let value = signature["value"]?.text.flatMap({ Hex.bytes($0) }),
            let keyID = signature["keyID"]?.text.flatMap({ Digest(hex: $0) })
        else {
            throw .invalid(.form, expected: "statement, key ID and value", found: "something else")
        }
        if let first = seen[value] {
            throw .invalid(
                .once, expected: "a signature of its own", found: "the one of entry \(first)")
        }
        seen[value] = act.index
        try check(statement, against: act, history)
        let key = try key(of: statement, keyID, act)
        let signed = DSSE.preAuthenticationEncoding(
            type: SignedStatement.payloadType, payload: written.canonical)
        guard Ed25519.isValid(value, of: key, over: signed) else {
            throw .invalid(
                .value, expected: "a signature of the key \(keyID.short)", found: "none of it")
        }
        try checkName(statement, act)
        try checkDigest(statement, act, history)
    }

    private func checkVersion(_ signature: JSON, _ written: JSON) throws(Obstacle) {
        if let algorithm = signature["algorithm"]?.text,
            !algorithm.hasSameBytes(as: SignatureJudge.algorithm)
        {
            throw .undecided("the algorithm \(algorithm.visible) is not known to this verifier")
        }
        if let schema = written["schema"]?.text,
            schema.utf8.starts(with: SignedStatement.schemaName.utf8),
            !schema.hasSameBytes(as: SignedStatement.schema)
        {
            throw .undecided("it is of the format \(schema.visible); a newer verifier is needed")
        }
    }

    // MARK: Statement

    /// Whether what was signed is about this log and this act.
    private func check(
        _ said: SignedStatement, against act: RecordAct, _ history: RecordHistory
    ) throws(Obstacle) {
        let by = act.content["by"]
        let site = history.act(1)?.content["site"]?.text
        let pairs: [(name: String, said: String?, is: String?)] = [
            ("log", said.origin, origin), ("record", said.record, act.record),
            ("kind", said.kind, act.kind), ("revision", "\(said.revision)", "\(act.revision)"),
            ("version", "\(said.version)", "\(act.version)"),
            ("step", said.transition, act.transition),
            ("signer", said.signer, by?["person"]?.text), ("role", said.role, by?["role"]?.text),
            ("delegator", said.onBehalfOf, by?["onBehalfOf"]?.text),
            ("time", said.at, act.content["at"]?.text), ("zone", said.zone, by?["zone"]?.text),
            ("site", said.site, site ?? said.site),
        ]
        for (name, said, actual) in pairs {
            let isSame =
                switch (said, actual) {
                case (let said?, let actual?): said.hasSameBytes(as: actual)
                case (nil, nil): true
                case (nil, _?), (_?, nil): false
                }
            guard isSame else {
                throw .invalid(
                    .statement, expected: "the \(name) \(actual ?? "to be none")",
                    found: "a statement for \(said ?? "none")")
            }
        }
    }

    // MARK: Key, name, digest

    private func key(
        of said: SignedStatement, _ keyID: Digest, _ act: RecordAct
    ) throws(Obstacle) -> [UInt8] {
        switch keys.key(of: said.signer, before: act.index) {
        case .key(let id, let publicKey, let from):
            guard id == keyID else {
                throw .invalid(
                    .key,
                    expected: "the key \(id.short) that \(said.signer) has since entry \(from)",
                    found: "the key \(keyID.short)")
            }
            return publicKey
        case .none:
            throw .undecided("the package has no entry with a key of \(said.signer)")
        case .ended(let how, let entry):
            throw .invalid(
                .key, expected: "a key in use", found: "\(said.signer) \(how) in entry \(entry)")
        case .withheld(let entry):
            throw .undecided("entry \(entry), which speaks of a key, is withheld")
        }
    }

    private func checkName(_ said: SignedStatement, _ act: RecordAct) throws(Obstacle) {
        guard let person = act.person else { return }
        guard let names = person["names"]?.elements, names.count == 1, let name = names[0].text,
            let salt = person["nameSalt"]?.text.flatMap({ Salt(hex: $0) }),
            Commitment.digest(of: Array(name.utf8), as: .person, salt: salt) == said.nameCommitment
        else {
            throw .invalid(
                .name, expected: "the name that the statement commits to", found: "another")
        }
    }

    private func checkDigest(
        _ said: SignedStatement, _ act: RecordAct, _ history: RecordHistory
    ) throws(Obstacle) {
        guard
            let digest = history.digest(
                revision: said.revision, version: said.version, upTo: act)
        else {
            guard let missing = history.missing(before: act.number) else {
                throw .invalid(
                    .digest, expected: "one act for each version", found: "acts that contradict")
            }
            throw .undecided("acts \(missing) of \(act.record) are not in the package")
        }
        guard digest == said.digest else {
            throw .invalid(
                .digest, expected: "the record as it stands, \(digest.short)",
                found: "a signature over \(said.digest.short)")
        }
    }
}

extension Digest {
    /// The first twelve digits, enough to tell keys apart in a message.
    fileprivate var short: String { hex.prefix(12) + "…" }
}
