// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// The checkpoint as it is in the package, read; whether it is believed stands in the report.
struct PackageCheckpoint {
    /// The whole note, which every proof in the package must repeat byte for byte.
    let bytes: [UInt8]
    let checkpoint: Checkpoint
}

extension Verification {
    /// Reads the checkpoint and holds it against the reader's trust.
    ///
    /// Without trust, or with trust in other logs, everything else is still checked under it: a
    /// package that contradicts itself has failed, whoever made it.
    mutating func readCheckpoint() -> PackageCheckpoint? {
        let path = PackageLayout.checkpoint
        guard
            let bytes = bytes(
                of: path, atMost: UInt64(SignedNote.maximumLength), for: .checkpoint)
        else { return nil }
        let note: SignedNote
        let checkpoint: Checkpoint
        do {
            note = try SignedNote(bytes)
            checkpoint = try Checkpoint(text: note.text)
        } catch {
            report.fail(
                .checkpoint, path.description, expected: "a checkpoint under a signed note",
                found: "\(error)")
            return nil
        }
        guard let policy = trust.policy else {
            judgeByOwnKey(note, checkpoint)
            return PackageCheckpoint(bytes: bytes, checkpoint: checkpoint)
        }
        do {
            let verified = try policy.open(note)
            report.trust = trust.given.map { .init(name: $0, isGivenByReader: true) }
            report.pass(.checkpoint, describe(verified))
        } catch .unknownOrigin(let origin) {
            report.doubt(
                "the package is from the log \(origin); nothing you gave is a key of that log")
            judgeByOwnKey(note, checkpoint)
        } catch {
            report.fail(
                .checkpoint, path.description,
                expected: "a checkpoint of \(checkpoint.origin) that \(given) accepts",
                found: "\(error)")
        }
        return PackageCheckpoint(bytes: bytes, checkpoint: checkpoint)
    }

    private var given: String { trust.given.joined(separator: ", ") }

    private func describe(_ verified: VerifiedCheckpoint) -> String {
        let witnesses = verified.witnessed.map(\.witness.name.description)
        let seen =
            witnesses.isEmpty
            ? "no witness of yours" : "witnessed by \(witnesses.joined(separator: ", "))"
        return "sealed by \(verified.origin) (key \(verified.logKey.id)), "
            + "\(verified.head.size) entries, \(seen)"
    }

    /// Holds the checkpoint against the key that the package itself carries.
    ///
    /// That can show a package to be wrong, never to be right.
    private mutating func judgeByOwnKey(_ note: SignedNote, _ checkpoint: Checkpoint) {
        let path = PackageLayout.logKey
        guard files[path] != nil, let text = bytes(of: path, atMost: 8_192, for: .checkpoint) else {
            report.doubt(
                "no key was given and the package carries none; ask \(checkpoint.origin) for its key "
                    + "and run again with --key KEY")
            return
        }
        let key: VerifierKey
        do {
            guard text.last == 0x0A else { throw NoLineEnd() }
            key = try VerifierKey(String(decoding: text.dropLast(), as: UTF8.self))
            _ = try TrustPolicy(log: key).open(note)
        } catch {
            report.fail(
                .checkpoint, PackageLayout.checkpoint.description,
                expected: "a seal of the key in \(path)", found: "\(error)")
            return
        }
        report.trust.append(.init(name: "\(path), key \(key.id)", isGivenByReader: false))
        report.doubt(
            """
            the only key at hand is the one in the package, \(key.text), which whoever made the \
            package chose; get the key of \(checkpoint.origin) from its owner, compare, and run \
            again with --key KEY
            """)
    }

    private struct NoLineEnd: Error, CustomStringConvertible {
        var description: String { "a key file without a line end" }
    }
}
