// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Foundation
import Testing
import TransparencyLog

@testable import EvidencePackage

/// Recomputes every example of `docs/FORMAT.md`; `RECORD=1` writes them.
struct FormatExampleTests {
    private static let document = Fixtures.root.appending(path: "docs/FORMAT.md")

    /// The package of the examples: one entry of a log of three, the last of which seals it.
    private struct Example {
        let log: SmallLog
        let builder: PackageBuilder
        let seal: PackageSeal

        init() throws {
            var log = try SmallLog()
            let body = "{\"lot\":\"L-0420\",\"result\":\"pass\"}"
            let person = Array("{\"names\":[\"K. Lind\"]}".utf8)
            try log.append("activity.recorded", content: Array(body.utf8), person: person)
            try log.append("activity.recorded", content: Array("{}".utf8))
            let first = try log.index(0)
            let cover = PackageCover(
                id: "P-1", revision: 1,
                contract: .init(kind: "lot-history", name: "Lot history", revision: 1),
                scope: .init(kind: "lot", name: "L-0420"),
                made: .init(at: EntryTests.t0, by: "A. Keller", organization: "Plant 7"),
                items: [
                    PackageItem(
                        id: "inspection", name: "Inspection", need: .required, state: .present,
                        entries: [first])
                ], notCovered: [], requiresTimeStamp: false)
            let entry = PackagedEntry(
                index: first, entry: log.entries[0],
                openings: log.openings[0].filter { $0.key == .content },
                withheld: [.person: "names withheld"])
            builder = try PackageBuilder(
                cover: cover, logKey: log.key.verifierKey, entries: [entry], originals: [],
                extra: [], verifier: [])
            let index = try log.append("package.sealed", content: builder.sealContent.bytes)
            seal = PackageSeal(
                entry: log.entries[2].bytes, index: index, openings: log.openings[2],
                proof: try log.proof(2), checkpoint: try log.checkpoint().bytes,
                proofs: [first: try log.proof(0)])
            self.log = log
        }
    }

    /// Each example by the name that stands in the comment before it.
    private static func examples() throws -> [String: String] {
        let example = try Example()
        let log = example.log
        let leaves = log.entries.map(\.leafHash)
        let inner = Digest(of: [1] + leaves[0].bytes + leaves[1].bytes)
        let key = log.key.verifierKey
        let idInput = key.name.bytes + [0x0A, 1] + key.publicKey
        let opening = try #require(log.openings[0][.content])
        let message = Array("witnessmark/commit/v1\0content\0".utf8) + opening.body
        func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
        return [
            "tree": """
            leaf 0          \(leaves[0])
            leaf 1          \(leaves[1])
            leaf 2          \(leaves[2])
            node over 0, 1  \(inner)
            root            \(Digest(of: [1] + inner.bytes + leaves[2].bytes))
            """,
            "key": """
            key ID input    \(Hex.text(idInput))
            key ID          \(Hex.text(Digest(of: idInput).bytes.prefix(4)))
            verifier key    \(key.text)
            """,
            "checkpoint": text(example.seal.checkpoint),
            "proof": text(
                ProofFile(
                    index: try log.index(0), path: try log.proof(0),
                    checkpoint: example.seal.checkpoint
                ).text),
            "entry": text(log.entries[0].bytes),
            "leaf": Digest(of: [0] + log.entries[0].bytes).hex,
            "commitment": """
            body            \(text(opening.body))
            salt            \(opening.salt.hex)
            message         \(Hex.text(message))
            commitment      \(MAC.code(key: opening.salt.bytes, over: [message]))
            """,
            "statement": text(example.builder.statement.bytes),
            "seal": text(example.builder.sealContent.bytes),
            "archive": try archive(),
        ].merging(try signatureExamples()) { first, _ in first }
    }

