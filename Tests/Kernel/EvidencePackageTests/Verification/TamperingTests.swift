// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing
import TransparencyLog

@testable import EvidencePackage

/// Changes by somebody who can write every file, and makes all manifests fit again.
struct TamperingTests {
    private let fixture: PackageFixture
    private let files: [FilePath: [UInt8]]

    init() throws {
        var fixture = try PackageFixture()
        files = try PackageFixture.files(of: fixture.archive())
        self.fixture = fixture
    }

    private func path(_ text: String) throws -> FilePath { try FilePath(Array(text.utf8)) }

    /// What the verifier says of changed files whose manifests have been made to fit.
    private func report(
        rebagging: Bool = true, _ change: (inout [FilePath: [UInt8]]) throws -> Void
    ) throws -> VerificationReport {
        var files = files
        try change(&files)
        #expect(files != self.files)
        if rebagging { files = PackageFixture.rebagged(files) }
        return PackageVerifier.verify(MemoryTree(files), subject: "p", trust: fixture.trust)
    }

    private func expectFailed(
        _ report: VerificationReport, _ check: CheckName, _ item: String
    ) {
        #expect(report.verdict == .failed)
        let hit = report.failures.contains { $0.check == check && $0.item.contains(item) }
        #expect(hit, "\(report.text)")
    }

    @Test func `Manifests made anew over unchanged files change nothing`() throws {
        #expect(PackageFixture.rebagged(files) == files)
    }

    @Test func `A changed body is named with its entry, event and source`() throws {
        let plain = try report(rebagging: false) {
            $0[try path("data/entries/3.content.json")]?[10] ^= 1
        }
        expectFailed(plain, .contents, "entry 3 content (data/entries/3.content.json)")
        #expect(plain.text.hasPrefix("FAILED   entry 3 content (data/entries/3.content.json)"))
        let fitted = try report { $0[try path("data/entries/3.content.json")]?[10] ^= 1 }
        expectFailed(fitted, .ledger, "entry 3 content (mes-3 of urn:plant7:mes")
        expectFailed(fitted, .seal, "manifest-sha256.txt")
    }

    @Test func `A changed entry is not in the log`() throws {
        let report = try report {
            $0[try path("data/entries/3.entry")] = fixture.log.entries[2].bytes
        }
        expectFailed(report, .ledger, "entry 3")
    }

    @Test func `Proofs swapped between entries prove nothing`() throws {
        let report = try report {
            let (one, other) = (try path("proofs/1.tlog-proof"), try path("proofs/3.tlog-proof"))
            ($0[one], $0[other]) = ($0[other], $0[one])
        }
        expectFailed(report, .ledger, "entry 1")
        expectFailed(report, .ledger, "entry 3")
    }

    @Test func `Whole entries swapped, with proofs and bodies, are in the wrong place`() throws {
        let report = try report { files in
            for name in [
                "data/entries/N.entry", "data/entries/N.content.json", "proofs/N.tlog-proof",
            ] {
                let one = try path(name.replacing("N", with: "1"))
                let other = try path(name.replacing("N", with: "3"))
                (files[one], files[other]) = (files[other], files[one])
            }
        }
        expectFailed(report, .ledger, "entry 1 proof")
    }

    @Test func `The proof of another package proves nothing here`() throws {
        var other = try PackageFixture(id: "P-8", log: fixture.log)
        let others = try PackageFixture.files(of: other.archive())
        let index = try #require(other.entries.first).index
        let report = try report {
            $0[try path("proofs/3.tlog-proof")] = others[PackageLayout.proof(index)]
        }
        expectFailed(report, .ledger, "entry 3 proof")
    }

    @Test func `The seal of another package does not seal this one`() throws {
        var other = try PackageFixture(id: "P-8", log: fixture.log)
        let others = try PackageFixture.files(of: other.archive())
        let report = try report { files in
            for (path, content) in others where path.isInside("seal") { files[path] = content }
        }
        expectFailed(report, .seal, "manifest-sha256.txt")
        expectFailed(report, .seal, "the seal")
    }

    @Test func `An entry of another type is no seal`() throws {
        let report = try report { files in
            files[PackageLayout.sealEntry] = fixture.log.entries[3].bytes
            files[PackageLayout.sealProof] = files[try path("proofs/3.tlog-proof")]
        }
        expectFailed(report, .seal, "seal/seal.entry")
    }

    @Test(arguments: [
        "data/entries/3.entry", "data/entries/3.content.json", "proofs/3.tlog-proof",
        "seal/seal.entry", "seal/seal.content.json", "seal/seal.content.salt",
        "seal/seal.tlog-proof", "seal/checkpoint", "data/package.json", "data/index.html",
        "bag-info.txt",
    ])
    func `A file that is taken away is missed`(name: String) throws {
        let report = try report { $0[try path(name)] = nil }
        #expect(report.verdict == .failed)
    }

