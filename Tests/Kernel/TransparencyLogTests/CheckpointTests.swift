// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Testing
import TransparencyLog

struct CheckpointTests {
    let log: TestLog

    init() throws { log = try TestLog(size: 5) }

    @Test func `A checkpoint is three lines, and no more when we write it`() throws {
        let checkpoint = Checkpoint(origin: Origin(log.key.name), head: log.edge.head)
        let text = "plant7.example/log-1\n5\n\(log.edge.root.base64)\n"
        #expect(checkpoint.text == Array(text.utf8))
        #expect(try Checkpoint(text: checkpoint.text) == checkpoint)
    }

    @Test func `Its note opens under a policy that names the log`() throws {
        let opened = try TrustPolicy(log: log.key.verifierKey).open(log.checkpoint().bytes)
        #expect(opened.head == log.edge.head)
        #expect(opened.origin == Origin(log.key.name))
        #expect(opened.logKey == log.key.verifierKey)
        #expect(opened.witnessed.isEmpty)
    }

    @Test(arguments: [
        ("", 1), ("o", 1), ("o\n", 2), ("o\n5\n", 3), ("\n5\nROOT\n", 1), ("o\n05\nROOT\n", 2),
        ("o\n+5\nROOT\n", 2), ("o\n5 \nROOT\n", 2), ("o\n９\nROOT\n", 2),
        ("o\n9223372036854775808\nROOT\n", 2), ("o\n18446744073709551616\nROOT\n", 2),
        ("o\n5\nROOT", 3), ("o\n5\nAAAA\n", 3), ("o\n5\nROOT\n\n", 4), ("o\n5\nROOT\nx\n\ny\n", 5),
        ("o\r\n5\nROOT\n", 1),
    ])
    func `A second spelling of a checkpoint is refused, with its line`(
        text: String, line: Int
    ) throws {
        let bytes = Array(text.replacing("ROOT", with: TreeHash.empty.base64).utf8)
        let fault = try #require(throws: MalformedText.self) { try Checkpoint(text: bytes) }
        #expect(fault.line == line)
        #expect(fault.document == .checkpoint)
    }

    @Test func `The largest size there is is read`() throws {
        let text = "o\n9223372036854775807\n\(TreeHash.empty.base64)\n"
        #expect(try Checkpoint(text: Array(text.utf8)).head.size == .maximum)
    }

