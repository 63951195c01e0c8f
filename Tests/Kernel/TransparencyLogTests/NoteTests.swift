// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Testing
import TransparencyLog

struct NoteTests {
    let key: SealingKey
    let text = Array("one\n\nthree\n".utf8)

    init() throws {
        key = try SealingKey(name: #require(KeyName("plant7.example/log-1")), seed: TestLog.seed)
    }

    func note() throws -> SignedNote { try SignedNote(text: text, seals: [key.seal(text)]) }

    @Test func `A note is read back as written, its text ending at the last empty line`() throws {
        let note = try note()
        #expect(try SignedNote(note.bytes) == note)
        let verified = try SignedNote(note.bytes).verified(by: [key.verifierKey])
        #expect(verified.text == text)
        #expect(verified.checked.map(\.key) == [key.verifierKey])
    }

    @Test func `Any one byte changed, and the note is malformed or not believed`() throws {
        let bytes = try note().bytes
        for position in bytes.indices {
            for change: UInt8 in [1, 0x80, 0x0A] {
                var altered = bytes
                altered[position] ^= change
                guard altered != bytes else { continue }
                #expect(throws: (any Error).self) {
                    try SignedNote(altered).verified(by: [key.verifierKey])
                }
            }
        }
    }

    @Test func `A note cut off anywhere is refused`() throws {
        let bytes = try note().bytes
        for length in bytes.indices {
            #expect(throws: (any Error).self) {
                try SignedNote(Array(bytes[..<length])).verified(by: [key.verifierKey])
            }
        }
    }

    @Test func `A seal of somebody unknown changes nothing`() throws {
        let other = try SealingKey(name: #require(KeyName("other")), seed: TestLog.seed)
        let note = try note().adding(other.seal(text))
        let verified = try note.verified(by: [key.verifierKey])
        #expect(verified.unknown.map(\.name) == [other.name])
        #expect(throws: NoteRefusal.noKnownSeal(found: [other.name])) {
            try SignedNote(text: text, seals: [other.seal(text)]).verified(by: [key.verifierKey])
        }
    }

    @Test func `A broken seal of a trusted key spoils the note even beside a good one`() throws {
        let other = try SealingKey(name: #require(KeyName("other")), seed: TestLog.seed)
        let broken = try other.seal(Array("another text\n".utf8))
        let note = try note().adding(broken)
        #expect(throws: NoteRefusal.brokenSeal(other.name, broken.keyID)) {
            try note.verified(by: [key.verifierKey, other.verifierKey])
        }
    }

    @Test func `A second line of a trusted key is checked too`() throws {
        let good = try key.seal(text)
        let bad = try key.seal(Array("another text\n".utf8))
        let note = try SignedNote(text: text, seals: [good, bad])
        #expect(throws: NoteRefusal.brokenSeal(key.name, bad.keyID)) {
            try note.verified(by: [key.verifierKey])
        }
    }

    @Test func `Sealing again replaces the seal of the same key`() throws {
        #expect(try note().adding(key.seal(text)).seals.count == 1)
        let cosigned = try note().adding(key.cosign(text, at: 0))
        #expect(cosigned.seals.count == 2)
    }

    @Test func `A hundred seals are read, one more is not`() throws {
        let seal = try key.seal(text)
        let seals = (0..<100).map { count in
            Seal(name: seal.name, keyID: seal.keyID, bytes: seal.bytes + [UInt8(count)]) ?? seal
        }
        #expect(try SignedNote(SignedNote(text: text, seals: seals).bytes).seals.count == 100)
        #expect(throws: MalformedText.self) {
            try SignedNote(text: text, seals: seals + [seal])
        }
        #expect(throws: MalformedText.self) {
            try SignedNote(note().bytes + seals.flatMap(\.line))
        }
    }

    @Test(arguments: [
        "text\r\n\n— a AAAAAAA=\n", "text\t\n\n— a AAAAAAA=\n", "text\n\n- a AAAAAAA=\n",
        "text\n\n—  AAAAAAA=\n", "text\n\n— a  AAAAAAA=\n", "text\n\n— a AAAAAA==\n",
        "text\n\n— a AAAAAAB=\n", "text\n\n— a+b AAAAAAA=\n", "text\n\n— a\u{A0}b AAAAAAA=\n",
        "text\n\n— a AAAAAAA= \n", "text\n\n— a AAAAAAA=\n\n", "text\n— a AAAAAAA=\n", "\n", "",
        "text\n\n", "text\n\n\n— a AAAAAAA=",
    ])
    func `Text that only looks like a note is none`(text: String) {
        #expect(throws: MalformedText.self) { try SignedNote(Array(text.utf8)) }
    }

    @Test func `What is wrong with a note is told with its line`() {
        func fault(_ text: String) -> String? {
            do {
                _ = try SignedNote(Array(text.utf8))
                return nil
            } catch { return error.description }
        }
        #expect(fault("a\n\n— k AAAAAAA=\n") == nil)
        #expect(
            fault("a\nb\r\n\n— k AAAAAAA=\n")
                == "signed note, line 2: expected no control character")
        #expect(
            fault("a\nb\n\n— k AAAAAAA=\nnonsense\n")
                == "signed note, line 5: expected a seal: em dash, name, key ID and seal in base64")
    }

    @Test func `Names that are equal only to Unicode are two names`() throws {
        let composed = try #require(KeyName("caf\u{e9}"))
        let decomposed = try #require(KeyName("cafe\u{301}"))
        #expect(composed != decomposed)
        let one = try SealingKey(name: composed, seed: TestLog.seed)
        let note = try SignedNote(text: text, seals: [one.seal(text)])
        let other = try SealingKey(name: decomposed, seed: TestLog.seed)
        #expect(throws: NoteRefusal.self) { try note.verified(by: [other.verifierKey]) }
    }

    @Suite(.enabled(if: Fixtures.hasVectors, Fixtures.vectorsMissing))
    struct Vectors {
        struct GoCases: Decodable {
            struct Line: Decodable {
                let name: String
                let key_id: String
                let base64: String
            }
            struct Open: Decodable {
                let name: String
                let trusted_vkeys: [String]
                let note_b64: String
                let result: String
                let text: String?
                let verified: [Line]?
                let unverified: [Line]?
            }
            let open: [Open]
        }

        struct Examples: Decodable {
            struct Verifies: Decodable {
                let vkey: String
                let note: String
                let text: String
            }
            struct Parses: Decodable {
                struct Line: Decodable {
                    let name: String
                    let key_id: String
                    let signature_bytes: Int
                }
                let note: String
                let text: String
                let signatures: [Line]
            }
            let verifies: [Verifies]
            let parses: [Parses]
        }

        @Test func `The notes of the specification verify and parse`() throws {
            let examples = try vector("c2sp-spec/signed-note-examples.json", as: Examples.self)
            for one in examples.verifies {
                let verified = try SignedNote(Array(one.note.utf8))
                    .verified(by: [VerifierKey(one.vkey)])
                #expect(verified.text == Array(one.text.utf8))
            }
            for one in examples.parses {
                let note = try SignedNote(Array(one.note.utf8))
                #expect(note.text == Array(one.text.utf8))
                #expect(note.seals.map(\.name.text) == one.signatures.map(\.name))
                #expect(note.seals.map(\.keyID.description) == one.signatures.map(\.key_id))
                #expect(note.seals.map(\.bytes.count) == one.signatures.map(\.signature_bytes))
            }
        }

        @Test func `The notes of the Go checksum database open or are refused as there`() throws {
            for one in try vector("golang-mod/note-cases.json", as: GoCases.self).open {
                let keys = try one.trusted_vkeys.map { try VerifierKey($0) }
                let bytes = try decoded(one.note_b64)
                let result: String
                do {
                    let verified = try SignedNote(bytes).verified(by: keys)
                    result = "ok"
                    #expect(verified.text == one.text.map { Array($0.utf8) }, "\(one.name)")
                    #expect(verified.checked.map(\.seal).map(base64) == one.verified?.map(\.base64))
                    #expect(verified.unknown.map(base64) == one.unverified?.map(\.base64))
                } catch is MalformedText {
                    result = "malformed"
                } catch NoteRefusal.noKnownSeal {
                    result = "unverified"
                } catch NoteRefusal.brokenSeal {
                    result = "invalid-signature"
                } catch NoteRefusal.ambiguousKey {
                    result = "ambiguous-key"
                }
                #expect(result == one.result, "\(one.name)")
            }
        }

        private func base64(_ seal: Seal) -> String { Base64.text(seal.keyID.bytes + seal.bytes) }
    }
}