    /// A record of two acts that said something new, and a signature on it.
    private static func signatureExamples() throws -> [String: String] {
        var fixture = try RecordFixture.opened()
        let seed = [UInt8](repeating: 3, count: 32)
        let key = try SealingKey(name: try #require(KeyName("P-0003")), seed: seed)
        try fixture.enrol("P-0003", key: key)
        let statement = try fixture.statement("approve", "approved", by: "P-0003")
        let signature = try RecordFixture.signature(statement, by: key)
        try fixture.put(signature)
        let payload = statement.canonical
        let encoding = DSSE.preAuthenticationEncoding(
            type: "application/vnd.witnessmark.signature+json", payload: payload)
        let leaves = try #require(fixture.progress[RecordFixture.record]?.leaves)
        let digested =
            "{\"acts\":[\"\(leaves.joined(separator: "\",\""))\"],\"record\":\"NC-2026-0001\","
            + "\"revision\":1,\"schema\":\"witnessmark.record/1\",\"version\":2}"
        #expect(try fixture.report().verdict == .verified)
        return [
            "signature": """
            public key      \(Hex.text(key.verifierKey.publicKey))
            keyID           \(Digest(of: key.verifierKey.publicKey))
            statement       \(String(decoding: payload, as: UTF8.self))
            is signed       \(String(decoding: encoding.prefix(60), as: UTF8.self))…
            of which SHA-256  \(Digest(of: encoding))
            name            K. Lind
            nameSalt        \(try RecordFixture.nameSalt.hex)
            value           \(signature["value"]?.text ?? "")
            """,
            "digest": """
            canonical JSON  \(digested)
            digest          \(Digest(of: Array(digested.utf8)))
            """,
        ]
    }

    private static func archive() throws -> String {
        var bytes: [UInt8] = []
        var writer = ZipWriter { bytes += $0 }
        try writer.add(FilePath(literal: "b/a"), Array("x".utf8))
        try writer.finish()
        let hex = Array(Hex.text(bytes))
        return stride(from: 0, to: hex.count, by: 64)
            .map { String(hex[$0..<min($0 + 64, hex.count)]) }.joined(separator: "\n")
    }

    @Test func `Every example in the document is what the code computes`() throws {
        let examples = try FormatExampleTests.examples()
        var document = String(
            decoding: try Data(contentsOf: FormatExampleTests.document), as: UTF8.self)
        for (name, example) in examples {
            let start = "<!-- example: \(name) -->\n```\n"
            let ended = example.hasSuffix("\n") ? example : example + "\n"
            let opened = try #require(document.range(of: start), "no example \(name)")
            let rest = opened.upperBound..<document.endIndex
            let closed = try #require(document.range(of: "```\n", range: rest))
            let block = opened.upperBound..<closed.lowerBound
            if ProcessInfo.processInfo.environment["RECORD"] == "1" {
                document.replaceSubrange(block, with: ended)
                try Data(document.utf8).write(to: FormatExampleTests.document)
            } else {
                #expect(document[block] == ended, "\(name)")
            }
        }
        let count = document.components(separatedBy: "<!-- example: ").count - 1
        #expect(count == examples.count)
    }

    @Test func `The package of the examples is verified`() throws {
        let example = try Example()
        var bytes: [UInt8] = []
        try example.builder.write(example.seal) { bytes += $0 }
        let trust = PackageTrust(TrustPolicy(log: example.log.key.verifierKey), given: "k")
        let report = PackageVerifier.verify(
            archive: BytesInMemory(bytes), subject: "p", trust: trust)
        #expect(report.verdict == .verified, "\(report.text)")
    }

    @Test func `The document's sections are those the Python verifier refers to`() throws {
        let document = String(
            decoding: try Data(contentsOf: FormatExampleTests.document), as: UTF8.self)
        for heading in [
            "## 2. The tree", "## 4. Proof", "## 5. Entries", "## 6. Bodies", "## 7. The package",
            "### 7.3 Items", "### 7.5 The time-stamp", "## 8. The bag", "## 9. The archive",
            "## 10. Verification", "## 16. Record acts", "## 17. Signatures of persons",
            "## 18. Record digest",
        ] {
            #expect(document.contains(heading), "\(heading)")
        }
    }
}