    @Test func `Extension lines of another log are kept and sealed over, to a limit`() throws {
        let lines = (1...64).map { "line \($0)\n" }.joined()
        let text = Array("o\n5\n\(TreeHash.empty.base64)\n\(lines)".utf8)
        let checkpoint = try Checkpoint(text: text)
        #expect(checkpoint.extensionLines.count == 64)
        #expect(checkpoint.text == text)
        #expect(throws: MalformedText.self) {
            try Checkpoint(text: text + Array("one more\n".utf8))
        }
    }

    @Test func `A cosignature covers the time and every line`() throws {
        let text = Array("o\n5\n\(TreeHash.empty.base64)\nmore\n".utf8)
        let seal = try log.key.cosign(text, at: 1_700_000_000)
        #expect(Cosignature(seal)?.posixSeconds == 1_700_000_000)
        _ = try SignedNote(text: text, seals: [seal]).verified(by: [log.key.cosignerKey])
        var later = seal.bytes
        later[7] ^= 1
        let altered = try #require(Seal(name: seal.name, keyID: seal.keyID, bytes: later))
        #expect(throws: NoteRefusal.brokenSeal(seal.name, seal.keyID)) {
            try SignedNote(text: text, seals: [altered]).verified(by: [log.key.cosignerKey])
        }
        #expect(throws: NoteRefusal.brokenSeal(seal.name, seal.keyID)) {
            try SignedNote(text: text.dropLast(2) + [0x0A], seals: [seal])
                .verified(by: [log.key.cosignerKey])
        }
    }

    @Test func `A log's key does not open a cosignature of the same key`() throws {
        let text = try log.checkpoint().text
        let note = try SignedNote(text: text, seals: [log.key.cosign(text, at: 1)])
        #expect(throws: NoteRefusal.self) { try note.verified(by: [log.key.verifierKey]) }
    }

    @Test func `A time beyond 2^63-1 seconds is no cosignature`() throws {
        let seal = try log.key.cosign([0x0A], at: UInt64(Int64.max))
        #expect(Cosignature(seal) != nil)
        let beyond = Seal(
            name: seal.name, keyID: seal.keyID, bytes: [0x80] + seal.bytes.dropFirst())
        #expect(beyond.flatMap { Cosignature($0) } == nil)
    }

    @Suite(.enabled(if: Fixtures.hasVectors, Fixtures.vectorsMissing))
    struct Vectors {
        struct FormatCases: Decodable {
            struct Parse: Decodable {
                let name: String
                let text: String
                let accept: Bool
                let origin: String?
                let size: UInt64?
                let root_b64: String?
                let root_is_32_bytes: Bool?
                let why: String?
            }
            let parse: [Parse]
        }

        /// The source has placeholders for roots.
        ///
        /// They are refused as such; with a root of 32 bytes
        /// in their place the rest of each case holds, but for empty extension lines, which the
        /// source accepts and the specification does not.
        @Test func `Checkpoints of transparency-dev are read but for their placeholder roots`()
            throws
        {
            let cases = try vector(
                "transparency-dev-formats/checkpoint-cases.json", as: FormatCases.self)
            #expect(cases.parse.count == 13)
            for one in cases.parse {
                #expect(throws: MalformedText.self, "\(one.name)") {
                    try Checkpoint(text: Array(one.text.utf8))
                }
                guard let placeholder = one.root_b64 else { continue }
                let text = one.text.replacing(placeholder, with: TreeHash.empty.base64)
                let read = try? Checkpoint(text: Array(text.utf8))
                let expected = one.accept && one.name != "empty lines after the root"
                #expect((read != nil) == expected, "\(one.name)")
                guard let read else { continue }
                #expect(read.origin.text == one.origin)
                #expect(read.head.size.value == one.size)
                #expect(read.text == Array(text.utf8))
            }
        }

        struct GoCases: Decodable {
            struct Format: Decodable {
                let origin: String
                let size: UInt64
                let root_b64: String
                let text: String
            }
            struct Refused: Decodable { let text: String }
            let format: Format
            let refuse: [Refused]
            let accept_with_extension_lines: [String]
            let only_in_source: [Refused]
            let empty_tree_root_hex: String
        }

        @Test func `Tree heads of the Go checksum database are read as checkpoints`() throws {
            let cases = try vector("golang-mod/tree-head-cases.json", as: GoCases.self)
            #expect(TreeHash.empty.hex == cases.empty_tree_root_hex)
            let read = try Checkpoint(text: Array(cases.format.text.utf8))
            let origin = try #require(Origin(cases.format.origin))
            #expect(read.origin == origin)
            #expect(read.head.size.value == cases.format.size)
            #expect(read.head.root.base64 == cases.format.root_b64)
            #expect(Checkpoint(origin: origin, head: read.head).text == read.text)
            for text in cases.accept_with_extension_lines {
                #expect(try Checkpoint(text: Array(text.utf8)).text == Array(text.utf8))
            }
            for one in cases.refuse + cases.only_in_source {
                let read = try? Checkpoint(text: Array(one.text.utf8))
                #expect(read == nil || read?.origin != origin)
            }
        }

        struct Examples: Decodable {
            struct Note: Decodable {
                let note: String
                let origin: String
                let size: UInt64
                let root_b64: String
            }
            struct Line: Decodable {
                let line: String
                let name: String
                let key_id: String
                let posix_seconds: UInt64
                let signed_message: String
            }
            struct Made: Decodable {
                let throw_away_seed_hex: String
                let vkey: String
                let checkpoint_text: String
                let posix_seconds: UInt64
                let line: String
            }
            let checkpoint: Note
            let cosignature: Line
            let deterministic_cosignature: Made
        }

        @Test func `The checkpoint of the specification is read, its cosignature taken apart`()
            throws
        {
            let examples = try vector(
                "c2sp-spec/checkpoint-and-cosignature-examples.json", as: Examples.self)
            let note = try SignedNote(Array(examples.checkpoint.note.utf8))
            let read = try Checkpoint(text: note.text)
            #expect(read.origin.text == examples.checkpoint.origin)
            #expect(read.head.size.value == examples.checkpoint.size)
            #expect(read.head.root.base64 == examples.checkpoint.root_b64)
            let wanted = examples.cosignature
            let seal = try #require(note.seals.last)
            let cosignature = try #require(Cosignature(seal))
            #expect(seal.line == Array(wanted.line.utf8))
            #expect(seal.name.text == wanted.name)
            #expect(seal.keyID.description == wanted.key_id)
            #expect(cosignature.posixSeconds == wanted.posix_seconds)
            let message = Cosignature.message(over: note.text, at: wanted.posix_seconds)
            #expect(message == Array(wanted.signed_message.utf8))
        }

        @Test func `A cosignature with a known key is the one every implementation makes`() throws {
            let made = try vector(
                "c2sp-spec/checkpoint-and-cosignature-examples.json", as: Examples.self
            ).deterministic_cosignature
            let vkey = try VerifierKey(made.vkey)
            let key = try SealingKey(
                name: vkey.name, seed: #require(Hex.bytes(made.throw_away_seed_hex)))
            #expect(key.cosignerKey == vkey)
            let text = Array(made.checkpoint_text.utf8)
            #expect(try key.cosign(text, at: made.posix_seconds).line == Array(made.line.utf8))
        }

        @Test func `Times are read from cosignatures and from nothing else`() throws {
            struct Cases: Decodable {
                struct Time: Decodable {
                    let signature_b64: String
                    let posix_seconds: UInt64?
                }
                let timestamps: [Time]
            }
            let cases = try vector(
                "transparency-dev-formats/cosignature-cases.json", as: Cases.self)
            for one in cases.timestamps {
                let line = Array("text\n\n— w \(one.signature_b64)\n".utf8)
                let seal = try? SignedNote(line).seals.first
                #expect(seal.flatMap { Cosignature($0) }?.posixSeconds == one.posix_seconds)
            }
        }
    }
}