    @Test(arguments: [
        "data/extra.txt", "data/entries/2.entry", "data/originals/x", "proofs/2.tlog-proof",
        "seal/extra", "fetch.txt", "extra", "manifest-md5.txt",
    ])
    func `A file that is added is found`(name: String) throws {
        let report = try report { $0[try path(name)] = Array("x".utf8) }
        #expect(report.verdict == .failed)
    }

    @Test func `A changed original fails by its name`() throws {
        let digest = Digest(of: PackageFixture.original)
        let name = "data/originals/\(digest.hex)"
        let report = try report { $0[try path(name)]?[0] ^= 1 }
        expectFailed(report, .originals, "original mes.ndjson, line 3")
    }

    @Test func `Another statement is not the one that was sealed`() throws {
        let report = try report {
            let text = String(decoding: $0[PackageLayout.statement] ?? [], as: UTF8.self)
            $0[PackageLayout.statement] = Array(text.replacing("L-0420", with: "L-0421").utf8)
        }
        expectFailed(report, .seal, "manifest-sha256.txt")
    }

    @Test func `A missing item cannot be declared complete`() throws {
        let report = try report {
            let text = String(decoding: $0[PackageLayout.statement] ?? [], as: UTF8.self)
            let changed = text.replacing(
                "\"reason\":\"none recorded\",\"state\":\"nil_return\"",
                with: "\"state\":\"missing\"")
            $0[PackageLayout.statement] = Array(changed.utf8)
        }
        expectFailed(report, .statement, "data/package.json")
        #expect(report.failures.contains { $0.found.contains("outcome") })
    }

    @Test func `Without its seal's line, or with others before it, the checkpoint is refused`()
        throws
    {
        let note = try SignedNote(files[PackageLayout.checkpoint] ?? [])
        let witness = try SmallLog(name: "witness.example", seed: 3).key
        let stranger = try witness.cosign(note.text, at: 1)
        func replaced(_ seals: [Seal]) throws -> VerificationReport {
            let forged = try SignedNote(text: note.text, seals: seals).bytes
            return try report { files in
                for (path, content) in files
                where path == PackageLayout.checkpoint || path.description.hasSuffix("proof") {
                    guard path != PackageLayout.checkpoint else {
                        files[path] = forged
                        continue
                    }
                    let proof = try ProofFile(content)
                    files[path] =
                        ProofFile(index: proof.index, path: proof.path, checkpoint: forged).text
                }
            }
        }
        expectFailed(try replaced([stranger]), .checkpoint, "seal/checkpoint")
        // Lines of strangers say nothing and take nothing away.
        #expect(try replaced([stranger] + note.seals).verdict == .verified)
    }

    @Test func `A checkpoint that differs from the one in the proofs is found`() throws {
        let note = try SignedNote(files[PackageLayout.checkpoint] ?? [])
        let witness = try SmallLog(name: "witness.example", seed: 3).key
        let more = try note.adding(witness.cosign(note.text, at: 1)).bytes
        let report = try report { $0[PackageLayout.checkpoint] = more }
        expectFailed(report, .ledger, "entry 3 proof")
    }

    @Test func `Data that nothing authenticates has no place in a proof`() throws {
        let report = try report {
            let path = try path("proofs/3.tlog-proof")
            let proof = try ProofFile($0[path] ?? [])
            $0[path] =
                ProofFile(
                    index: proof.index, path: proof.path, checkpoint: proof.checkpoint, extra: [1]
                ).text
        }
        expectFailed(report, .ledger, "entry 3 proof")
    }

    @Test func `A later format is no failure as long as everything is proven`() throws {
        var fixture = try PackageFixture()
        let builder = try fixture.builder()
        let content = String(decoding: builder.sealContent.bytes, as: UTF8.self)
            .replacing("witnessmark.seal/1", with: "witnessmark.seal/9")
        let index = try fixture.log.append("package.sealed", content: Array(content.utf8))
        let number = Int(index.value)
        var files = self.files
        let checkpoint = try fixture.log.checkpoint().bytes
        func proof(_ number: Int) throws -> [UInt8] {
            ProofFile(
                index: try fixture.log.index(number), path: try fixture.log.proof(number),
                checkpoint: checkpoint
            ).text
        }
        for entry in fixture.entries {
            files[PackageLayout.proof(entry.index)] = try proof(Int(entry.index.value))
        }
        files[PackageLayout.checkpoint] = checkpoint
        files[PackageLayout.sealProof] = try proof(number)
        files[PackageLayout.sealEntry] = fixture.log.entries[number].bytes
        files[PackageLayout.sealBody(.content)] = Array(content.utf8)
        let salt = try #require(fixture.log.openings[number][.content]).salt
        files[PackageLayout.sealSalt(.content)] = Array("\(salt.hex)\n".utf8)
        let report = PackageVerifier.verify(
            MemoryTree(PackageFixture.rebagged(files)), subject: "p", trust: fixture.trust)
        #expect(report.verdict == .cannotTell, "\(report.text)")
        #expect(report.doubts.contains { $0.contains("witnessmark.seal/9") })
    }
}
