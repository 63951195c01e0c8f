// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// The seal, once it is shown to be in the log.
struct VerifiedSeal {
    let entry: Entry
    let index: LeafIndex
    let content: SealContent
}

extension Verification {
    /// Shows an entry's bytes to be a leaf of the package's log; `nil` after saying what is wrong.
    mutating func provenIndex(
        of entry: [UInt8], by path: FilePath, under checkpoint: PackageCheckpoint,
        for check: CheckName, named item: String
    ) -> LeafIndex? {
        guard let bytes = bytes(of: path, atMost: UInt64(ProofFile.maximumLength), for: check)
        else { return nil }
        do {
            let proof = try ProofFile(bytes)
            guard proof.checkpoint == checkpoint.bytes else {
                report.fail(
                    check, "\(item) proof (\(path))", expected: "the checkpoint of the package",
                    found: "another checkpoint")
                return nil
            }
            guard proof.extra == nil else {
                report.fail(
                    check, "\(item) proof (\(path))", expected: "no unauthenticated extra data",
                    found: "an extra line")
                return nil
            }
            try proof.path.verify(
                TreeHash.leaf(entry), at: proof.index, in: checkpoint.checkpoint.head)
            return proof.index
        } catch let error as ProofError {
            report.fail(
                check, "\(item) (\(path))",
                expected: "an entry in the log \(checkpoint.checkpoint.origin)", found: "\(error)")
        } catch {
            report.fail(
                check, "\(item) proof (\(path))", expected: "a tlog-proof", found: "\(error)")
        }
        return nil
    }

    /// Reads an entry that is proven; a later version of the format is a doubt, not a failure.
    mutating func entry(
        _ bytes: [UInt8], for check: CheckName, named item: String
    ) -> Entry? {
        do { return try Entry(parsing: bytes) } catch .unknownVersion(let version) {
            report.doubt(
                "\(item) is of format version \(version); a newer verifier is needed to read it")
        } catch {
            report.fail(check, item, expected: "an entry of version 1", found: "\(error)")
        }
        return nil
    }

    /// Shows that the log holds an entry which pins the files of this package.
    mutating func checkSeal(under checkpoint: PackageCheckpoint) -> VerifiedSeal? {
        guard
            let bytes = bytes(
                of: PackageLayout.sealEntry, atMost: UInt64(Entry.byteCountMax), for: .seal),
            let index = provenIndex(
                of: bytes, by: PackageLayout.sealProof, under: checkpoint, for: .seal,
                named: "the seal"),
            let entry = entry(bytes, for: .seal, named: "the seal")
        else { return nil }
        guard entry.type == .packageSealed else {
            report.fail(
                .seal, PackageLayout.sealEntry.description,
                expected: "an entry of type \(EntryType.packageSealed)", found: "\(entry.type)")
            return nil
        }
        guard let body = sealBody(.content, of: entry) else { return nil }
        if entry.person != nil {
            if files[PackageLayout.sealBody(.person)] != nil {
                _ = sealBody(.person, of: entry)
            } else {
                report.withheld.append("who sealed the package: the person body of entry \(index)")
            }
        }
        do {
            let content = try SealContent(parsing: body)
            checkPins(content, index: index)
            return VerifiedSeal(entry: entry, index: index, content: content)
        } catch let error as UnknownSchema {
            report.doubt("\(error); a newer verifier is needed")
        } catch {
            report.fail(
                .seal, "the seal's content", expected: "the content of a seal", found: "\(error)")
        }
        return nil
    }

    /// A body of the seal, shown to be what its entry commits to.
    private mutating func sealBody(_ bodyClass: BodyClass, of entry: Entry) -> [UInt8]? {
        let path = PackageLayout.sealBody(bodyClass)
        let saltPath = PackageLayout.sealSalt(bodyClass)
        guard let body = bytes(of: path, atMost: Self.bodyByteCountMax, for: .seal),
            let saltText = bytes(of: saltPath, atMost: Self.saltByteCount, for: .seal)
        else { return nil }
        guard saltText.last == 0x0A,
            let salt = Salt(hex: String(decoding: saltText.dropLast(), as: UTF8.self))
        else {
            report.fail(
                .seal, saltPath.description, expected: "64 lower-case digits and a newline",
                found: "something else")
            return nil
        }
        guard
            checkCommitment(
                of: body, as: bodyClass, salt: salt, in: entry, for: .seal, item: path.description)
        else { return nil }
        return body
    }

    /// Whether an entry commits to this body under this salt.
    mutating func checkCommitment(
        of body: [UInt8], as bodyClass: BodyClass, salt: Salt, in entry: Entry,
        for check: CheckName, item: @autoclosure () -> String
    ) -> Bool {
        let found = Commitment.digest(of: body, as: bodyClass, salt: salt)
        guard let expected = entry.commitment(to: bodyClass) else {
            report.fail(
                check, item(), expected: "no \(bodyClass), since the entry commits to none",
                found: "a \(bodyClass)")
            return false
        }
        guard found == expected else {
            report.fail(
                check, item(), expected: "the body that the log's entry commits to, \(expected)",
                found: "one with the commitment \(found)")
            return false
        }
        return true
    }

    private mutating func checkPins(_ content: SealContent, index: LeafIndex) {
        for (name, pin) in zip(SealContent.pinned, content.pins) {
            let found = bag.digests[FilePath(unchecked: Array(name.utf8))]
            guard found != pin else { continue }
            report.fail(
                .seal, name, expected: "sha256 \(pin), as the seal in the log says",
                found: found.map { "sha256 \($0)" } ?? "no such file")
        }
        report.pass(.seal, "entry \(index) of the log pins every byte of the payload")
    }
}
