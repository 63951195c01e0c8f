// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Testing
import TransparencyLog

struct KeyTests {
    static let vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

    @Test func `A verifier key is read back as written`() throws {
        let key = try VerifierKey(KeyTests.vkey)
        #expect(key.text == KeyTests.vkey)
        #expect(key.type == .ed25519)
        #expect(key.id.description == "530d903a")
        #expect(key.publicKey.count == 32)
    }

    @Test func `A key ID that belongs to another key is refused, not replaced`() {
        let text = KeyTests.vkey.replacing("530d903a", with: "530d903b")
        #expect(throws: MalformedText.self) { try VerifierKey(text) }
    }

    @Test func `A log's key and a cosigner's key of the same bytes are two keys`() throws {
        let key = try VerifierKey(KeyTests.vkey)
        let cosigner = try #require(key.asCosigner)
        #expect(cosigner.publicKey == key.publicKey)
        #expect(cosigner.id != key.id)
        #expect(cosigner.asCosigner == nil)
    }

    @Test func `A private key seals, and is not read from a public one`() throws {
        let key = try SealingKey(name: #require(KeyName("log")), seed: TestLog.seed)
        #expect(try SealingKey(key.secretText).verifierKey == key.verifierKey)
        #expect(throws: MalformedText.self) { try SealingKey(key.verifierKey.text) }
        #expect(throws: MalformedText.self) {
            try SealingKey(name: key.name, seed: Array(TestLog.seed.dropLast()))
        }
        #expect(throws: SealingError.lineNotEnded) { try key.seal(Array("text".utf8)) }
        #expect(throws: SealingError.lineNotEnded) { try key.cosign([], at: 0) }
        #expect(throws: SealingError.timeOutOfRange) { try key.cosign([0x0A], at: .max) }
    }

    @Test(arguments: ["", " ", "a b", "a\tb", "a+b", "a\u{2028}b", "\u{85}", "a\nb", "a\u{0}"])
    func `A name with a space, a control character or a plus sign is none`(text: String) {
        #expect(KeyName(text) == nil)
    }

    @Test func `A name has 255 bytes at most and is UTF-8`() {
        #expect(KeyName(String(repeating: "a", count: 255)) != nil)
        #expect(KeyName(String(repeating: "a", count: 256)) == nil)
        #expect(KeyName([0x61, 0xFF]) == nil)
    }

    @Suite(.enabled(if: Fixtures.hasVectors, Fixtures.vectorsMissing))
    struct Vectors {
        struct GoCases: Decodable {
            struct Refused: Decodable { let vkey: String }
            struct Mangling: Decodable { let vkey: String }
            struct Keys: Decodable {
                let valid: [String]
                let invalid: [Refused]
                let mangling: Mangling
            }
            struct Sign: Decodable {
                let throw_away_private_key: String
                let vkey: String
                let text: String
                let note_b64: String
            }
            let vkeys: Keys
            let sign: Sign
        }

        struct FormatCases: Decodable {
            struct Valid: Decodable {
                let vkey: String
                let type: String
            }
            struct Refused: Decodable { let vkey: String }
            struct Note: Decodable {
                let name: String
                let vkey: String
                let note: String
                let opens: Bool
            }
            struct Signer: Decodable {
                let throw_away_private_key: String
                let vkey: String
            }
            let valid: [Valid]
            let invalid: [Refused]
            let only_in_source: [Refused]
            let ecdsa_notes: [Note]
            let signer_key: Signer
        }

        @Test func `Keys of the Go checksum database are read, their manglings are not`() throws {
            let keys = try vector("golang-mod/note-cases.json", as: GoCases.self).vkeys
            for text in keys.valid { #expect(try VerifierKey(text).text == text) }
            for one in keys.invalid {
                #expect(throws: MalformedText.self) { try VerifierKey(one.vkey) }
            }
            #expect(manglings(of: keys.mangling.vkey).allSatisfy { (try? VerifierKey($0)) == nil })
        }

        @Test func `The Go private key makes the Go note, and its manglings are refused`() throws {
            let sign = try vector("golang-mod/note-cases.json", as: GoCases.self).sign
            let key = try SealingKey(sign.throw_away_private_key)
            #expect(key.verifierKey.text == sign.vkey)
            #expect(key.secretText == sign.throw_away_private_key)
            let text = Array(sign.text.utf8)
            let note = try SignedNote(text: text, seals: [key.seal(text)])
            #expect(note.bytes == (try decoded(sign.note_b64)))
            #expect(
                manglings(of: sign.throw_away_private_key)
                    .allSatisfy { (try? SealingKey($0)) == nil })
        }

        @Test func `Keys of five types are read, each with its type`() throws {
            let cases = try vector(
                "transparency-dev-formats/verifier-key-cases.json", as: FormatCases.self)
            for one in cases.valid {
                let key = try VerifierKey(one.vkey)
                #expect(key.text == one.vkey)
                #expect(one.type.hasPrefix("0x0\(key.type.rawValue)"))
            }
            for one in cases.invalid + cases.only_in_source {
                #expect(throws: MalformedText.self, "\(one.vkey.prefix(60))") {
                    try VerifierKey(one.vkey)
                }
            }
            let signer = cases.signer_key
            #expect(try SealingKey(signer.throw_away_private_key).verifierKey.text == signer.vkey)
        }

        @Test func `ECDSA notes of two real logs open, altered ones do not`() throws {
            let cases = try vector(
                "transparency-dev-formats/verifier-key-cases.json", as: FormatCases.self)
            for one in cases.ecdsa_notes {
                let opens: Bool
                do {
                    let key = try VerifierKey(one.vkey)
                    _ = try SignedNote(Array(one.note.utf8)).verified(by: [key])
                    opens = true
                } catch { opens = false }
                #expect(opens == one.opens, "\(one.name)")
            }
        }

        /// Every proper substring, and every text in which one byte is one higher.
        private func manglings(of text: String) -> [String] {
            let bytes = Array(text.utf8)
            var mangled = bytes.indices.flatMap { start in
                (start...bytes.count).filter { $0 - start < bytes.count }
                    .map { Array(bytes[start..<$0]) }
            }
            for position in bytes.indices {
                var higher = bytes
                higher[position] += 1
                mangled.append(higher)
            }
            return mangled.map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
