// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import EvidencePackage
import TransparencyLog

/// The texts of the log: notes, keys, checkpoints, proofs, policies, paths, bundles, entries.
enum LogTargets {
    /// A note that is read is written back as the very same bytes; only what our key sealed opens.
    @Sendable static func note(_ bytes: UnsafeRawBufferPointer) throws {
        guard let note = try? SignedNote(Array(bytes)) else { return }
        try hold(note.bytes == Array(bytes), "the note is written back as other bytes")
        let plant = try FuzzPlant.shared()
        guard let opened = try? plant.witnessedPolicy.open(note) else { return }
        try hold(opened.note.text == plant.checkpoint.text, "a text opens that nobody sealed")
        try hold(opened.witnessed.count == 1, "a checkpoint opens without its witness")
    }

    @Sendable static func verifierKey(_ bytes: UnsafeRawBufferPointer) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let key = try? VerifierKey(text) else { return }
        try hold(key.text.utf8.elementsEqual(text.utf8), "a key has two texts")
    }

    @Sendable static func checkpoint(_ bytes: UnsafeRawBufferPointer) throws {
        guard let checkpoint = try? Checkpoint(text: Array(bytes)) else { return }
        try hold(checkpoint.text == Array(bytes), "a checkpoint has two texts")
    }

    /// A proof file has one text, and shows only an entry that is in the log, where it is.
    @Sendable static func proofFile(_ bytes: UnsafeRawBufferPointer) throws {
        guard let proof = try? ProofFile(Array(bytes)) else { return }
        try hold(proof.text == Array(bytes), "a proof file has two texts")
        let plant = try FuzzPlant.shared()
        for entry in plant.entries.indices {
            let bytes = plant.entries[entry].bytes
            guard let shown = try? proof.verify(bytes, under: plant.policy) else { continue }
            try hold(shown.index.value == entry, "entry \(entry) is shown at \(shown.index)")
        }
        let strange = try? proof.verify(Array("{}".utf8), under: plant.policy)
        try hold(strange == nil, "an entry is shown that is not in the log")
    }

    /// A policy is written back as one that says the same, and opens nothing that it should not.
    @Sendable static func policy(_ bytes: UnsafeRawBufferPointer) throws {
        guard let policy = try? TrustPolicy(Array(bytes)) else { return }
        guard let again = try? TrustPolicy(policy.text) else {
            throw Broken("the policy's own text is not read")
        }
        try hold(again == policy, "the policy's own text says something else")
        let plant = try FuzzPlant.shared()
        guard (try? policy.open(plant.checkpoint)) != nil else { return }
        let key = plant.key.verifierKey.publicKey
        try hold(
            policy.logs.contains { $0.key.publicKey == key }, "it opens under a stranger's key")
    }

    @Sendable static func path(_ bytes: UnsafeRawBufferPointer) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let path = LogPath(text) else { return }
        try hold(path.text.utf8.elementsEqual(text.utf8), "a thing has two paths")
    }

    /// The first byte is the bundle's width.
    @Sendable static func bundle(_ bytes: UnsafeRawBufferPointer) throws {
        guard let first = bytes.first, let name = BundleName(index: 0, width: Int(first) + 1),
            let bundle = try? EntryBundle(name, bytes: Array(bytes.dropFirst()))
        else { return }
        try hold(bundle.bytes == Array(bytes.dropFirst()), "a bundle has two texts")
        try hold(bundle.leafHashes.count == name.width, "a bundle of another width")
    }

    /// A request has one text, and a witness steps only to a checkpoint that was sealed.
    @Sendable static func witness(_ bytes: UnsafeRawBufferPointer) throws {
        if let request = try? AddCheckpointRequest(Array(bytes)) {
            try hold(request.body == Array(bytes), "a request has two texts")
        }
        let plant = try FuzzPlant.shared()
        let smaller = TreeHead(size: plant.earlier.size, root: plant.earlier.root)
        for stored in [nil, smaller] {
            let step = try? Witness.decide(Array(bytes), trusting: plant.policy) { _ in stored }
            guard let step else { continue }
            try hold(step.text == plant.checkpoint.text, "a step to what nobody sealed")
        }
    }

    /// An entry has one spelling.
    @Sendable static func entry(_ bytes: UnsafeRawBufferPointer) throws {
        guard let entry = try? Entry(parsing: Array(bytes)) else { return }
        try hold(entry.bytes == Array(bytes), "an entry has two spellings")
    }

    /// A body that is read is written in one way, which says the same; content, a zero, names.
    @Sendable static func body(_ bytes: UnsafeRawBufferPointer) throws {
        let parts = Array(bytes).split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let person = parts.count > 1 ? Array(parts[1]) : nil
        // A body of another program, or names that are none, is refused and that is all.
        guard let recorded = try? RecordedActivity(content: Array(parts[0]), person: person)
        else { return }
        try BodyProperties.check(recorded)
    }
}

/// What holds for the bodies of any activity.
enum BodyProperties {
    static func check(_ recorded: RecordedActivity) throws(Broken) {
        let bodies = recorded.bodies
        for body in [bodies.content, bodies.person].compactMap({ $0 }) {
            guard let json = try? JSON(parsing: body) else {
                throw Broken("the body is no JSON: \(String(decoding: body, as: UTF8.self))")
            }
            try hold(
                json.canonical == body,
                "the body is not canonical: \(String(decoding: body, as: UTF8.self))")
        }
        let again: RecordedActivity
        do { again = try RecordedActivity(content: bodies.content, person: bodies.person) } catch {
            throw Broken("what was written is not read: \(error)")
        }
        try hold(
            again.bodies.content == bodies.content && again.bodies.person == bodies.person,
            "what was written is read as something else: "
                + String(decoding: bodies.content, as: UTF8.self))
    }
}
